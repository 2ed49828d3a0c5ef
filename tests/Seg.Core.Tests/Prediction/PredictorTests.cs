using OpenCvSharp;
using Seg.Core.Networks;
using Seg.Core.Prediction;
using Seg.Core.Tests.Networks;
using TorchSharp;
using static TorchSharp.torch;
using Size = OpenCvSharp.Size;

namespace Seg.Core.Tests.Prediction;

public sealed class PredictorTests
{
    [Theory]
    [InlineData(300, 260)]
    [InlineData(64, 1000)]
    [InlineData(129, 128)]
    public void A_network_that_sees_only_the_pixel_gives_the_same_in_tiles(int height, int width)
    {
        using Mat image = Pictures.Smooth(height, width, MatType.CV_32FC1);
        using PredictedImage whole = Predict(new Pointwise(), image, 1024);
        using PredictedImage tiled = Predict(new Pointwise(), image, 128);
        Assert.Equal(new Size(width, height), tiled.Mask.Size());
        Assert.True(Differing(whole.Mask, tiled.Mask) <= 1); // where two classes are equally probable but for rounding
        Assert.InRange(Cv2.Norm(whole.Probability, tiled.Probability, NormTypes.INF), 0, 1e-5);
        whole.Mask.MinMaxIdx(out double least, out double greatest);
        Assert.Equal((0, 2), (least, greatest));
    }

    [Fact]
    public void Tiles_leave_no_seam()
    {
        using UNet network = RandomNetwork.UNet("plain", 1, seed: 7);
        using Mat image = Pictures.Smooth(300, 260, MatType.CV_32FC1);
        using PredictedImage whole = Predict(network, image, 1024);
        using PredictedImage tiled = Predict(network, image, 128);
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
        (int Height, int Width, MatType Type)[] images =
        [
            (1, 1, MatType.CV_8UC1),
            (1, 70, MatType.CV_16UC3),
            (33, 50, MatType.CV_32FC1),
            (100, 31, MatType.CV_8UC3),
        ];
        using UNet network = RandomNetwork.UNet("plain", channels, seed: 8);
        network.Fold();
        using var predictor = new Predictor(network, Pictures.Model(channels), CPU, tile: 64);
        foreach ((int height, int width, MatType type) in images)
        {
            using Mat image = Pictures.Smooth(height, width, type);
            using PredictedImage predicted = predictor.Predict(image, TestContext.Current.CancellationToken);
            Assert.Equal(new Size(width, height), predicted.Mask.Size());
            predicted.Probability.MinMaxIdx(out double least, out double greatest);
            // Of three classes the most probable has at least a third.
            Assert.True(least >= 0.333 && greatest <= 1.0001, $"{type} {height}x{width}: {least} {greatest}");
        }
    }

    [Fact]
    public void A_high_image_needs_no_more_tensors_than_a_low_one_and_leaves_none()
    {
        using var network = new Pointwise();
        using Mat low = Pictures.Smooth(130, 100, MatType.CV_32FC1);
        using Mat high = Pictures.Smooth(700, 100, MatType.CV_32FC1);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (Predict(network, low, 64)) { }
        long most = network.MostAlive;
        using (Predict(network, high, 64)) { }
        Assert.Equal(most, network.MostAlive);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Maps_are_the_probabilities_of_the_classes_and_their_entropy()
    {
        using var network = new Pointwise();
        using var predictor = new Predictor(network, Pictures.Model(1), CPU, tile: 64);
        using Mat image = Pictures.Smooth(100, 130, MatType.CV_32FC1);
        CancellationToken stop = TestContext.Current.CancellationToken;
        using Mat unsure = predictor.Map(image, null, stop);
        Mat[] classes = [.. Enumerable.Range(0, 3).Select(shown => predictor.Map(image, shown, stop))];
        byte[] entropies = Values(unsure);
        byte[][] levels = [.. classes.Select(Values)];
        for (int i = 0; i < entropies.Length; i++)
        {
            double[] shares = [.. levels.Select(map => map[i] / 255.0)];
            Assert.InRange(shares.Sum(), 0.99, 1.01);
            double entropy = -shares.Sum(share => share > 0 ? share * Math.Log(share) : 0) / Math.Log(3);
            // What is rounded away of a small probability is more of its entropy.
            Assert.InRange(entropies[i] / 255.0, entropy - 0.03, entropy + 0.03);
        }
        foreach (Mat map in classes)
            map.Dispose();
    }

    [Fact]
    public void It_stops_between_tiles()
    {
        using var stop = new CancellationTokenSource();
        using var network = new Pointwise { Called = stop.Cancel };
        using var predictor = new Predictor(network, Pictures.Model(1), CPU, tile: 64);
        using Mat image = Pictures.Smooth(200, 200, MatType.CV_8UC1);
        Assert.Throws<OperationCanceledException>(() => predictor.Predict(image, stop.Token));
        Assert.Equal(1, network.Calls);
    }

    private static PredictedImage Predict(nn.Module<Tensor, Tensor> network, Mat image, int tile)
    {
        using var predictor = new Predictor(network, Pictures.Model(1), CPU, tile);
        return predictor.Predict(image, TestContext.Current.CancellationToken);
    }

    private static byte[] Values(Mat map) => map.AsSpan<byte>().ToArray();

    /// <summary>The mean step from one column to the next.</summary>
    private static double Jump(Mat image, int x)
    {
        using Mat left = image.Col(x - 1);
        using Mat right = image.Col(x);
        return Cv2.Norm(left, right, NormTypes.L1) / image.Rows;
    }

    private static int Differing(Mat a, Mat b)
    {
        using var differs = new Mat();
        Cv2.Compare(a, b, differs, CmpTypes.NE);
        return Cv2.CountNonZero(differs);
    }

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
