using Seg.Core.Imaging;
using Seg.Core.Models;

namespace Seg.Core.Tests.Training;

/// <summary>What a run reports while it goes on, and which pictures it draws.</summary>
[Collection(nameof(AloneWithTorch))]
public sealed class RunEventsTests : IDisposable
{
    private readonly TinyDataset dataset = new();

    [Fact]
    public void A_run_tells_its_start_steps_epochs_pictures_and_end()
    {
        TrainOptions options = TinyDataset.Options with { Epochs = 2, StepsPerEpoch = 20, Validation = ["i1", "i4"] };
        var clock = new SetClock();
        // Asked before each step and each validation image: each of them takes 0.3 seconds.
        EndEvent end = dataset.TrainUntil("a", options, () => clock.Advance(seconds: 0.3), clock);
        IReadOnlyList<TrainingEvent> events = dataset.Events("a");

        var start = Assert.IsType<StartEvent>(events[0]);
        Assert.Equal((0, 2, 20), (start.Step, start.Epochs, start.StepsPerEpoch));
        Assert.Equal(["i0", "i2", "i3", "i5"], start.Split.Train);
        Assert.Equal(["i1", "i4"], start.Split.Validation);
        Assert.Equal(end, events[^1]);
        Assert.Equal((EndEvent.Completed, 40), (end.Reason, end.Step));

        EpochEvent[] epochs = [.. events.OfType<EpochEvent>()];
        Assert.Equal([(1, 20), (2, 40)], epochs.Select(e => (e.Epoch, e.Step)));
        Assert.All(epochs, epoch => Assert.Equal(2 * 64 * 64, epoch.Scores!.Confusion.Sum(row => row.Sum())));
        int crops = 20 * options.Batch * options.Crop * options.Crop;
        Assert.All(epochs, epoch => Assert.InRange(epoch.TrainingScores!.Confusion.Sum(row => row.Sum()), 1, crops));
        Assert.True(epochs[1].TrainingScores!.MeanIou > epochs[0].TrainingScores!.MeanIou);
        EpochEvent best = epochs.Last(epoch => epoch.IsBest);
        Assert.Equal((end.BestEpoch, end.BestMeanIou), (best.Epoch, best.Scores!.MeanIou));

        StepEvent[] steps = [.. events.OfType<StepEvent>()];
        // At most two a second; the two validation images between step 20 and 21 count for that, but not for the speed.
        int[] reported = [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39];
        Assert.Equal(reported, steps.Select(step => step.Step));
        Assert.All(steps, step => Assert.Equal(options.Batch / 0.3, step.ImagesPerSecond, tolerance: 1e-6));
        Assert.All(steps, step => Assert.InRange(step.LearningRate, 0, options.LearningRate));
        Assert.Equal(events.Select(e => e.Time).Order(), events.Select(e => e.Time));
        AssertPreviews(events, [(1, "i1"), (1, "i4"), (2, "i1"), (2, "i4")]);
    }

    [Fact]
    public void The_loss_of_an_epoch_is_the_mean_of_its_steps()
    {
        TrainOptions still = TinyDataset.Options with { LearningRate = 1e-8, Epochs = 1 };
        dataset.Train("one", still with { StepsPerEpoch = 1 });
        dataset.Train("four", still with { StepsPerEpoch = 4 });
        double one = dataset.Losses("one")[0];
        // Nothing is learned, so that four steps differ by their crops only.
        Assert.InRange(dataset.Losses("four")[0], 0.7 * one, 1.4 * one);
    }

    [Fact]
    public void A_run_that_goes_on_says_from_where()
    {
        int asked = 0;
        dataset.TrainUntil("a", TinyDataset.Options, () => ++asked == 3);
        dataset.Train("a", isResumed: true);
        IReadOnlyList<TrainingEvent> events = dataset.Events("a");
        Assert.Equal([0, 2], events.OfType<StartEvent>().Select(e => e.Step));
        Assert.Equal([(EndEvent.Stopped, 2), (EndEvent.Completed, 9)], Ends(events));
    }

    [Fact]
    public void A_run_that_is_done_needs_more_epochs()
    {
        dataset.Train("a");
        EndEvent again = dataset.Train("a", isResumed: true);
        Assert.Equal((EndEvent.Completed, 9), (again.Reason, again.Step));
        Assert.Contains("more epochs", again.Message);
        EndEvent more = dataset.Train("a", TinyDataset.Options with { Epochs = 4 }, isResumed: true);
        Assert.Equal((EndEvent.Completed, 12), (more.Reason, more.Step));
        Assert.Equal([1, 2, 3, 4], dataset.Events("a").OfType<EpochEvent>().Select(e => e.Epoch));
    }

    [Fact]
    public void A_picture_has_a_name_even_if_its_image_has_the_longest()
    {
        string longest = new('x', 251);
        dataset.Add<byte>(longest);
        dataset.Train("a", TinyDataset.Options with { Epochs = 1, StepsPerEpoch = 1, Validation = [longest] });
        AssertPreviews(dataset.Events("a"), [(1, longest)]);
    }

    public void Dispose() => dataset.Dispose();

    private void AssertPreviews(IReadOnlyList<TrainingEvent> events, (int, string)[] expected)
    {
        PreviewEvent[] previews = [.. events.OfType<PreviewEvent>()];
        Assert.Equal(expected, previews.Select(p => (p.Epoch, p.Image)));
        string[] files = [.. previews.Select(p => Path.Combine(dataset.Folder("a").Path, p.File))];
        Assert.Equal(files, Directory.GetFiles(dataset.Folder("a").Previews).Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(3, ImageSource.ReadPage(file).Channels));
    }

    /// <summary>A clock that stands still until it is set forward.</summary>
    private sealed class SetClock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        /// <returns>False: nothing is stopped.</returns>
        public bool Advance(double seconds)
        {
            ticks += TimeSpan.FromSeconds(seconds).Ticks;
            return false;
        }
    }

    private static IEnumerable<(string, int)> Ends(IEnumerable<TrainingEvent> events) =>
        events.OfType<EndEvent>().Select(e => (e.Reason, e.Step));
}
