using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Seg.Server.Tests.Rpc;

/// <summary>Linux's lease of a file: another process that opens it waits until the lease is given back.</summary>
internal sealed class FileLease : IDisposable
{
    private const int SetSignal = 10; // F_SETSIG
    private const int Harmless = 23; // SIGURG, which does nothing
    private const int SetLease = 1024; // F_SETLEASE
    private const int ToWrite = 1; // F_WRLCK
    private const int Nothing = 2; // F_UNLCK

    private readonly SafeFileHandle file;

    /// <param name="path">Nobody else has it open.</param>
    public FileLease(string path)
    {
        file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        // The system sends a signal when somebody waits, by default one that ends this process.
        Assert.Equal(0, Control(file, SetSignal, Harmless));
        Assert.Equal(0, Control(file, SetLease, ToWrite));
    }

    public void Dispose()
    {
        Assert.Equal(0, Control(file, SetLease, Nothing));
        file.Dispose();
    }

    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(SafeFileHandle file, int command, int value);
}
