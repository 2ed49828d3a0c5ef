using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Seg.Server.Serving;

/// <summary>What the other end writes, and what it reads.</summary>
internal sealed record ServeStreams(Stream Input, Stream Output) : IDisposable
{
    private const int StandardOutput = 1;
    private const int StandardError = 2;

    // F_DUPFD_CLOEXEC: a training that is started here must not hold the connection open after our end.
    private const int DuplicateForThisProcess = 1030;

    /// <summary>
    /// Takes the process's standard input and output for the connection alone. Whatever prints from here on, native libraries
    /// included, prints to standard error: a stray line would be taken for an answer.
    /// </summary>
    public static ServeStreams TakeStandard()
    {
        int own = Control(StandardOutput, DuplicateForThisProcess, 0);
        if (own < 0 || DuplicateOver(StandardError, StandardOutput) < 0)
            throw new IOException($"Standard output cannot be taken: error {Marshal.GetLastPInvokeError()}.");
        Console.SetOut(Console.Error); // the writer made before holds a copy of the first output
        return new(
            Console.OpenStandardInput(),
            new FileStream(new SafeFileHandle(own, ownsHandle: true), FileAccess.Write, bufferSize: 0)
        );
    }

    public void Dispose()
    {
        Input.Dispose();
        Output.Dispose();
    }

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int file, int command, int least);

    [DllImport("libc", EntryPoint = "dup2", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int DuplicateOver(int file, int place);
}
