using Seg.Core.Models;

namespace Seg.Core.Tests.Training;

/// <summary>The same seed gives the same run, however often it is interrupted.</summary>
[Collection(nameof(AloneWithTorch))]
public sealed class RepeatTests(RepeatTests.WholeRun run) : IClassFixture<RepeatTests.WholeRun>
{
    private readonly TinyDataset dataset = run.Dataset;

    [Fact]
    public void The_same_seed_gives_the_same_run_and_another_seed_another()
    {
        dataset.Train("same");
        dataset.Train("other", TinyDataset.Options with { Seed = 2 });
        AssertSameRun("whole", "same");
        Assert.True(
            File.ReadAllBytes(dataset.Folder("whole").Best)
                .SequenceEqual(File.ReadAllBytes(dataset.Folder("same").Best))
        );
        Assert.NotEqual(dataset.Tensors("whole"), dataset.Tensors("other"));
        Assert.NotEqual(dataset.Losses("whole"), dataset.Losses("other"));
    }

    // It is asked before each of an epoch's three steps and before its only validation image.
    [Theory]
    [InlineData(1, 0)] // before the first step
    [InlineData(3, 2)] // within the first epoch
    [InlineData(4, 3)] // when its steps are done and it is not yet measured
    [InlineData(12, 9)] // before the last is measured
    public void A_run_that_was_stopped_goes_on_to_the_same_end(int question, int steps)
    {
        string name = $"stopped-{question}";
        EndEvent stopped = dataset.TrainUntil(name, TinyDataset.Options, StopAt(question));
        Assert.Equal((EndEvent.Stopped, steps), (stopped.Reason, stopped.Step));
        EndEvent resumed = dataset.Train(name, isResumed: true);
        Assert.Equal(run.End with { Time = resumed.Time }, resumed);
        AssertSameRun("whole", name);
    }

    [Theory]
    [InlineData("best.safetensors")]
    [InlineData("best.safetensors", "model.json")]
    [InlineData("best.safetensors", "model.json", "events.jsonl")]
    public void A_kill_between_the_files_of_an_epoch_changes_nothing(params string[] written)
    {
        string name = $"killed-{written.Length}";
        dataset.TrainUntil(name, TinyDataset.Options, StopAt(9));
        Assert.Equal(3, dataset.Description("whole").Epoch); // so that all of these files were written
        foreach (string file in written)
            File.Copy(Path.Combine(dataset.Models, "whole", file), Path.Combine(dataset.Models, name, file), true);

        using (TrainedModel model = TrainedModel.Load(dataset.Folder(name).Path, TorchSharp.torch.CPU))
            Assert.Equal(3, model.Description.Epoch);
        dataset.Train(name, isResumed: true);
        AssertSameRun("whole", name);
    }

    [Fact]
    public void Without_held_out_images_the_newest_weights_are_the_best()
    {
        EndEvent end = dataset.Train("unmeasured", TinyDataset.Options with { Validation = [] });
        Assert.Equal((3, null), (end.BestEpoch, end.BestMeanIou));
        Assert.All(
            dataset.Events("unmeasured").OfType<EpochEvent>(),
            epoch => Assert.True(epoch is { IsBest: true, Scores: null })
        );
        Dictionary<string, string> last = dataset.Tensors("unmeasured", "last.safetensors");
        Assert.All(dataset.Tensors("unmeasured"), best => Assert.Equal(best.Value, last[best.Key]));
    }

    private static Func<bool> StopAt(int question)
    {
        int asked = 0;
        return () => ++asked == question;
    }

    private void AssertSameRun(string expected, string actual)
    {
        Assert.Equal(dataset.Losses(expected), dataset.Losses(actual));
        Assert.Equal(dataset.Tensors(expected), dataset.Tensors(actual));
        Assert.Equal(dataset.Tensors(expected, "last.safetensors"), dataset.Tensors(actual, "last.safetensors"));
        Assert.Equivalent(dataset.Description(expected), dataset.Description(actual), strict: true);
    }

    /// <summary>A run that nothing interrupts, to compare with.</summary>
    public sealed class WholeRun : IDisposable
    {
        public WholeRun() => End = Dataset.Train("whole");

        internal TinyDataset Dataset { get; } = new();

        internal EndEvent End { get; }

        public void Dispose() => Dataset.Dispose();
    }
}
