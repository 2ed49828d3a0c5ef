using OpenCvSharp;
using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Networks;

namespace Seg.Core.Tests.Prediction;

/// <summary>Models and images to predict.</summary>
internal static class Pictures
{
    public static ModelDescription Model(int channels, int classes = 3) =>
        new(
            1,
            new NetworkDescription("plain", channels, InputStatistics.Centred(channels)),
            [.. Enumerable.Range(0, classes).Select(i => new SegClass($"class {i}", "#102030"))],
            new Normalization(0, 100),
            new SplitStems([], [], []),
            new TrainOptions()
        );

    /// <summary>Smooth random shapes, as an image has them; 8-bit or float.</summary>
    public static Mat Smooth(int height, int width, MatType type, int seed = 1)
    {
        using var noise = new Mat(height, width, MatType.MakeType(MatType.CV_32F, type.Channels));
        var random = new RNG((ulong)seed);
        random.Fill(noise, DistributionType.Uniform, Scalar.All(0), Scalar.All(1));
        Cv2.GaussianBlur(noise, noise, new Size(0, 0), 3);
        var result = new Mat();
        noise.ConvertTo(result, type.Depth, type.Depth == MatType.CV_32F ? 1 : 255);
        return result;
    }
}
