using Seg.Core.Files;
using Seg.Core.Models;

namespace Seg.Core.Training;

/// <summary>
/// Appends events to <c>events.jsonl</c>. A little room is held back on the disk so that the last event finds place when the
/// disk is full.
/// </summary>
internal sealed class EventLog : IDisposable
{
    private const int HeldBack = 16384;

    private readonly string path;
    private readonly string reserve;
    private readonly AppendedLines lines;

    public EventLog(string path)
    {
        this.path = path;
        reserve = Path.Combine(Path.GetDirectoryName(path)!, ".reserve");
        try
        {
            lines = new AppendedLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(e);
        }
        try
        {
            AtomicFile.WriteBytes(reserve, new byte[HeldBack]);
        }
        catch
        {
            lines.Dispose();
            throw;
        }
    }

    /// <exception cref="SegException"><c>file.write</c>; the file is as before.</exception>
    public void Write(TrainingEvent happened)
    {
        if (happened is EndEvent)
            AtomicFile.TryDelete(reserve);
        try
        {
            lines.Append(happened.ToLine(), isSynced: happened is not StepEvent);
        }
        catch (IOException e)
        {
            throw CannotWrite(e);
        }
    }

    public void Dispose()
    {
        lines.Dispose();
        AtomicFile.TryDelete(reserve);
    }

    private SegException CannotWrite(Exception e) => AtomicFile.CannotWrite(path, e, "continue the training");
}
