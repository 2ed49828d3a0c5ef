using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Seg.Core.Tests;

/// <summary>Makes what stands in a folder like a file and is none: to open it waits for ever, or fails.</summary>
internal static class SpecialFile
{
    private const int OwnerMayAll = 384; // 0600

    public static void MakePipe(string path) => Assert.Equal(0, MakeFifo(path, OwnerMayAll));

    public static void MakeSocket(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        // Its address must be short.
        string near = Path.Combine(Path.GetTempPath(), $"seg-{Guid.NewGuid().ToString("N")[..8]}");
        socket.Bind(new UnixDomainSocketEndPoint(near));
        File.Move(near, path);
    }

    [DllImport("libc", EntryPoint = "mkfifo")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakeFifo([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
}

/// <summary>Gives a file another name.</summary>
internal static class HardLink
{
    public static void Make(string file, string name) => Assert.Equal(0, Link(file, name));

    [DllImport("libc", EntryPoint = "link")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string file,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name
    );
}
