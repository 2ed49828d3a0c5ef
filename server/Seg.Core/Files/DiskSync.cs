using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Seg.Core.Files;

/// <summary>
/// Waits until what was written is on the disk. .NET's own ways, which <c>BannedSymbols.txt</c> names, take errors of
/// <c>fsync</c> for success; here they are errors. A file's name is on the disk only after its folder was synced, too.
/// </summary>
internal static partial class DiskSync
{
    private const int ReadFolder = 0x10000 | 0x80000; // O_DIRECTORY, O_CLOEXEC
    private const int Interrupted = 4;
    private const int NotAllowed = 13;
    private const int Invalid = 22;
    private const int NotSupported = 95;

    /// <summary>Syncs the content of a file that was written to.</summary>
    /// <exception cref="IOException">It is not on the disk, and may be lost.</exception>
    public static void File(FileStream stream)
    {
        stream.Flush();
        if (Sync(stream.SafeFileHandle) is var error and not 0)
            throw Failed(error);
    }

    /// <summary>Syncs a file, and closes it: where a disk of a network reports an error only then, it is one.</summary>
    /// <exception cref="IOException">It is not on the disk, and may be lost.</exception>
    public static void Close(FileStream stream)
    {
        File(stream);
        SafeFileHandle handle = stream.SafeFileHandle;
        int file = (int)handle.DangerousGetHandle();
        handle.SetHandleAsInvalid(); // so that nothing closes it again
        if (Close(file) < 0 && Marshal.GetLastPInvokeError() is var error and not Interrupted)
            throw Failed(error);
    }

    /// <summary>Syncs which files a folder has, under which names.</summary>
    /// <exception cref="IOException">They may be those from before after the machine went down.</exception>
    public static void Folder(string path)
    {
        int opened = Open(path, ReadFolder);
        if (opened < 0)
        {
            int reason = Marshal.GetLastPInvokeError();
            // One that may be written to and not be read can be synced by nobody.
            if (reason == NotAllowed)
                return;
            throw Failed(reason);
        }
        using var folder = new SafeFileHandle(opened, ownsHandle: true);
        int error = Sync(folder);
        // Some disks of networks and of virtual machines sync no folders: they have nothing to wait for.
        if (error is not (0 or Invalid or NotSupported))
            throw Failed(error);
    }

    /// <summary>Makes a folder and those above it that are missing; each new one is synced into the one above it.</summary>
    /// <exception cref="IOException">It cannot be made, or may be gone after the machine went down.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void MakeFolder(string path)
    {
        var missing = new Stack<string>();
        for (
            string? at = Path.GetFullPath(path);
            at is not null && !Directory.Exists(at);
            at = Path.GetDirectoryName(at)
        )
            missing.Push(at);
        if (missing.Count == 0)
            return;
        try
        {
#pragma warning disable RS0030 // the one place
            Directory.CreateDirectory(path);
#pragma warning restore RS0030
            foreach (string made in missing)
                Folder(Path.GetDirectoryName(made)!);
        }
        catch
        {
            // Whoever finds it there the next time would take it for synced.
            foreach (string made in missing.Reverse())
                TryRemove(made);
            throw;
        }
    }

    private static void TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }

    /// <returns>The error; 0: none.</returns>
    private static int Sync(SafeFileHandle file)
    {
        while (true)
        {
            if (FSync(file) == 0)
                return 0;
            if (Marshal.GetLastPInvokeError() is var error and not Interrupted)
                return error;
        }
    }

    private static IOException Failed(int error) => new(Marshal.GetPInvokeErrorMessage(error), error);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);
}
