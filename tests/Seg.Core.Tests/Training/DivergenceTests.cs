using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Tests.Imaging;

namespace Seg.Core.Tests.Training;

/// <summary>A training whose numbers leave the range of numbers ends, and what was good stays.</summary>
[Collection(nameof(AloneWithTorch))]
public sealed class DivergenceTests : IDisposable
{
    // One lets the loss overflow, the other only the squares of its gradients.
    public const string InfiniteLoss = "1e39*ce";
    public const string InfiniteWeights = "1e25*ce";

    private readonly TinyDataset dataset = new();

    [Theory]
    [InlineData(InfiniteLoss, 3)]
    [InlineData(InfiniteWeights, 6)]
    public void The_model_of_before_is_kept_and_can_be_gone_on_with(string loss, int steps)
    {
        EndEvent good = dataset.Train("a", TinyDataset.Options with { Epochs = 1 });
        Dictionary<string, string>[] before = Weights();

        TrainOptions hostile = TinyDataset.Options with { Loss = loss };
        var error = Assert.Throws<SegException>(() => dataset.Train("a", hostile, isResumed: true));

        Assert.Equal("train.diverged", error.Code);
        Assert.Contains("a lower learning rate (0.01 was used)", error.Message);
        Assert.Contains("The model of epoch 1 is kept", error.Message);
        var end = Assert.IsType<EndEvent>(dataset.Events("a")[^1]);
        Assert.Equal((EndEvent.Failed, error.Message), (end.Reason, end.Message));
        Assert.Equal((steps, 1, good.BestMeanIou), (end.Step, end.BestEpoch, end.BestMeanIou));
        Assert.Equal(before, Weights());
        Assert.Equal(EndEvent.Completed, dataset.Train("a", isResumed: true).Reason);
    }

    [Fact]
    public void A_stop_does_not_save_broken_weights()
    {
        int asked = 0;
        TrainOptions hostile = TinyDataset.Options with { Loss = InfiniteWeights };
        Assert.Throws<SegException>(() => dataset.TrainUntil("a", hostile, () => ++asked == 3));
        Assert.False(dataset.Folder("a").HasWeights);
    }

    [Fact]
    public void Without_a_finished_epoch_it_says_so_and_the_name_is_free_again()
    {
        var error = Assert.Throws<SegException>(() =>
            dataset.Train("a", TinyDataset.Options with { Loss = InfiniteLoss })
        );
        Assert.Contains("No epoch was finished", error.Message);
        Assert.Contains(
            "no epoch of its training is finished",
            Assert.Throws<SegException>(() => TrainedModel.Load(dataset.Folder("a").Path, TorchSharp.torch.CPU)).Message
        );
        dataset.Train("a");
        Assert.Single(dataset.Events("a").OfType<StartEvent>()); // nothing of the failed attempt is left
    }

    [Fact]
    public void Images_of_extreme_values_train_or_are_reported()
    {
        Raster<float> image = Rasters.Filled<float>(64, 64, 1e-38f);
        image[3, 3] = float.MaxValue;
        image[5, 5] = float.PositiveInfinity;
        image[7, 7] = float.NaN;
        ImageFile.Write(dataset["images/i0.tif"], image);
        File.Delete(dataset["images/i0.png"]);
        try
        {
            Assert.Equal(EndEvent.Completed, dataset.Train("a").Reason);
        }
        catch (SegException error)
        {
            Assert.Contains("extreme values", error.Message);
        }
    }

    public void Dispose() => dataset.Dispose();

    private Dictionary<string, string>[] Weights() => [dataset.Tensors("a"), dataset.Tensors("a", "last.safetensors")];
}
