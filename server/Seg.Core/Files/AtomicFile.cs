using System.Text;

namespace Seg.Core.Files;

/// <summary>
/// Writes a file so that a reader, or a kill at any moment, sees either the old content or the new, never a part:
/// a temporary file in the same folder, flushed to the disk, then renamed. A link stays one: the file that it leads to
/// is replaced.
/// </summary>
public static class AtomicFile
{
    /// <summary>Fits the temporary files, which a kill leaves behind.</summary>
    private const string LeftOver = ".seg-*.tmp";

    /// <summary>Replaces <paramref name="path"/> by what <paramref name="write"/> puts into the stream; makes the folder if needed.</summary>
    /// <exception cref="SegException"><c>file.write</c>: no room, no right, or the disk failed; the old content is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string? temporary = null;
        try
        {
            string full = Path.GetFullPath(path);
            if (new FileInfo(full) is { LinkTarget: not null } link)
                full = link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            string folder = Path.GetDirectoryName(full)!;
            Directory.CreateDirectory(folder);
            // Without the name of the file, which may be as long as names can be.
            temporary = Path.Combine(folder, $".seg-{Guid.NewGuid():N}.tmp");
            // Some formats look back at what they have written.
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, full, overwrite: true);
        }
        catch (Exception e)
        {
            if (temporary is not null)
                TryDelete(temporary);
            if (e is IOException or UnauthorizedAccessException)
                throw new SegException(
                    "file.write",
                    $"Cannot write {path}: {e.Message.TrimEnd('.')}. Free some space or check the permissions of its folder, then try again.",
                    e
                );
            throw;
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
                File.Delete(file);
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
}
