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

    // Of a file that is longer than both, a glance reads the beginning and the end.
    private const int Beginning = 1 << 20;
    private const int Window = 16 << 20;

    // A curve of so many points shows all that there is to see.
    private const int MostEpochs = 2048;
    private const int MostEpochBytes = 64 << 20;

    private readonly List<(EpochEvent Event, int Bytes)> epochs = [];
    private int epochBytes;

    // By its first line a file that was begun anew is recognised.
    private string first = "";
    private long offset;

    private readonly HashSet<string> everTrained = [];

    // Whether the best epoch is one that the run named by itself, and not with its end.
    private bool isBestMeasuredAnew;

    private RunHistory() { }

    /// <summary>The same, to be read on.</summary>
    private RunHistory(RunHistory known)
    {
        epochs = [.. known.epochs];
        everTrained = [.. known.everTrained];
        (epochBytes, first, offset, HasGap) = (known.epochBytes, known.first, known.offset, known.HasGap);
        (Started, Split, Step, End) = (known.Started, known.Split, known.Step, known.End);
        Device = known.Device;
        (BestEpoch, BestScores, isBestMeasuredAnew) = (known.BestEpoch, known.BestScores, known.isBestMeasuredAnew);
    }

    /// <summary>When it first began; null: it has not.</summary>
    public DateTimeOffset? Started { get; private set; }

    /// <summary>Which images it uses for what, since it last began; null: it has not.</summary>
    public SplitStems? Split { get; private set; }

    /// <summary>Where it runs, since it last began; null: it has not.</summary>
    public string? Device { get; private set; }

    /// <summary>The stems of all images that were for training since it first began.</summary>
    public IReadOnlyCollection<string> EverTrained => everTrained;

    /// <summary>Steps done in the whole run.</summary>
    public int Step { get; private set; }

    /// <summary>
    /// The finished epochs; one that was done again after a kill stands here once. Of very many every second is left out,
    /// again and again; the best and the last are here.
    /// </summary>
    public IReadOnlyList<EpochEvent> Epochs => [.. epochs.Select(epoch => epoch.Event)];

    /// <summary>The epoch of the best weights, from 1; 0: none is finished, or it is in the <see cref="HasGap">gap</see>.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>What the best weights reach on the run's validation images; null: there are none, or it is not known.</summary>
    public SegmentationScores? BestScores { get; private set; }

    /// <summary>How it ended; null while it runs, and when it was killed.</summary>
    public EndEvent? End { get; private set; }

    /// <summary>Whether the middle of a long file was not read.</summary>
    public bool HasGap { get; private set; }

    /// <summary>Reads <c>events.jsonl</c>, however long it is, in little memory; of a missing one nothing has happened.</summary>
    /// <exception cref="SegException"><c>file.read</c>.</exception>
    public static RunHistory Read(string path) => Read(path, isGlance: false);

    /// <summary>Reads of a long file only how the run began and how it stands.</summary>
    /// <exception cref="SegException"><c>file.read</c>.</exception>
    public static RunHistory Glance(string path) => Read(path, isGlance: true);

    private static RunHistory Read(string path, bool isGlance)
    {
        // The stamp first: what is written meanwhile is read the next time.
        var stamp = FileStamp.Of(path);
        Known.TryGetValue(path, out (FileStamp Stamp, RunHistory History) known);
        if (known.History is { HasGap: true } && !isGlance)
            known = default;
        if (known.History is { } same && known.Stamp == stamp)
            return same;
        try
        {
            RunHistory history = File.Exists(path) ? ReadOn(path, known.History, isGlance) : new();
            Known[path] = (stamp, history);
            return history;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SegException("file.read", $"Cannot read {path}: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static RunHistory ReadOn(string path, RunHistory? known, bool isGlance)
    {
        using FileStream stream = RegularFile.OpenRead(path);
        string first = FirstLine(stream);
        RunHistory history =
            known is not null && known.first == first && known.offset <= stream.Length ? new(known) : new();
        history.first = first;
        if (isGlance && stream.Length - history.offset > Beginning + Window)
        {
            history.AddLines(stream, history.offset, history.offset + Beginning);
            history.HasGap = true;
            history.offset = LineAfter(stream, stream.Length - Window);
        }
        history.AddLines(stream, history.offset, stream.Length);
        history.AddLast(stream);
        return history;
    }

    /// <summary>As much of it as it is recognised by.</summary>
    private static string FirstLine(FileStream stream)
    {
        byte[] beginning = new byte[4096];
        int length = stream.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false);
        int end = Array.IndexOf(beginning, (byte)'\n', 0, length);
        return Encoding.UTF8.GetString(beginning, 0, end < 0 ? length : end);
    }

    private static long LineAfter(FileStream stream, long place) =>
        FileLines.Read(stream, place, place + 1, (_, _) => false);

    private void AddLines(FileStream stream, long from, long to)
    {
        // Most lines are steps, of which only the last counts.
        byte[] step = [];
        offset = FileLines.Read(
            stream,
            from,
            to,
            (line, _) =>
            {
                if (TrainingEvent.IsStep(line))
                {
                    if (step.Length != line.Length)
                        step = new byte[line.Length];
                    line.CopyTo(step);
                }
                else if (TrainingEvent.FromLine(line) is { } happened)
                {
                    Add(happened, line.Length);
                    step = [];
                }
                return true;
            }
        );
        if (TrainingEvent.FromLine(step) is StepEvent last)
            Step = last.Step;
    }

    /// <summary>A last line without its end is still being written, unless it is an event already.</summary>
    private void AddLast(FileStream stream)
    {
        byte[] rest = new byte[Math.Clamp(stream.Length - offset, 0, Beginning)];
        stream.Position = offset;
        int length = stream.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false);
        if (TrainingEvent.FromLine(rest.AsSpan(0, length)) is not { } happened)
            return;
        Add(happened, length);
        offset += length;
    }

    private void Add(TrainingEvent happened, int bytes)
    {
        switch (happened)
        {
            case StartEvent start:
                Started ??= start.Time;
                Split = start.Split;
                Device = start.Device;
                everTrained.UnionWith(start.Split.Train);
                Step = start.Step;
                epochs.RemoveAll(epoch => epoch.Event.Step > start.Step);
                if (!isBestMeasuredAnew)
                    SetBest(epochs.LastOrDefault(epoch => epoch.Event.IsBest).Event);
                End = null;
                break;
            case BestEvent best:
                (BestEpoch, BestScores, isBestMeasuredAnew) = (best.Epoch, best.Scores, true);
                break;
            case EpochEvent epoch:
                epochs.Add((epoch, bytes));
                epochBytes += bytes;
                if (epoch.IsBest)
                    SetBest(epoch);
                Step = epoch.Step;
                if (epochs.Count > MostEpochs || epochBytes > MostEpochBytes)
                    Thin();
                break;
            case StepEvent step:
                Step = step.Step;
                break;
            case EndEvent end:
                End = end;
                Step = end.Step;
                break;
        }
    }

    private void SetBest(EpochEvent? epoch) =>
        (BestEpoch, BestScores, isBestMeasuredAnew) = (epoch?.Epoch ?? 0, epoch?.Scores, false);

    private void Thin()
    {
        EpochEvent last = epochs[^1].Event;
        (EpochEvent Event, int Bytes)[] kept =
        [
            .. epochs.Where((epoch, i) => i % 2 == 0 || epoch.Event == last || epoch.Event.Epoch == BestEpoch),
        ];
        epochs.Clear();
        epochs.AddRange(kept);
        epochBytes = kept.Sum(epoch => epoch.Bytes);
    }
}
