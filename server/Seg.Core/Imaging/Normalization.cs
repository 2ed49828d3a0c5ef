using OpenCvSharp;

namespace Seg.Core.Imaging;

/// <summary>
/// Brings images of any depth and exposure to one range: the image's own percentile <paramref name="Low"/> becomes 0,
/// <paramref name="High"/> becomes 1, over all channels together so that colours keep their balance.
/// Values outside stay outside the range; nothing is clipped.
/// </summary>
/// <param name="Low">A percentile, 0 to 100, below <paramref name="High"/>.</param>
/// <param name="High">A percentile, 0 to 100.</param>
public sealed record Normalization(double Low = 0.5, double High = 99.5)
{
    /// <summary>Returns the image as 32-bit float, same size and channels. A constant image becomes 0; not-a-number becomes 0.</summary>
    public Mat Apply(Mat image)
    {
        var result = new Mat();
        image.ConvertTo(result, MatType.CV_32F);
        using Mat flat = result.Reshape(1);
        Cv2.PatchNaNs(flat);
        (double low, double high) = Percentiles(flat, Low, High);
        double scale = high > low ? 1 / (high - low) : 0;
        result.ConvertTo(result, -1, scale, -low * scale);
        return result;
    }

    /// <summary>Two percentiles of a one-channel float image, between which lie the given shares of its values.</summary>
    private static (double Low, double High) Percentiles(Mat flat, double low, double high)
    {
        // A regular sample is enough for a percentile and keeps a 8192 x 8192 image quick.
        const int enough = 1 << 20;
        flat.GetArray(out float[] values);
        int stride = Math.Max(1, values.Length / enough);
        if (stride > 1)
            values = [.. Enumerable.Range(0, values.Length / stride).Select(i => values[i * stride])];
        Array.Sort(values);
        return (At(values, low), At(values, high));
    }

    private static double At(float[] sorted, double percentile) =>
        sorted[(int)Math.Round(percentile / 100 * (sorted.Length - 1))];
}
