using System.Text;
using Seg.Core.Files;
using Seg.Core.Models;
using Seg.Core.Tests.Prediction;

namespace Seg.Core.Tests.Training;

/// <summary>The events of a run that went on for weeks, or that a stranger has made up, are read in little memory.</summary>
public sealed class LongHistoryTests : IDisposable
{
    private const long Little = 200L << 20; // many times what is needed, and a small part of the file
    private static readonly DateTimeOffset Begun = new(2026, 1, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly TempFolder folder = new();
    private readonly RunFolder run;

    public LongHistoryTests()
    {
        run = new RunFolder(folder["models/a"]);
        new TrainOptions { Epochs = 90_000 }.Write(run.Options);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_summary_reads_the_beginning_and_the_end()
    {
        (Pictures.Model(1) with { Epoch = 7, Scores = Scores(0.75) }).Write(run.Model);
        using (FileStream stream = File.Create(run.Events))
        {
            Write(stream, Start(0), Epoch(1, 0.25, isBest: true));
            stream.Position = 8L << 30; // a hole, which takes no room on the disk
            Write(stream, "half a line", Step(80_001), Epoch(80_000, 0.5, isBest: false), Step(80_002));
        }
        long before = GC.GetAllocatedBytesForCurrentThread();

        RunSummary summary = RunSummary.Of(run)!;

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Little);
        Assert.Equal((RunState.Killed, 80_000, 80_002), (summary.State, summary.Epoch, summary.Step));
        Assert.Equal((7, 0.75, 0.5), (summary.BestEpoch, summary.BestMeanIou, summary.LastMeanIou));
        Assert.Equal((Begun, 1), (summary.Started, summary.Learned));

        using (FileStream stream = File.OpenWrite(run.Events))
        {
            stream.Position = stream.Length;
            Write(stream, End("Enough."));
        }
        Assert.Equal((RunState.Stopped, "Enough."), (RunSummary.Of(run)!.State, RunSummary.Of(run)!.Message));
    }

    [Fact]
    public void A_history_is_read_to_the_end_and_thinned()
    {
        const int epochs = 40_000;
        using (FileStream stream = File.Create(run.Events))
        {
            Write(stream, Start(0));
            stream.Position = 1L << 30; // one line without end
            Write(stream, "");
            for (int epoch = 1; epoch <= epochs; epoch++)
                Write(stream, Step(epoch), Epoch(epoch, 0.5, isBest: epoch == 12_345));
        }
        long before = GC.GetAllocatedBytesForCurrentThread();

        RunHistory history = RunHistory.Read(run.Events);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Little);
        Assert.InRange(history.Epochs.Count, 1000, 2100);
        Assert.Equal(history.Epochs.Select(e => e.Epoch).Order(), history.Epochs.Select(e => e.Epoch));
        Assert.Equal((1, epochs, 12_345), (history.Epochs[0].Epoch, history.Epochs[^1].Epoch, history.BestEpoch));
        Assert.Contains(history.Epochs, epoch => epoch.Epoch == history.BestEpoch);
        Assert.False(history.HasGap);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    public void Lines_are_found_wherever_a_buffer_ends(int longest)
    {
        var random = new Random(longest);
        string[] lines = [.. Enumerable.Range(0, 200).Select(i => $"{i} {new string('x', random.Next(longest + 1))}")];
        File.WriteAllBytes(folder["lines"], Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\nthe rest"));
        using FileStream stream = File.OpenRead(folder["lines"]);
        var found = new List<string>();
        long at = 0;

        long end = FileLines.Read(
            stream,
            from: 0,
            stream.Length,
            (line, next) =>
            {
                found.Add(Encoding.UTF8.GetString(line));
                Assert.Equal(at + line.Length + 1, next);
                at = next;
                return true;
            }
        );

        Assert.Equal(lines, found);
        Assert.Equal(stream.Length - "the rest".Length, end);
    }

    private static void Write(FileStream stream, params string[] lines)
    {
        foreach (string line in lines)
            stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }

    private static string Start(int step) =>
        new StartEvent(step, 90_000, 1, "CPU", new SplitStems(["a"], ["b"], [])) { Time = Begun }.ToLine();

    private static string Step(int step) => new StepEvent(step, step, 0.5, 1e-3, 7.25).ToLine();

    private static string Epoch(int epoch, double meanIou, bool isBest) =>
        new EpochEvent(epoch, epoch, 0.5, isBest, 1, Scores(meanIou)).ToLine();

    private static string End(string message) => new EndEvent(EndEvent.Stopped, message, 80_002, 7, 0.75).ToLine();

    private static Seg.Core.Metrics.SegmentationScores Scores(double meanIou) =>
        new(meanIou, meanIou, meanIou, meanIou, 1, [], []);
}
