using System.Text;
using Seg.Core.Files;
using Seg.Core.Models;

namespace Seg.Core.Training;

/// <summary>
/// Appends events to <c>events.jsonl</c>, whole lines only: what a kill or a full disk cut off is removed again. A little
/// room is held back on the disk so that the last event finds place when the disk is full.
/// </summary>
internal sealed class EventLog : IDisposable
{
    private const int HeldBack = 16384;

    private readonly FileStream stream;
    private readonly string reserve;

    public EventLog(string path)
    {
        reserve = Path.Combine(Path.GetDirectoryName(path)!, ".reserve");
        try
        {
            // Without a buffer, which would keep a line that found no room and try again on closing.
            stream = new FileStream(
                path,
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.ReadWrite,
                bufferSize: 0
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, e);
        }
        try
        {
            CutHalfLine();
            AtomicFile.WriteBytes(reserve, new byte[HeldBack]);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <exception cref="SegException"><c>file.write</c>; the file is as before.</exception>
    public void Write(TrainingEvent happened)
    {
        if (happened is EndEvent)
            File.Delete(reserve);
        byte[] line = Encoding.UTF8.GetBytes(happened.ToLine() + "\n");
        long before = stream.Length;
        try
        {
            stream.Write(line);
            stream.Flush(flushToDisk: happened is not StepEvent);
        }
        catch (IOException e)
        {
            stream.SetLength(before);
            throw CannotWrite(stream.Name, e);
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        File.Delete(reserve);
    }

    private static SegException CannotWrite(string path, Exception e) =>
        new(
            "file.write",
            $"Cannot write {path}: {e.Message.TrimEnd('.')}. Free some space or check the permissions of its folder, then continue the training.",
            e
        );

    private void CutHalfLine()
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
        stream.SetLength(end);
        stream.Position = end;
    }
}
