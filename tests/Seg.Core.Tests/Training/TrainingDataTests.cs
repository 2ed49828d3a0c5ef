using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Training;

namespace Seg.Core.Tests.Training;

[Collection(nameof(AloneWithTorch))]
public sealed class TrainingDataTests
{
    private static readonly TrainOptions Short = TinyDataset.Options with { Epochs = 1, StepsPerEpoch = 2 };

    [Fact]
    public void Gray_of_any_depth_trains_a_network_of_one_channel()
    {
        using var dataset = new TinyDataset(images: 2);
        dataset.Add<ushort>("deep");
        dataset.Add<float>("real");
        dataset.Train("a", Short);
        Assert.Equal(1, dataset.Description("a").Network.Channels);
    }

    [Fact]
    public void Gray_and_colour_together_train_a_network_of_three_channels()
    {
        using var dataset = new TinyDataset(images: 3);
        dataset.Add<byte>("colour", 3);
        dataset.Add<ushort>("deep", 3);
        dataset.Train("a", Short);
        Assert.Equal(3, dataset.Description("a").Network.Channels);
    }

    [Fact]
    public void Both_sides_keep_their_images()
    {
        using var dataset = new TinyDataset(images: 4);
        TrainingData data = Load(dataset, long.MaxValue);
        Assert.Equal(["i0", "i2", "i3"], data.Train.Select(image => image.Stem));
        Assert.Equal(["i1"], data.Validation.Select(image => image.Stem));
        Assert.All(data.Train, image => Assert.Equal(1, image.Image.Channels));
    }

    // Four pictures of 64 x 64, each pixel a float and a label.
    [Fact]
    public void More_images_than_memory_are_reported_before_they_are_all_read()
    {
        using var dataset = new TinyDataset(images: 4);
        const long needed = 4 * 64 * 64 * (4 + 1);
        Assert.Equal(3, Load(dataset, needed).Train.Count);
        var error = Assert.Throws<SegException>(() => Load(dataset, needed - 1));
        Assert.Equal("train.memory", error.Code);
        Assert.Contains("The 4 images do not fit", error.Message);
    }

    [Fact]
    public void Reading_can_be_stopped()
    {
        using var dataset = new TinyDataset(images: 2);
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            Trainer.Run(dataset.Open(), dataset.Folder("a"), Short, false, _ => { }, stopped.Token)
        );
        Assert.False(Directory.Exists(dataset.Models));
    }

    private static TrainingData Load(TinyDataset dataset, long memory) =>
        TrainingData.Load(
            Split.Of(dataset.Open(), 1, new ValidationRule(["i1"])),
            new Normalization(),
            null,
            memory,
            CancellationToken.None
        );
}
