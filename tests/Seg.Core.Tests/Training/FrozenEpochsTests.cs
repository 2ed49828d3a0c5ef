using Seg.Core.Models;

namespace Seg.Core.Tests.Training;

/// <summary>An encoder that stays as it is at first.</summary>
[Collection(nameof(AloneWithTorch))]
public sealed class FrozenEpochsTests : IDisposable
{
    private readonly TinyDataset dataset = new();

    [Fact]
    public void The_encoder_keeps_its_first_weights_until_it_may_learn()
    {
        TrainOptions options = FromAnEarlierModel();
        dataset.TrainUntil("b", options, StopAfter(options.StepsPerEpoch));
        Dictionary<string, string> start = Learning("a", "best.safetensors");
        Dictionary<string, string> frozen = Learning("b", "last.safetensors");
        Assert.All(start.Keys.Where(IsEncoder), key => Assert.Equal(start[key], frozen[key]));
        Assert.All(start.Keys.Where(key => !IsEncoder(key)), key => Assert.NotEqual(start[key], frozen[key]));

        dataset.Train("b", options, isResumed: true);
        Dictionary<string, string> free = Learning("b", "last.safetensors");
        Assert.All(start.Keys, key => Assert.NotEqual(start[key], free[key]));
    }

    [Fact]
    public void Stopped_and_resumed_it_becomes_the_same()
    {
        TrainOptions options = FromAnEarlierModel();
        dataset.Train("whole", options);
        dataset.TrainUntil("halves", options, StopAfter(2));
        dataset.Train("halves", options, isResumed: true);
        Assert.Equal(dataset.Tensors("whole", "last.safetensors"), dataset.Tensors("halves", "last.safetensors"));
    }

    public void Dispose() => dataset.Dispose();

    private TrainOptions FromAnEarlierModel()
    {
        dataset.Train("a", TinyDataset.Options with { Epochs = 1 });
        return TinyDataset.Options with { Epochs = 2, FrozenEpochs = 1, Weights = dataset.Folder("a").Best };
    }

    private static Func<bool> StopAfter(int steps) => () => steps-- == 0;

    private static bool IsEncoder(string key) => key.StartsWith("encoder.", StringComparison.Ordinal);

    /// <summary>Of all weights that learn; the averages of batch norms follow the images.</summary>
    private Dictionary<string, string> Learning(string name, string file) =>
        dataset
            .Tensors(name, file)
            .Where(t => !t.Key.StartsWith("optimizer.") && !t.Key.Contains("running_") && !t.Key.EndsWith("tracked"))
            .ToDictionary();
}
