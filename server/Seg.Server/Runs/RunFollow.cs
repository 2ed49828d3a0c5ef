using System.Diagnostics;
using System.Text;
using Seg.Core;
using Seg.Core.Models;
using Seg.Server.Rpc.Contract;

namespace Seg.Server.Runs;

/// <summary>Reads on in a run's events, and waits for them.</summary>
internal static class RunFollow
{
    private const int MostBytes = 4 << 20;

    // Looked for again and again: no watch of a folder tells what another machine writes to a shared disk.
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

    /// <summary>The whole lines from there on, and where they end.</summary>
    private static (IReadOnlyList<TrainingEvent> Events, long Offset) Read(RunFolder folder, long offset)
    {
        string path = folder.Events;
        if (!File.Exists(path))
            return ([], 0);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length < offset)
            offset = 0; // it was begun anew
        stream.Position = offset;
        byte[] bytes = new byte[Math.Min(MostBytes, stream.Length - offset)];
        int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        int whole = bytes.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
        var events = new List<TrainingEvent>();
        foreach (Range line in bytes.AsSpan(0, whole).Split((byte)'\n'))
            if (
                TrainingEvent.FromLine(Encoding.UTF8.GetString(bytes.AsSpan(0, whole)[line])) is { } read
                && IsThere(read)
            )
                events.Add(read);
        return (events, offset + whole);

        // Pictures of older epochs are removed to save space.
        bool IsThere(TrainingEvent happened) =>
            happened is not PreviewEvent { File: var file } || File.Exists(Path.Combine(folder.Path, file));
    }
}
