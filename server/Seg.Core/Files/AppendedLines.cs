using System.Text;

namespace Seg.Core.Files;

/// <summary>A file that grows by whole lines: what a kill or a full disk has cut off is removed again.</summary>
internal sealed class AppendedLines : IDisposable
{
    private readonly FileStream stream;
    private long end; // of the last whole line

    /// <param name="path">Made if it is not there; its folder is.</param>
    /// <exception cref="IOException">The disk failed, or it is no file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written to.</exception>
    public AppendedLines(string path)
    {
        RegularFile.Require(path);
        bool isNew = !File.Exists(path);
        // Without a buffer, which would keep a line that found no room and try again on closing.
        stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        try
        {
            end = LastLineEnd();
            Cut();
            if (isNew)
                DiskSync.Folder(Path.GetDirectoryName(path)!);
        }
        catch
        {
            stream.Dispose();
            if (isNew)
                AtomicFile.TryDelete(path); // else the next time it would be taken for synced
            throw;
        }
    }

    /// <summary>Adds a line.</summary>
    /// <param name="line">Without its end.</param>
    /// <param name="isSynced">Whether to wait until it is on the disk.</param>
    /// <exception cref="IOException">It is not; the file is as before.</exception>
    public void Append(string line, bool isSynced)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line + "\n");
        try
        {
            Cut(); // where that has failed before
            stream.Write(bytes);
            if (isSynced)
                DiskSync.File(stream);
        }
        catch (IOException)
        {
            TryCut();
            throw;
        }
        end += bytes.Length;
    }

    public void Dispose() => stream.Dispose();

    private void TryCut()
    {
        try
        {
            Cut();
        }
        catch (IOException) { }
    }

    /// <summary>Removes what stands behind the last whole line.</summary>
    private void Cut()
    {
        if (stream.Length > end)
            stream.SetLength(end);
        stream.Position = end;
    }

    private long LastLineEnd()
    {
        const int chunk = 4096;
        byte[] bytes = new byte[chunk];
        long end = stream.Length;
        while (end > 0)
        {
            long start = Math.Max(0, end - chunk);
            stream.Position = start;
            stream.ReadExactly(bytes, 0, (int)(end - start));
            int newline = Array.LastIndexOf(bytes, (byte)'\n', (int)(end - start) - 1);
            end = start + newline + 1;
            if (newline >= 0)
                break;
        }
        return end;
    }
}
