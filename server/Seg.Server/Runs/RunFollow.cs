using System.Diagnostics;
using Seg.Core;
using Seg.Core.Files;
using Seg.Core.Models;
using Seg.Server.Rpc.Contract;

namespace Seg.Server.Runs;

/// <summary>Reads on in a run's events, and waits for them.</summary>
internal static class RunFollow
{
    // Of one answer: what is looked through, and what is sent in full.
    private const int MostBytes = 64 << 20;
    private const int LittleBytes = 1 << 20;
    private const int MostSteps = 2000;

    // Looked for again and again: no watch of a folder reports what another machine writes to a shared disk.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Nobody knows of whom asks whether the end has been sent; and a run may go on.
    private static readonly TimeSpan IdlePatience = TimeSpan.FromSeconds(2);

    // From a run's last line to the end of its process.
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(2);

    /// <summary>See <c>runs/follow</c>.</summary>
    public static async Task<RunEvents> Next(RunFolder folder, long offset, CancellationToken stop)
    {
        var waited = Stopwatch.StartNew();
        RunState first = Summary(folder).State;
        TimeSpan patience = first == RunState.Running ? Patience : IdlePatience;
        while (true)
        {
            (IReadOnlyList<TrainingEvent> events, long next) = Read(folder, offset);
            RunSummary run = Summary(folder);
            bool isEnding = run.State == RunState.Running && events is [.., EndEvent] && waited.Elapsed < EndPatience;
            bool isNews = events.Count > 0 || next != offset || run.State != first;
            if ((isNews && !isEnding) || waited.Elapsed >= patience)
                return new RunEvents(events, next, run);
            await Task.Delay(Pause, stop).ConfigureAwait(false);
        }
    }

    private static RunSummary Summary(RunFolder folder) =>
        RunSummary.Of(folder)
        ?? throw new SegException("runs.missing", $"There is no training in {folder.Path} any more.");

    /// <summary>
    /// The whole lines from there on, and where they end. Of much that has gathered there are all events but steps, of which
    /// a curve shows some thousand at most.
    /// </summary>
    private static (IReadOnlyList<TrainingEvent> Events, long Offset) Read(RunFolder folder, long offset)
    {
        string path = folder.Events;
        if (!File.Exists(path))
            return ([], 0);
        using FileStream stream = RegularFile.OpenRead(path);
        if (stream.Length < offset)
            offset = 0; // it was begun anew
        long end = Math.Min(stream.Length, offset + MostBytes);
        long apart = end - offset > LittleBytes ? (end - offset) / MostSteps : 0;
        var events = new List<TrainingEvent>();
        long step = offset; // the place from which the next one counts
        long bytes = 0;
        offset = FileLines.Read(
            stream,
            offset,
            end,
            (line, next) =>
            {
                bool isLeftOut = TrainingEvent.IsStep(line) && next < step;
                if (isLeftOut || TrainingEvent.FromLine(line) is not { } happened || !IsThere(happened))
                    return true;
                events.Add(happened);
                bytes += line.Length;
                if (happened is StepEvent)
                    step = next + apart;
                return bytes < LittleBytes;
            }
        );
        return (events, offset);

        // Pictures of older epochs are removed to save space.
        bool IsThere(TrainingEvent happened) =>
            happened is not PreviewEvent { File: var file } || File.Exists(Path.Combine(folder.Path, file));
    }
}
