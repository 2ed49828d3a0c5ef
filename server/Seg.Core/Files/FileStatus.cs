using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seg.Core.Files;

/// <summary>What kind of file it is.</summary>
internal enum FileKind
{
    /// <summary>There is none.</summary>
    Missing,
    Regular,
    Folder,

    /// <summary>A pipe, a socket or a device: to open it may wait for ever, or do something.</summary>
    Special,
}

/// <summary>What the system knows of a file without opening it; of a link, of what it leads to.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">Who may do what.</param>
internal readonly unsafe partial record struct FileStatus(FileKind Kind, UnixFileMode Mode)
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int WriteAccess = 2; // W_OK
    private const int NotAllowed = 13; // EACCES
    private const int TypeBits = 0xf000;
    private const int ModeBits = 0x0fff;
    private const uint TypeAndMode = 3; // STATX_TYPE, STATX_MODE
    private const UnixFileMode AnyWrite = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    public static FileStatus Of(string path)
    {
        Buffer buffer = default;
        // What may not be looked at is reported when it is opened.
        if (path.Contains('\0') || Look(CurrentFolder, path, 0, TypeAndMode, &buffer) != 0)
            return default;
        int mode = ((ushort*)&buffer)[14]; // stx_mode
        FileKind kind = (mode & TypeBits) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Folder,
            _ => FileKind.Special,
        };
        return new(kind, (UnixFileMode)(mode & ModeBits));
    }

    /// <summary>Whether somebody has protected it from being changed: from all, root included, or from this user.</summary>
    public bool IsReadOnly(string path) =>
        Kind == FileKind.Regular
        && ((Mode & AnyWrite) == 0 || (Access(path, WriteAccess) != 0 && Marshal.GetLastPInvokeError() == NotAllowed));

    // struct statx of the kernel, the same on every machine.
    [InlineArray(256)]
    private struct Buffer
    {
        private byte first;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Look(int folder, string path, int flags, uint mask, Buffer* buffer);

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Access(string path, int wanted);
}
