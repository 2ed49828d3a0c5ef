using Seg.Core.Networks;
using Seg.Core.Prediction;
using Seg.Core.Tests.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Prediction;

public sealed class PredictorTests
{
    [Theory]
    [InlineData(300, 260)]
    [InlineData(64, 1000)]
    [InlineData(129, 128)]
    public void A_network_that_sees_only_the_pixel_gives_the_same_in_tiles(int height, int width)
    {
        Raster<float> image = Pictures.Smooth<float>(height, width);
        PredictedImage whole = Predict(new Pointwise(), image, 1024);
        PredictedImage tiled = Predict(new Pointwise(), image, 128);
        Assert.Equal((width, height), (tiled.Mask.Width, tiled.Mask.Height));
        Assert.True(Differing(whole.Mask, tiled.Mask) <= 1); // where two classes are equally probable but for rounding
        for (int i = 0; i < width * height; i++)
            Assert.Equal(whole.Probability.Pixels[i], tiled.Probability.Pixels[i], 1e-5);
        Assert.Equal((0, 2), (whole.Mask.Pixels.Min(), whole.Mask.Pixels.Max()));
    }

    [Fact]
    public void Tiles_leave_no_seam()
    {
        using UNet network = RandomNetwork.UNet("plain", 1, seed: 7);
        Raster<float> image = Pictures.Smooth<float>(300, 260);
        PredictedImage whole = Predict(network, image, 1024);
        PredictedImage tiled = Predict(network, image, 128);
        // A tile begins or ends between these columns and the ones before them.
        TileSide across = new TileGrid(128).Along(260);
        int[] seams = [.. across.Starts.Skip(1), .. across.Starts.SkipLast(1).Select(start => start + across.Length)];
        // The network itself has steps there too, where its coarse features have.
        Assert.All(seams, x => Assert.InRange(Jump(tiled.Probability, x) / Jump(whole.Probability, x), 0, 1.3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Images_of_any_size_and_depth_in_gray_and_colour_fit_models_of_either(int channels)
    {
        Raster[] images =
        [
            Pictures.Smooth<byte>(1, 1),
            Pictures.Smooth<ushort>(1, 70, 3),
            Pictures.Smooth<float>(33, 50),
            Pictures.Smooth<byte>(100, 31, 3),
        ];
        using UNet network = RandomNetwork.UNet("plain", channels, seed: 8);
        network.Fold();
        using var predictor = new Predictor(network, Pictures.Model(channels), CPU, tile: 64);
        foreach (Raster image in images)
        {
            PredictedImage predicted = predictor.Predict(image, TestContext.Current.CancellationToken);
            Assert.True(predicted.Mask.HasSizeOf(image));
            // Of three classes the most probable has at least a third.
            Assert.All(predicted.Probability.Pixels, probability => Assert.InRange(probability, 0.333, 1.0001));
        }
    }

    [Fact]
    public void A_high_image_needs_no_more_tensors_than_a_low_one_and_leaves_none()
    {
        using var network = new Pointwise();
        Raster<float> low = Pictures.Smooth<float>(130, 100);
        Raster<float> high = Pictures.Smooth<float>(700, 100);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Predict(network, low, 64);
        long most = network.MostAlive;
        Predict(network, high, 64);
        Assert.Equal(most, network.MostAlive);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Maps_are_the_probabilities_of_the_classes_and_their_entropy()
    {
        using var network = new Pointwise();
        using var predictor = new Predictor(network, Pictures.Model(1), CPU, tile: 64);
        Raster<float> image = Pictures.Smooth<float>(100, 130);
        CancellationToken stop = TestContext.Current.CancellationToken;
        Raster<byte> unsure = predictor.Map(image, null, stop);
        byte[] entropies = unsure.Pixels;
        byte[][] levels = [.. Enumerable.Range(0, 3).Select(shown => predictor.Map(image, shown, stop).Pixels)];
        for (int i = 0; i < entropies.Length; i++)
        {
            double[] shares = [.. levels.Select(map => map[i] / 255.0)];
            Assert.InRange(shares.Sum(), 0.99, 1.01);
            double entropy = -shares.Sum(share => share > 0 ? share * Math.Log(share) : 0) / Math.Log(3);
            // What is rounded away of a small probability is more of its entropy.
            Assert.InRange(entropies[i] / 255.0, entropy - 0.03, entropy + 0.03);
        }
    }

    [Fact]
    public void It_stops_between_tiles()
    {
        using var stop = new CancellationTokenSource();
        using var network = new Pointwise { Called = stop.Cancel };
        using var predictor = new Predictor(network, Pictures.Model(1), CPU, tile: 64);
        Raster<byte> image = Pictures.Smooth<byte>(200, 200);
        Assert.Throws<OperationCanceledException>(() => predictor.Predict(image, stop.Token));
        Assert.Equal(1, network.Calls);
    }

    private static PredictedImage Predict(nn.Module<Tensor, Tensor> network, Raster image, int tile)
    {
        using var predictor = new Predictor(network, Pictures.Model(1), CPU, tile);
        return predictor.Predict(image, TestContext.Current.CancellationToken);
    }

    /// <summary>The mean step from one column to the next.</summary>
    private static double Jump(Raster<float> image, int x) =>
        Enumerable.Range(0, image.Height).Average(y => Math.Abs(image[y, x] - image[y, x - 1]));

    private static int Differing(Raster<byte> a, Raster<byte> b) =>
        a.Pixels.Zip(b.Pixels).Count(pair => pair.First != pair.Second);

    /// <summary>Dark pixels are class 0, bright ones class 2.</summary>
    private sealed class Pointwise() : nn.Module<Tensor, Tensor>("pointwise")
    {
        public int Calls { get; private set; }

        public long MostAlive { get; private set; }

        public Action Called { get; init; } = () => { };

        public override Tensor forward(Tensor image)
        {
            Calls++;
            MostAlive = Math.Max(MostAlive, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
            Called();
            return cat([-4 * image, 1 - 4 * image.square(), 4 * image], 1);
        }
    }
}
