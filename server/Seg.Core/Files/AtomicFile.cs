using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Seg.Core.Files;

/// <summary>
/// Writes a file so that a reader, a kill at any moment or a machine that goes down sees either the old content or the
/// new, never a part: a temporary file in the same folder, synced to the disk, then renamed, and its folder synced. A link
/// stays one: the file that it leads to is replaced. Who may read and write a file stays; one that is protected is refused;
/// other names of it (hard links) keep the old content.
/// </summary>
public static class AtomicFile
{
    /// <summary>Fits the temporary files, which a kill leaves behind.</summary>
    private const string LeftOver = ".seg-*.tmp";

    // Weights have many small tensors, which one write each would take.
    private const int BufferBytes = 1 << 16;

    private const int NotImplemented = 38; // ENOSYS
    private const int NotSupported = 95; // EOPNOTSUPP

    /// <summary>
    /// Replaces <paramref name="path"/> by what <paramref name="write"/> puts into the stream. Its own folder is made if needed,
    /// never those above: where a dataset was renamed meanwhile, a ghost of it would come to be in its old place.
    /// </summary>
    /// <exception cref="SegException">
    /// <c>file.write</c>: no room, no permission, or the disk failed. The old content is untouched, or, where only the folder could
    /// not be synced, the new is there. <c>file.readonly</c>: it is protected.
    /// </exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, newMode: null);

    /// <summary>The same, where a file that is not there yet gets a mode.</summary>
    internal static void Write(string path, Action<Stream> write, UnixFileMode? newMode)
    {
        string? temporary = null;
        try
        {
            string full = Path.GetFullPath(path);
            if (new FileInfo(full) is { LinkTarget: not null } link)
                full = link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            string folder = Path.GetDirectoryName(full)!;
            DiskSync.MakeFolderIn(folder);
            // Without the name of the file, which may be as long as names can be.
            temporary = Path.Combine(folder, $".seg-{Guid.NewGuid():N}.tmp");
            FileStatus before = RequireWritable(full);
            UnixFileMode? mode = before.Kind == FileKind.Regular ? before.Mode : newMode;
            using (var stream = new FileStream(temporary, Options(isPrivate: mode is not null)))
            {
                if (mode is { } known)
                    SetMode(stream.SafeFileHandle, known);
                write(stream);
                DiskSync.Close(stream);
            }
            File.Move(temporary, full, overwrite: true);
            DiskSync.Folder(folder);
        }
        catch (Exception e)
        {
            if (temporary is not null)
                TryDelete(temporary);
            if (e is IOException or UnauthorizedAccessException)
                throw CannotWrite(path, e);
            throw;
        }
    }

    private static void SetMode(SafeFileHandle file, UnixFileMode mode)
    {
        if (File.GetUnixFileMode(file) == mode)
            return;
        try
        {
            File.SetUnixFileMode(file, mode);
        }
        // Of a file that was just made here, some disks of networks and of cameras have one mode for all.
        catch (UnauthorizedAccessException) { }
        catch (IOException e) when (e.HResult is NotSupported or NotImplemented) { }
    }

    /// <summary>Looks at a file that is to be replaced, or is not there yet.</summary>
    /// <exception cref="SegException"><c>file.readonly</c>.</exception>
    /// <exception cref="IOException">It is no file.</exception>
    internal static FileStatus RequireWritable(string path)
    {
        FileStatus status = RegularFile.Require(path);
        return !status.IsReadOnly(path)
            ? status
            : throw new SegException(
                "file.readonly",
                $"{path} is read-only and was not changed. Make it writable first, if it may be changed: chmod u+w."
            );
    }

    // Some formats look back at what they have written.
    private static FileStreamOptions Options(bool isPrivate) =>
        new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            BufferSize = BufferBytes,
            // Until it has the mode of the one before, which may be private.
            UnixCreateMode = isPrivate ? UnixFileMode.UserRead | UnixFileMode.UserWrite : null,
        };

    /// <summary>Makes a folder, and those above it that are missing.</summary>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    public static void MakeFolder(string path)
    {
        try
        {
            DiskSync.MakeFolder(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, e);
        }
    }

    /// <summary>Gives a file that is whole its name.</summary>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    internal static void Move(string from, string path)
    {
        try
        {
            File.Move(from, path, overwrite: true);
            DiskSync.Folder(Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, e);
        }
    }

    /// <summary>Removes a file that must not stay, where it is there.</summary>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    internal static void Delete(string path)
    {
        try
        {
            if (File.Exists(path))
                File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, e);
        }
    }

    /// <summary>Replaces <paramref name="path"/> by UTF-8 text without a byte order mark.</summary>
    public static void WriteText(string path, string text) => WriteBytes(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Replaces <paramref name="path"/> by <paramref name="bytes"/>.</summary>
    public static void WriteBytes(string path, byte[] bytes) => Write(path, stream => stream.Write(bytes));

    /// <summary>Removes the temporary files that kills have left in a folder.</summary>
    /// <param name="folder">Is there.</param>
    /// <param name="before">Only those that were last written to before; null: all, where nobody else writes there.</param>
    internal static void RemoveLeftOvers(string folder, DateTime? before = null)
    {
        foreach (string file in Directory.GetFiles(folder, LeftOver))
            if (before is null || File.GetLastWriteTimeUtc(file) < before)
                TryDelete(file);
    }

    /// <summary>Removes a file where that goes; one too many is no reason to end the work.</summary>
    internal static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }

    /// <summary>Says that a file cannot be written, and what to do.</summary>
    /// <param name="path">The file.</param>
    /// <param name="why">What the system said.</param>
    /// <param name="then">What to do when the disk is in order again.</param>
    internal static SegException CannotWrite(string path, Exception why, string then = "try again") =>
        new(
            "file.write",
            $"Cannot write {path}: {why.Message.TrimEnd('.')}. Free some space or check the permissions of its folder, then {then}.",
            why
        );
}
