using System.Collections.Concurrent;
using Seg.Core.Imaging;

namespace Seg.Core.Training;

/// <summary>What the events of a run come to, goings-on included.</summary>
internal sealed class RunHistory
{
    // Of an ended run the file stays as it is, and with a day of training it is long.
    private static readonly ConcurrentDictionary<string, (FileStamp Stamp, RunHistory History)> Known = new();

    // Most lines are steps, of which only the last counts.
    private const string StepLine = """{"type":"step",""";

    private readonly List<EpochEvent> epochs = [];

    private RunHistory() { }

    /// <summary>When it first began; null: it has not.</summary>
    public DateTimeOffset? Started { get; private set; }

    /// <summary>When it began, or went on, for the last time.</summary>
    public DateTimeOffset? LastStarted { get; private set; }

    /// <summary>Which images it uses for what, since it last began; null: it has not.</summary>
    public SplitStems? Split { get; private set; }

    /// <summary>Steps done in the whole run.</summary>
    public int Step { get; private set; }

    /// <summary>The finished epochs; one that was done again after a kill stands here once.</summary>
    public IReadOnlyList<EpochEvent> Epochs => epochs;

    /// <summary>How it ended; null while it runs, and when it was killed.</summary>
    public EndEvent? End { get; private set; }

    /// <summary>Reads <c>events.jsonl</c>; of a missing one nothing has happened.</summary>
    public static RunHistory Read(string path)
    {
        // The stamp first: what is written meanwhile is read again the next time.
        var stamp = FileStamp.Of(path);
        if (Known.TryGetValue(path, out (FileStamp Stamp, RunHistory History) known) && known.Stamp == stamp)
            return known.History;
        var history = new RunHistory();
        if (File.Exists(path))
            history.AddAll(path);
        Known[path] = (stamp, history);
        return history;
    }

    private void AddAll(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        string step = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith(StepLine, StringComparison.Ordinal))
            {
                step = line.EndsWith('}') ? line : step; // one that is still being written does not
                continue;
            }
            if (TrainingEvent.FromLine(line) is not { } happened)
                continue;
            Add(happened);
            step = "";
        }
        if (TrainingEvent.FromLine(step) is StepEvent last)
            Step = last.Step;
    }

    private void Add(TrainingEvent happened)
    {
        switch (happened)
        {
            case StartEvent start:
                Started ??= start.Time;
                LastStarted = start.Time;
                Split = start.Split;
                Step = start.Step;
                epochs.RemoveAll(epoch => epoch.Step > start.Step);
                End = null;
                break;
            case EpochEvent epoch:
                epochs.Add(epoch);
                Step = epoch.Step;
                break;
            case EndEvent end:
                End = end;
                Step = end.Step;
                break;
        }
    }
}
