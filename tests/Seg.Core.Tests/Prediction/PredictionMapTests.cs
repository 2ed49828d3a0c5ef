using Seg.Core.Losses;
using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Prediction;
using Seg.Core.Tensors;
using Seg.Core.Tests.Imaging;
using Seg.Core.Tests.Networks;
using Seg.Core.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Prediction;

/// <summary>What is found of an image besides its mask.</summary>
public sealed class PredictionMapTests
{
    // Of three classes 1/2, 1/4, 1/4: the entropy is 1.5 bits of the log2(3) that there could be.
    private static readonly double[] Probabilities = [0.5, 0.25, 0.25];

    [Fact]
    public void A_map_of_a_class_is_its_probability()
    {
        Assert.Equal([128, 64, 64], new int?[] { 0, 1, 2 }.Select(shown => (int)Map(Probabilities, shown)));
    }

    [Fact]
    public void How_unsure_a_model_is_is_the_entropy_as_a_share_of_the_greatest()
    {
        Assert.Equal((byte)Math.Round(255 * 1.5 / Math.Log2(3)), Map(Probabilities, null));
        Assert.Equal(255, Map([1 / 3.0, 1 / 3.0, 1 / 3.0], null));
        Assert.Equal(0, Map([1, 0, 0], null));
    }

    [Fact]
    public void The_expected_error_is_the_share_of_the_expected_objects_that_is_expected_to_be_wrong()
    {
        // Wrong: 1 - 0.6; objects: 1 - 0.1, and half a percent as if it were objects.
        Assert.Equal(0.4 / 0.905, Predict([0.1, 0.6, 0.3]).ExpectedError, 5);
        // What is surely background holds nothing to be unsure of.
        Assert.Equal(0, Predict([1, 0, 0]).ExpectedError, 5);
    }

    [Theory]
    [InlineData("ce")]
    [InlineData("ce + dice")]
    public void The_loss_of_an_image_is_that_of_its_logits(string text)
    {
        using UNet network = RandomNetwork.UNet("plain", 1, seed: 3);
        network.eval();
        Raster<float> image = Pictures.Smooth<float>(64, 96);
        Raster<byte> mask = Rasters.Filled<byte>(96, 64, 0);
        mask.Rectangle<byte>(10, 10, 30, 20, 1);
        mask.Rectangle<byte>(50, 10, 30, 20, 2);
        mask.Rectangle<byte>(0, 60, 96, 4, 255);
        ILoss loss = LossExpression.Parse(text, 3, null);
        var measured = new ImageLoss(loss, mask, CPU);
        ModelDescription model = Pictures.Model(1);
        using var predictor = new Predictor(network, model, CPU);
        predictor.PredictNormalized(image, measured.Add, TestContext.Current.CancellationToken);

        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        using var normalizer = new Normalizer(model.Network.Input, CPU);
        Tensor logits = network.call(normalizer.Apply(TensorConversion.Image(image, CPU)));
        Tensor labels = TensorConversion.Labels(mask.Pixels, 1, 64, 96, CPU);
        Assert.Equal(loss.Compute(logits, labels).item<float>(), measured.Mean, 5);
    }

    [Fact]
    public void Features_are_the_means_of_the_deepest_map_however_the_image_is_cut()
    {
        using UNet network = RandomNetwork.UNet("plain", 1, seed: 4);
        network.eval();
        using var trained = new TrainedModel(Pictures.Model(1), network, CPU);
        using var features = new ImageFeatures(trained);
        Raster<byte> image = Pictures.Smooth<byte>(64, 64);
        float[] seen = features.Of(image, TestContext.Current.CancellationToken);
        Assert.Equal(network.Encoder.Channels[^1], seen.Length);
        Assert.Equal(seen, features.Of(image, TestContext.Current.CancellationToken));
        Raster<byte> other = Pictures.Smooth<byte>(64, 64, seed: 2);
        Assert.NotEqual(seen, features.Of(other, TestContext.Current.CancellationToken));
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        features.Of(other, TestContext.Current.CancellationToken);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static byte Map(double[] probabilities, int? shown)
    {
        using var network = new Constant(probabilities);
        using var predictor = new Predictor(network, Pictures.Model(1), CPU, tile: 64);
        Raster<byte> image = Pictures.Smooth<byte>(100, 40);
        Raster<byte> map = predictor.Map(image, shown, TestContext.Current.CancellationToken);
        return Assert.Single(map.Pixels.Distinct());
    }

    private static PredictedImage Predict(double[] probabilities)
    {
        using var network = new Constant(probabilities);
        using var predictor = new Predictor(network, Pictures.Model(1), CPU, tile: 64);
        Raster<byte> image = Pictures.Smooth<byte>(100, 40);
        PredictedImage predicted = predictor.Predict(image, TestContext.Current.CancellationToken);
        return predicted;
    }

    /// <summary>Says the same of every pixel.</summary>
    private sealed class Constant(double[] probabilities) : nn.Module<Tensor, Tensor>("constant")
    {
        public override Tensor forward(Tensor image)
        {
            Tensor logits = tensor([.. probabilities.Select(p => (float)Math.Log(Math.Max(p, 1e-30)))]);
            return logits.reshape(1, -1, 1, 1).expand(1, probabilities.Length, image.shape[2], image.shape[3]);
        }
    }
}
