using System.Numerics.Tensors;
using Seg.Core;
using Seg.Core.Augmentation;
using Seg.Core.Imaging;

namespace Seg.Synthetic.Drawing;

/// <summary>Random fields without sharp edges: normal numbers on a coarse grid, enlarged.</summary>
internal static class SmoothNoise
{
    // The cubic's slope, as in torch's interpolate of mode bicubic.
    private const double A = -0.75;

    /// <summary>Noise of mean 0 and standard deviation of about 1; side x side.</summary>
    /// <param name="side">Height and width in pixels.</param>
    /// <param name="scale">How far apart in pixels what is independent lies; 1: every pixel by itself.</param>
    /// <param name="random">Draws it.</param>
    public static Raster<float> Of(int side, double scale, SampleRandom random)
    {
        int coarse = Math.Max(2, (int)Math.Ceiling(side / scale) + 1);
        var grid = new Raster<float>(Math.Min(coarse, side), Math.Min(coarse, side));
        NoiseTable.Add(grid.Pixels, 1, random);
        return Enlarge(grid, side, side);
    }

    /// <summary>Blotches of a given size in pixels; mean 0 and exactly that standard deviation on their grid. Picture size.</summary>
    public static Raster<float> Of(Frame frame, double size, double strength, Chance chance)
    {
        // Drawn on a coarse grid: a blur over hundreds of pixels would say no more.
        double step = Math.Max(1, size / 3);
        var grid = new Raster<float>((int)(frame.Width / step) + 2, (int)(frame.Height / step) + 2);
        foreach (ref float value in grid.Pixels.AsSpan())
            value = (float)chance.Normal();
        Raster<float> smooth = GaussianBlur.Apply(grid, 1.8, 1.1);
        double mean = smooth.Pixels.Average(value => (double)value);
        double deviation = Math.Sqrt(smooth.Pixels.Average(value => (value - mean) * (value - mean)));
        foreach (ref float value in smooth.Pixels.AsSpan())
            value = (float)((value - mean) * strength / deviation);
        return Enlarge(smooth, frame.Width, frame.Height);
    }

    /// <summary>
    /// Cubic interpolation (Keys 1981). Pixels are areas; beyond the edge the outermost values repeat.
    /// </summary>
    /// <param name="coarse">One channel; not larger than the result.</param>
    /// <param name="width">Of the result.</param>
    /// <param name="height">Of the result.</param>
    private static Raster<float> Enlarge(Raster<float> coarse, int width, int height)
    {
        Raster<float> wide = Across(coarse, width);
        var result = new Raster<float>(width, height);
        for (int y = 0; y < height; y++)
        {
            (int first, float[] weights) = Taps(y, coarse.Height, height);
            Span<float> to = result.Row(y);
            for (int k = 0; k < weights.Length; k++)
                if (weights[k] != 0)
                    TensorPrimitives.MultiplyAdd(
                        wide.Row(Math.Clamp(first + k, 0, coarse.Height - 1)),
                        weights[k],
                        to,
                        to
                    );
        }
        return result;
    }

    private static Raster<float> Across(Raster<float> coarse, int width)
    {
        if (coarse.Width == width)
            return coarse;
        var result = new Raster<float>(width, coarse.Height);
        for (int x = 0; x < width; x++)
        {
            (int first, float[] weights) = Taps(x, coarse.Width, width);
            int last = coarse.Width - 1;
            (int a, int b, int c, int d) = (
                Math.Clamp(first, 0, last),
                Math.Clamp(first + 1, 0, last),
                Math.Clamp(first + 2, 0, last),
                Math.Clamp(first + 3, 0, last)
            );
            for (int y = 0; y < coarse.Height; y++)
            {
                Span<float> from = coarse.Row(y);
                result[y, x] =
                    weights[0] * from[a] + weights[1] * from[b] + weights[2] * from[c] + weights[3] * from[d];
            }
        }
        return result;
    }

    /// <summary>The four values that one is made of: the place of the first, which may lie beyond the edge, and their shares.</summary>
    private static (int First, float[] Weights) Taps(int place, int from, int to)
    {
        double at = (place + 0.5) * from / to - 0.5;
        double whole = Math.Floor(at);
        double t = at - whole;
        return ((int)whole - 1, [Outer(t + 1), Inner(t), Inner(1 - t), Outer(2 - t)]);

        static float Inner(double d) => (float)(((A + 2) * d - (A + 3)) * d * d + 1);
        static float Outer(double d) => (float)(((A * d - 5 * A) * d + 8 * A) * d - 4 * A);
    }
}
