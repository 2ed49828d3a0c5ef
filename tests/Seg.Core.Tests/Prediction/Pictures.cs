using System.Numerics;
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

    /// <summary>Smooth random shapes, as an image has them: floats up to 1, or whole numbers up to 255.</summary>
    public static Raster<T> Smooth<T>(int height, int width, int channels = 1, int seed = 1)
        where T : unmanaged, INumber<T>
    {
        var noise = new Raster<float>(width, height, channels);
        var random = new Random(seed);
        foreach (ref float value in noise.Pixels.AsSpan())
            value = random.NextSingle();
        float highest = typeof(T) == typeof(float) ? 1 : 255;
        float[] smooth = GaussianBlur.Apply(noise, sigma: 3).Pixels;
        return new Raster<T>([.. smooth.Select(value => T.CreateSaturating(value * highest))], width, height, channels);
    }
}
