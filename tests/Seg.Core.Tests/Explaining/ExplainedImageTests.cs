using Seg.Core.Explaining;
using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Networks.Layers;
using Seg.Core.Prediction;
using Seg.Core.Tests.Networks;
using Seg.Core.Tests.Prediction;
using TorchSharp;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Explaining;

public sealed class ExplainedImageTests
{
    private const int Width = 50;
    private const int Height = 40;

    [Fact]
    public void A_model_is_loaded_as_it_was_trained_and_gives_what_the_folded_one_gives()
    {
        using var folder = new TempFolder();
        using (UNet network = RandomNetwork.UNet("plain", 1, seed: 31))
            Checkpoint.SaveWeights(folder["best.safetensors"], network, new RunPosition());
        Pictures.Model(1).Write(folder["model.json"]);
        Raster<byte> image = Pictures.Smooth<byte>(Height, Width);

        using TrainedModel model = TrainedModel.LoadUnfolded(folder.FullPath, CPU);
        Assert.All(ConvNorm.Of(model.Network), layer => Assert.Null(layer.FoldedWeight));
        using TrainedModel folded = TrainedModel.Load(folder.FullPath, CPU);
        Assert.All(ConvNorm.Of(folded.Network), layer => Assert.NotNull(layer.FoldedWeight));

        using var explained = new ExplainedImage(model, image);
        using var predictor = new Predictor(folded.Network, folded.Description, CPU);
        PredictedImage predicted = predictor.Predict(image, TestContext.Current.CancellationToken);
        Raster<byte> mask = explained.Mask();
        Assert.Equal(predicted.Mask.Pixels, mask.Pixels);
        Heatmap[] classes = [.. Enumerable.Range(0, 3).Select(explained.Probability)];
        for (int i = 0; i < Width * Height; i++)
            Assert.Equal(predicted.Probability.Pixels[i], classes.Max(map => map.Values.Pixels[i]), 1e-4);
    }

    [Theory]
    [InlineData("plain", true)]
    [InlineData("mobilenet_v2", false)] // has more layers than there is time for: each gets one method in turn
    public void Methods_at_every_layer_give_a_picture_of_the_images_size_and_leave_no_tensors(string encoder, bool all)
    {
        HeatmapMethod[] methods = [.. HeatmapMethods.All.Where(info => info.NeedsLayer).Select(info => info.Method)];
        using TrainedModel model = Model(encoder);
        Raster<byte> image = Pictures.Smooth<byte>(Height, Width);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (var explained = new ExplainedImage(model, image))
        {
            Raster<byte> mask = explained.Mask();
            PixelTarget target = PixelTarget.Predicted(mask, mask[20, 25]);
            if (all)
                AssertPicture(explained.Occlude(target, (_, _) => { }, TestContext.Current.CancellationToken));
            foreach ((int number, Layer layer) in explained.Map.Layers.Index())
            foreach (HeatmapMethod method in all ? methods : [methods[number % methods.Length]])
                AssertPicture(explained.Cam(target, layer, method));
        }
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(0, ActivationsTests.HooksOf(model.Network));
    }

    [Fact]
    public void A_target_is_a_class_an_object_or_a_pixel()
    {
        var mask = new Raster<byte>(new byte[] { 1, 0, 0, 1, 0, 1, 0, 0, 2, 0, 0, 1 }, 4, 3);
        Assert.Equal([1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1], Chosen(PixelTarget.Predicted(mask, 1), 1));
        Assert.Equal([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0], Chosen(PixelTarget.ObjectAt(mask, x: 1, y: 1), 1));
        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0], Chosen(PixelTarget.PixelAt(2, (4, 3), x: 2, y: 1), 2));
        Assert.Equal("explain.nothing", Assert.Throws<SegException>(() => PixelTarget.Predicted(mask, 3)).Code);
    }

    [Fact]
    public void The_score_is_the_sum_of_the_classes_logits_over_the_pixels()
    {
        using var scope = NewDisposeScope();
        var pixels = new Raster<byte>(new byte[] { 1, 0, 255 }, 3, 1);
        Tensor logits = tensor([9f, 9f, 9f, 1f, 2f, 4f]).reshape(1, 2, 1, 3);
        Assert.Equal(5f, new PixelTarget(1, pixels).Score(logits).item<float>());
    }

    [Fact]
    public void An_image_that_is_too_large_is_refused()
    {
        using TrainedModel model = Model("plain");
        var image = new Raster<byte>(1025, 1024);
        Assert.Equal("explain.size", Assert.Throws<SegException>(() => new ExplainedImage(model, image)).Code);
    }

    private static TrainedModel Model(string encoder) =>
        new(Pictures.Model(1), RandomNetwork.UNet(encoder, 1, seed: 32), CPU);

    private static void AssertPicture(Heatmap heatmap)
    {
        Assert.Equal((Width, Height), (heatmap.Values.Width, heatmap.Values.Height));
        (float least, float greatest) = (heatmap.Values.Pixels.Min(), heatmap.Values.Pixels.Max());
        Assert.True(
            least >= 0 && (heatmap.Peak == 0 ? greatest == 0 : Math.Abs(greatest - 1) < 1e-6),
            $"{least} {greatest}"
        );
    }

    private static int[] Chosen(PixelTarget target, int expectedClass)
    {
        Assert.Equal(expectedClass, target.Class);
        return [.. target.Pixels.Pixels.Select(value => value > 0 ? 1 : 0)];
    }
}
