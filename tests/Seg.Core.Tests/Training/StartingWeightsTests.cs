using Seg.Core.Networks;
using Seg.Core.Networks.Encoders;
using Seg.Core.Tests.Networks;
using Seg.Core.Weights;
using TorchSharp;

namespace Seg.Core.Tests.Training;

/// <summary>A training that starts from published weights of an encoder.</summary>
[Collection(nameof(AloneWithTorch))]
public sealed class StartingWeightsTests : IDisposable
{
    private readonly TinyDataset dataset = new();

    [Fact]
    public void Weights_with_statistics_see_images_as_they_were_published_for()
    {
        Assert.Equal(0.4f, InputOf(RandomNetwork.Encoder("plain", 1, seed: 41)).Std.Single(), 1e-6f);
    }

    [Fact]
    public void Folded_weights_see_paler_images_with_the_same_middle()
    {
        InputStatistics input = InputOf(RandomNetwork.FoldedEncoder("plain", 1, seed: 41));
        Assert.Equal(0.4f / 0.31f, input.Std.Single(), 1e-4f);
        Assert.Equal(0.5f, input.Mean.Single(), 1e-6f);
    }

    public void Dispose() => dataset.Dispose();

    private InputStatistics InputOf(Encoder published)
    {
        string file = dataset["start.safetensors"];
        using (var scope = torch.NewDisposeScope())
        using (published)
            Safetensors.Write(
                file,
                published.state_dict(),
                new Dictionary<string, string> { ["mean"] = "0.5", ["std"] = "0.4" }
            );
        dataset.Train("a", TinyDataset.Options with { Epochs = 1, StepsPerEpoch = 1, Weights = file });
        return dataset.Description("a").Network.Input;
    }
}
