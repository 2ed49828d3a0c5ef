using Seg.Core.Datasets;
using Seg.Core.Models;
using Seg.Core.Weights;
using TorchSharp;

namespace Seg.Core.Tests.Training;

/// <summary>A training that starts from an earlier model of Seg.</summary>
[Collection(nameof(AloneWithTorch))]
public sealed class EarlierModelTests : IDisposable
{
    // A step so small that what it starts from can still be seen.
    private static readonly TrainOptions One = TinyDataset.Options with
    {
        Epochs = 1,
        StepsPerEpoch = 1,
        LearningRate = 1e-8,
    };

    private readonly TinyDataset dataset = new();

    [Fact]
    public void The_whole_network_starts_from_it()
    {
        dataset.Train("a");
        dataset.Train("b", One with { Seed = 2, Weights = dataset.Folder("a").Best });

        Assert.Equal(dataset.Description("a").Network.Input.Mean, dataset.Description("b").Network.Input.Mean);
        Assert.InRange(LargestDifference("a", "b", key => true), 0, 1e-6);
    }

    [Fact]
    public void With_another_number_of_classes_only_the_last_layer_starts_anew()
    {
        dataset.Train("a");
        Dataset open = dataset.Open();
        (open.Config with { Classes = [.. open.Config.Classes, new("dust", "#00ff00")] }).Write(dataset["seg.json"]);
        dataset.Train("b", One with { Seed = 2, Weights = dataset.Folder("a").Best });

        Assert.InRange(LargestDifference("a", "b", key => !key.StartsWith("head.", StringComparison.Ordinal)), 0, 1e-6);
    }

    [Fact]
    public void On_images_of_other_channels_the_first_layer_is_fitted()
    {
        using var colour = new TinyDataset(channels: 3);
        colour.Train("a");
        dataset.Train("b", One with { Seed = 2, Weights = colour.Folder("a").Best });
        Assert.Single(dataset.Description("b").Network.Input.Mean);
        using var scope = torch.NewDisposeScope();
        torch.Tensor before = First(colour.Folder("a").Best).sum(1, keepdim: true);
        Assert.InRange((before - First(dataset.Folder("b").Best)).abs().max().item<float>(), 0, 1e-5);

        static torch.Tensor First(string path) =>
            Safetensors.Read(path).Tensors.Values.First(tensor => tensor.dim() == 4);
    }

    [Fact]
    public void Another_encoder_is_refused_with_what_to_do()
    {
        dataset.Train("a", One);
        var error = Assert.Throws<SegException>(() =>
            dataset.Train("b", One with { Encoder = "resnet18", Weights = dataset.Folder("a").Best })
        );
        Assert.Equal("weights.mismatch", error.Code);
        Assert.Contains("the encoder plain", error.Message);
        Assert.False(Directory.Exists(dataset.Folder("b").Path));
    }

    public void Dispose() => dataset.Dispose();

    /// <summary>Of all weights that learn; the averages of batch norms follow the images.</summary>
    private double LargestDifference(string one, string other, Func<string, bool> isMeant)
    {
        using var scope = torch.NewDisposeScope();
        Dictionary<string, torch.Tensor> first = Safetensors.Read(dataset.Folder(one).Best).Tensors;
        Dictionary<string, torch.Tensor> second = Safetensors.Read(dataset.Folder(other).Best).Tensors;
        return first
            .Keys.Where(key => isMeant(key) && !key.Contains("running_") && !key.EndsWith("tracked"))
            .Max(key => (first[key] - second[key]).abs().max().item<float>());
    }
}
