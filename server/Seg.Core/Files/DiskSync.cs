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
    private const int AllMayAll = 0x1ff; // what new files and folders are not to be allowed is taken off by the system
    private const int Missing = 2;
    private const int Interrupted = 4;
    private const int NotAllowed = 13;
    private const int Exists = 17;
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
    public static void MakeFolder(string path)
    {
        string full = Path.GetFullPath(path);
        if (Path.GetDirectoryName(full) is { } above && !Directory.Exists(above))
            MakeFolder(above);
        MakeFolderIn(full);
    }

    /// <summary>Makes a folder where it is missing, but none above it, and syncs it into that.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no folder above it, or not any more.</exception>
    /// <exception cref="IOException">It cannot be made, or may be gone after the machine went down.</exception>
    public static void MakeFolderIn(string path)
    {
        if (Directory.Exists(path))
            return;
        string above = Path.GetDirectoryName(path)!;
        if (Make(path, AllMayAll) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error == Missing)
                throw new DirectoryNotFoundException($"There is no folder {above}");
            // Another program may have made it just now.
            if (error == Exists && Directory.Exists(path))
                return;
            throw Failed(error);
        }
        try
        {
            Folder(above);
        }
        catch
        {
            // Whoever finds it there the next time would take it for synced.
            TryRemove(path);
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

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Make(string path, int mode);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);
}
