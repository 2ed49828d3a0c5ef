using System.Collections.Concurrent;
using System.Text;
using Seg.Core.Files;
using Seg.Core.Metrics;

namespace Seg.Core.Models;

/// <summary>What the events of a run come to, goings-on included.</summary>
internal sealed class RunHistory
{
    // A day of training writes a long file, of which only what is new is read.
    private static readonly ConcurrentDictionary<string, (FileStamp Stamp, RunHistory History)> Known = new();

    // Most lines are steps, of which only the last counts.
    private const string StepLine = """{"type":"step",""";

    private readonly List<EpochEvent> epochs;

    // By its first line a file that was begun anew is recognised.
    private string first = "";
    private long offset;

    private readonly HashSet<string> everTrained;

    // Whether the best epoch is one that the run named by itself, and not with its end.
    private bool isBestMeasuredAnew;

    private RunHistory() => (epochs, everTrained) = ([], []);

    /// <summary>The same, to be read on.</summary>
    private RunHistory(RunHistory known)
    {
        epochs = [.. known.epochs];
        everTrained = [.. known.everTrained];
        (first, offset) = (known.first, known.offset);
        (Started, Split, Step, End) = (known.Started, known.Split, known.Step, known.End);
        (BestEpoch, BestScores, isBestMeasuredAnew) = (known.BestEpoch, known.BestScores, known.isBestMeasuredAnew);
    }

    /// <summary>When it first began; null: it has not.</summary>
    public DateTimeOffset? Started { get; private set; }

    /// <summary>Which images it uses for what, since it last began; null: it has not.</summary>
    public SplitStems? Split { get; private set; }

    /// <summary>The stems of all images that were for training since it first began.</summary>
    public IReadOnlyCollection<string> EverTrained => everTrained;

    /// <summary>Steps done in the whole run.</summary>
    public int Step { get; private set; }

    /// <summary>The finished epochs; one that was done again after a kill stands here once.</summary>
    public IReadOnlyList<EpochEvent> Epochs => epochs;

    /// <summary>The epoch of the best weights, from 1; 0: none is finished.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>What the best weights reach on the run's validation images; null: there are none, or it is not known.</summary>
    public SegmentationScores? BestScores { get; private set; }

    /// <summary>How it ended; null while it runs, and when it was killed.</summary>
    public EndEvent? End { get; private set; }

    /// <summary>Reads <c>events.jsonl</c>; of a missing one nothing has happened.</summary>
    public static RunHistory Read(string path)
    {
        // The stamp first: what is written meanwhile is read the next time.
        var stamp = FileStamp.Of(path);
        Known.TryGetValue(path, out (FileStamp Stamp, RunHistory History) known);
        if (known.History is not null && known.Stamp == stamp)
            return known.History;
        RunHistory history = File.Exists(path) ? ReadOn(path, known.History) : new();
        Known[path] = (stamp, history);
        return history;
    }

    private static RunHistory ReadOn(string path, RunHistory? known)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        string first = FirstLine(stream);
        RunHistory history =
            known is not null && known.first == first && known.offset <= stream.Length ? new(known) : new();
        history.first = first;
        history.AddRest(stream);
        return history;
    }

    private static string FirstLine(FileStream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        return reader.ReadLine() ?? "";
    }

    /// <summary>Adds the whole lines from where it was read up to.</summary>
    private void AddRest(FileStream stream)
    {
        stream.Position = offset;
        byte[] bytes = new byte[stream.Length - offset];
        int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        int whole = bytes.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
        // What is no event yet is still being written.
        if (TrainingEvent.FromLine(Encoding.UTF8.GetString(bytes, whole, length - whole)) is not null)
            whole = length;
        offset += whole;
        string step = "";
        foreach (ReadOnlySpan<char> line in Encoding.UTF8.GetString(bytes, 0, whole).AsSpan().EnumerateLines())
        {
            if (line.StartsWith(StepLine, StringComparison.Ordinal))
                step = line.ToString();
            else if (TrainingEvent.FromLine(line.ToString()) is { } happened)
            {
                Add(happened);
                step = "";
            }
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
                Split = start.Split;
                everTrained.UnionWith(start.Split.Train);
                Step = start.Step;
                epochs.RemoveAll(epoch => epoch.Step > start.Step);
                if (!isBestMeasuredAnew)
                    SetBest(epochs.LastOrDefault(epoch => epoch.IsBest));
                End = null;
                break;
            case BestEvent best:
                (BestEpoch, BestScores, isBestMeasuredAnew) = (best.Epoch, best.Scores, true);
                break;
            case EpochEvent epoch:
                epochs.Add(epoch);
                if (epoch.IsBest)
                    SetBest(epoch);
                Step = epoch.Step;
                break;
            case EndEvent end:
                End = end;
                Step = end.Step;
                break;
        }
    }

    private void SetBest(EpochEvent? epoch) =>
        (BestEpoch, BestScores, isBestMeasuredAnew) = (epoch?.Epoch ?? 0, epoch?.Scores, false);
}
