using Seg.Core.Files;
using Seg.Core.Models;

namespace Seg.Core.Tests.Training;

/// <summary>What the lines of a run's events come to, however they were cut off.</summary>
public sealed class RunSummaryTests : IDisposable
{
    private const string Start =
        """{"type":"start","step":0,"epochs":3,"stepsPerEpoch":10,"device":"CPU","split":{"train":[],"validation":[],"test":[]},"time":"2026-01-01T10:00:00+01:00"}""";
    private const string GoesOn =
        """{"type":"start","step":10,"epochs":3,"stepsPerEpoch":10,"device":"CPU","split":{"train":[],"validation":[],"test":[]},"time":"2026-01-02T10:00:00+01:00"}""";
    private const string Step =
        """{"type":"step","epoch":3,"step":27,"loss":0.5,"learningRate":0.001,"imagesPerSecond":3,"time":"2026-01-01T10:01:00+01:00"}""";
    private const string End =
        """{"type":"end","reason":"stopped","message":"Enough.","step":12,"bestEpoch":1,"bestMeanIou":0.5,"time":"2026-01-02T10:01:00+01:00"}""";

    private readonly TempFolder folder = new();
    private readonly RunFolder run;

    public RunSummaryTests()
    {
        run = RunFolder.Of(folder.FullPath, "a");
        new TrainOptions { Epochs = 3, StepsPerEpoch = 10 }.Write(run.Options);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_without_options_is_no_training() =>
        Assert.Null(RunSummary.Of(RunFolder.Of(folder.FullPath, "other")));

    [Fact]
    public void A_killed_one_is_as_far_as_its_last_whole_line()
    {
        RunSummary summary = Of(Start, Epoch(1, 0.4, true), Epoch(2, 0.3, false), Step, Step[..50]);

        Assert.Equal((RunState.Killed, 2, 27, 30), (summary.State, summary.Epoch, summary.Step, summary.Steps));
        Assert.Equal((1, 0.4, 0.3), (summary.BestEpoch, summary.BestMeanIou, summary.LastMeanIou));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 10, 0, 0, TimeSpan.FromHours(1)), summary.Started);
    }

    [Fact]
    public void What_is_done_again_does_not_count()
    {
        RunSummary summary = Of(Start, Epoch(1, 0.4, true), Epoch(2, 0.6, true), Step, GoesOn);

        Assert.Equal((1, 10), (summary.Epoch, summary.Step));
        Assert.Equal((1, 0.4, 0.4), (summary.BestEpoch, summary.BestMeanIou, summary.LastMeanIou));
        Assert.Equal(1, summary.Started.Day);
    }

    [Fact]
    public void An_end_that_was_gone_on_from_is_none()
    {
        Assert.Equal((RunState.Stopped, "Enough."), (Of(Start, End).State, Of(Start, End).Message));
        Assert.Equal(RunState.Killed, Of(Start, End, GoesOn).State);
    }

    [Fact]
    public void Without_held_out_images_there_are_no_scores()
    {
        RunSummary summary = Of(Start, Epoch(1, null, true));

        Assert.Equal((1, null, null), (summary.BestEpoch, summary.BestMeanIou, summary.LastMeanIou));
    }

    [Fact]
    public void A_training_that_holds_the_lock_is_running_whatever_its_last_line_says()
    {
        using IDisposable held = run.TakeLock();

        Assert.Equal((RunState.Running, ""), (Of(Start, End).State, Of(Start, End).Message));
    }

    [Fact]
    public void What_is_written_later_is_read_on_however_the_lines_are_cut()
    {
        string all = string.Join('\n', Start, Epoch(1, 0.4, true), Step, GoesOn, Epoch(2, 0.6, true), End, "");
        var random = new Random(5);
        for (int round = 0; round < 20; round++)
        {
            File.Delete(run.Events);
            for (int length = 0; length < all.Length; )
            {
                length = Math.Min(all.Length, length + random.Next(1, 200));
                File.WriteAllText(run.Events, all[..length]);
                RunSummary.Of(run);
            }
            RunSummary summary = RunSummary.Of(run)!;
            Assert.Equal((RunState.Stopped, 2, 12), (summary.State, summary.Epoch, summary.Step));
            Assert.Equal((2, 0.6), (summary.BestEpoch, summary.BestMeanIou));
        }
    }

    [Fact]
    public void A_training_that_was_begun_anew_under_the_name_has_forgotten_the_other()
    {
        Assert.Equal(2, Of(Start, Epoch(1, 0.4, true), Epoch(2, 0.6, true)).Epoch);
        string anew = Start.Replace("2026-01-01", "2026-02-02", StringComparison.Ordinal);
        RunSummary summary = Of(anew, Epoch(1, 0.1, true), Step, Step, Step, Step);

        Assert.Equal((1, 0.1, 2), (summary.Epoch, summary.BestMeanIou, summary.Started.Month));
    }

    private static string Epoch(int epoch, double? meanIou, bool isBest)
    {
        string scores = meanIou is null
            ? "null"
            : FormattableString.Invariant(
                $$"""{"meanIou":{{meanIou}},"meanIouForeground":0,"meanDice":0,"meanDiceForeground":0,"pixelAccuracy":0,"classes":[],"confusion":[]}"""
            );
        return $$"""{"type":"epoch","epoch":{{epoch}},"step":{{epoch * 10}},"loss":1,"isBest":{{(isBest ? "true" : "false")}},"seconds":1,"scores":{{scores}},"time":"2026-01-01T10:00:30+01:00"}""";
    }

    private RunSummary Of(params string[] lines)
    {
        AtomicFile.WriteText(run.Events, string.Join('\n', lines));
        return RunSummary.Of(run)!;
    }
}
