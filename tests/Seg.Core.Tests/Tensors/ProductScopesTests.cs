using Seg.Core.Augmentation;
using Seg.Core.Explaining;
using Seg.Core.Losses;
using Seg.Core.Metrics;
using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Prediction;
using Seg.Core.Tensors;
using Seg.Core.Tests.Networks;
using Seg.Core.Tests.Prediction;
using Seg.Core.Tests.Training;
using Seg.Core.Training;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Tensors;

/// <summary>
/// Whatever computes opens its own scope: where finalizers run, and a collector gives them all the work it can, each gives
/// what it gives while they are held back.
/// </summary>
[Collection(nameof(AloneWithTorch))]
[FinalizersRun]
public sealed class ProductScopesTests : IDisposable
{
    private const int Side = 32;

    private readonly TempFolder folder = new();

    [Fact]
    public void Predicting()
    {
        using TrainedModel model = Saved(TrainedModel.Load);
        Raster<byte> image = Pictures.Smooth<byte>(Side, Side);
        AssertUnchanged(() =>
        {
            using var predictor = new Predictor(model.Network, model.Description, CPU, tile: 64);
            using var features = new ImageFeatures(model);
            CancellationToken stop = TestContext.Current.CancellationToken;
            return
            [
                .. predictor.Predict(image, stop).Probability.Pixels,
                .. predictor.Map(image, shown: null, stop).Pixels.Select(value => (float)value),
                .. features.Of(image, stop),
            ];
        });
    }

    [Fact]
    public void Loading()
    {
        Raster<byte> image = Pictures.Smooth<byte>(Side, Side);
        AssertUnchanged(() =>
        {
            using TrainedModel model = Saved(TrainedModel.Load);
            using var predictor = new Predictor(model.Network, model.Description, CPU, tile: 64);
            return predictor.Predict(image, TestContext.Current.CancellationToken).Probability.Pixels;
        });
    }

    [Fact]
    public void Training()
    {
        AssertUnchanged(() =>
        {
            using UNet network = Saved(TrainedModel.LoadUnfolded).Network;
            network.train();
            using var normalizer = new Normalizer(InputStatistics.Centred(1), CPU);
            using var optimizer = new OptimizerPlan(network, new TrainOptions());
            var step = new TrainingStep(network, normalizer, LossExpression.Parse("ce + dice", 3), optimizer, CPU);
            float[] pixels = [.. Enumerable.Range(0, 2 * 32 * 32).Select(i => i % 7 / 7f)];
            byte[] labels = [.. Enumerable.Range(0, pixels.Length).Select(i => (byte)(i % 3))];
            var batch = new Batch(pixels, labels, 2, 32, 32, 1);
            return [.. Enumerable.Range(0, 2).Select(_ => (float)step.Run(batch, new ConfusionMatrix(3)))];
        });
    }

    [Fact]
    public void Explaining()
    {
        using TrainedModel model = Saved(TrainedModel.LoadUnfolded);
        Raster<byte> image = Pictures.Smooth<byte>(Side, Side);
        AssertUnchanged(() =>
        {
            CancellationToken stop = TestContext.Current.CancellationToken;
            using var explained = new ExplainedImage(model, image);
            Raster<byte> mask = explained.Mask();
            PixelTarget target = PixelTarget.Predicted(mask, mask[20, 25]);
            Layer layer = explained.Map.Bottleneck;
            return
            [
                .. explained.Probability(1).Values.Pixels,
                .. explained.Cam(target, layer, HeatmapMethod.SegGradCam).Values.Pixels,
                .. explained.Cam(target, layer, HeatmapMethod.GradCamPlusPlus).Values.Pixels,
                .. explained.EigenCam(layer).Values.Pixels,
                .. explained.Channels(layer, target).Select(channel => (float)channel.Importance!),
                .. explained.ChannelTiles(layer, [0, 1], isShared: true, side: 16).Pixels.Select(value => (float)value),
                .. explained.Occlude(target, (_, _) => { }, stop).Values.Pixels,
                .. ChannelPattern.Draw(model, layer, 3, new PatternOptions(Side, Steps: 2), stop: stop).Picture.Pixels,
            ];
        });
    }

    public void Dispose() => folder.Dispose();

    private TrainedModel Saved(Func<string, Device, TrainedModel> load)
    {
        if (!File.Exists(folder["best.safetensors"]))
        {
            using var scope = ComputeScope.Open();
            using UNet network = RandomNetwork.UNet("plain", 1, seed: 71);
            Checkpoint.SaveWeights(folder["best.safetensors"], network, new RunPosition());
            Pictures.Model(1).Write(folder["model.json"]);
        }
        return load(folder.FullPath, CPU);
    }

    private static void AssertUnchanged(Func<float[]> compute)
    {
        float[] expected;
        using (FinalizerPause.Begin())
            expected = compute();
        using var collector = new Collector();
        Assert.Equal(expected, compute());
    }
}
