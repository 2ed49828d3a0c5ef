using OpenCvSharp;
using Seg.Core.Augmentation;

namespace Seg.Synthetic.Pretraining.Drawing;

/// <summary>Random fields.</summary>
internal static class Textures
{
    /// <summary>Smooth noise of mean 0 and standard deviation of about 1; side x side, 32-bit float.</summary>
    /// <param name="side">Height and width in pixels.</param>
    /// <param name="scale">How far apart in pixels what is independent lies; 1: every pixel by itself.</param>
    /// <param name="random">Draws it.</param>
    public static Mat Noise(int side, double scale, SampleRandom random)
    {
        int coarse = Math.Max(2, (int)Math.Ceiling(side / scale) + 1);
        using var grid = new Mat(Math.Min(coarse, side), Math.Min(coarse, side), MatType.CV_32FC1, Scalar.All(0));
        NoiseTable.Add(grid.AsSpan<float>(), 1, random);
        return grid.Resize(new Size(side, side), 0, 0, InterpolationFlags.Cubic);
    }
}
