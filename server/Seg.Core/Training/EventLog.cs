using System.Text;
using System.Text.Json;

namespace Seg.Core.Training;

/// <summary>
/// Appends events to <c>events.jsonl</c>, whole lines only: what a kill or a full disk cut off is removed again. A little
/// room is held back on the disk so that the last event finds place when the disk is full.
/// </summary>
internal sealed class EventLog : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(ModelDescription.Json) { WriteIndented = false };

    private readonly FileStream stream;
    private readonly string reserve;

    public EventLog(string path)
    {
        reserve = path + ".reserve";
        stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        CutHalfLine();
        Imaging.AtomicFile.WriteBytes(reserve, new byte[16384]);
    }

    public void Write(TrainingEvent happened)
    {
        if (happened is EndEvent)
            File.Delete(reserve);
        byte[] line = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(happened, Json) + "\n");
        long before = stream.Length;
        try
        {
            stream.Write(line);
            stream.Flush(flushToDisk: happened is not StepEvent);
        }
        catch (IOException e)
        {
            stream.SetLength(before);
            throw new SegException(
                "file.write",
                $"Cannot write {stream.Name}: {e.Message} Free some space, then go on with --resume.",
                e
            );
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        File.Delete(reserve);
    }

    private void CutHalfLine()
    {
        long end = stream.Length;
        while (end > 0)
        {
            stream.Position = end - 1;
            if (stream.ReadByte() == '\n')
                break;
            end--;
        }
        stream.SetLength(end);
        stream.Position = end;
    }
}
