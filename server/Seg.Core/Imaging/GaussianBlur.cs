using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Seg.Core.Imaging;

/// <summary>
/// Blurs by a Gaussian, cut off at four standard deviations; beyond the edge the image is mirrored about its outermost
/// pixels: SciPy's <c>gaussian_filter</c> with <c>mode="mirror"</c>.
/// </summary>
public static class GaussianBlur
{
    private const double Reach = 4;

    /// <summary>A blurred copy, channel by channel.</summary>
    /// <param name="image">Any size.</param>
    /// <param name="sigma">The standard deviation in pixels; 0 or less: nothing is blurred.</param>
    public static Raster<float> Apply(Raster<float> image, double sigma) => Apply(image, sigma, sigma);

    /// <summary>A copy that is blurred by more in one direction than in the other.</summary>
    /// <param name="image">Any size.</param>
    /// <param name="sigmaX">The standard deviation along rows in pixels.</param>
    /// <param name="sigmaY">The standard deviation along columns in pixels.</param>
    public static Raster<float> Apply(Raster<float> image, double sigmaX, double sigmaY)
    {
        var blurred = new Raster<float>(image.Width, image.Height, image.Channels);
        Span<float> result = blurred.Pixels;
        Apply(image.Pixels, image.Width, image.Height, image.Channels, sigmaX, sigmaY, result, result);
        return blurred;
    }

    /// <summary>Blurs in place.</summary>
    /// <param name="pixels">H,W,C.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="channels">Interleaved.</param>
    /// <param name="sigma">The standard deviation in pixels.</param>
    internal static void Apply(Span<float> pixels, int width, int height, int channels, double sigma)
    {
        float[] between = ArrayPool<float>.Shared.Rent(pixels.Length);
        Apply(pixels, width, height, channels, sigma, sigma, between.AsSpan(0, pixels.Length), pixels);
        ArrayPool<float>.Shared.Return(between);
    }

    private static void Apply(
        ReadOnlySpan<float> from,
        int width,
        int height,
        int channels,
        double sigmaX,
        double sigmaY,
        Span<float> between,
        Span<float> to
    )
    {
        if (from.IsEmpty)
            return;
        Down(from, width * channels, height, Kernel(sigmaY), between);
        Across(between, width, height, channels, Kernel(sigmaX), to);
    }

    private static float[] Kernel(double sigma)
    {
        int radius = (int)(Reach * Math.Max(sigma, 0) + 0.5);
        double[] weights = new double[2 * radius + 1];
        for (int i = 0; i < weights.Length; i++)
            weights[i] = radius == 0 ? 1 : Math.Exp(-0.5 * Math.Pow((i - radius) / sigma, 2));
        double sum = weights.Sum();
        return [.. weights.Select(weight => (float)(weight / sum))];
    }

    private static void Down(ReadOnlySpan<float> from, int stride, int height, float[] kernel, Span<float> to)
    {
        int[] offsets = new int[kernel.Length];
        for (int y = 0; y < height; y++)
        {
            for (int k = 0; k < offsets.Length; k++)
                offsets[k] = Mirrored(y + k - kernel.Length / 2, height) * stride;
            Sum(from, offsets, kernel, to.Slice(y * stride, stride));
        }
    }

    private static void Across(
        ReadOnlySpan<float> from,
        int width,
        int height,
        int channels,
        float[] kernel,
        Span<float> to
    )
    {
        int radius = kernel.Length / 2;
        int stride = width * channels;
        // Each row with its mirrored ends.
        float[] wide = new float[stride + 2 * radius * channels];
        int[] offsets = [.. Enumerable.Range(0, kernel.Length).Select(k => k * channels)];
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<float> row = from.Slice(y * stride, stride);
            row.CopyTo(wide.AsSpan(radius * channels));
            for (int i = 0; i < radius; i++)
            {
                Copy(row, i);
                Copy(row, radius + width + i);
            }
            Sum(wide, offsets, kernel, to.Slice(y * stride, stride));
        }

        void Copy(ReadOnlySpan<float> row, int place) =>
            row.Slice(Mirrored(place - radius, width) * channels, channels).CopyTo(wide.AsSpan(place * channels));
    }

    /// <summary>Sums what lies at several places, weighed; the sums stay in registers.</summary>
    private static void Sum(ReadOnlySpan<float> source, int[] offsets, float[] weights, Span<float> to)
    {
        int lanes = Vector<float>.Count;
        ref float from = ref MemoryMarshal.GetReference(source);
        ref float target = ref MemoryMarshal.GetReference(to);
        int x = 0;
        for (; x <= to.Length - 4 * lanes; x += 4 * lanes)
        {
            Vector<float> a = default;
            Vector<float> b = default;
            Vector<float> c = default;
            Vector<float> d = default;
            for (int k = 0; k < offsets.Length; k++)
            {
                var weight = new Vector<float>(weights[k]);
                nuint at = (nuint)(offsets[k] + x);
                a = Vector.FusedMultiplyAdd(weight, Vector.LoadUnsafe(ref from, at), a);
                b = Vector.FusedMultiplyAdd(weight, Vector.LoadUnsafe(ref from, at + (nuint)lanes), b);
                c = Vector.FusedMultiplyAdd(weight, Vector.LoadUnsafe(ref from, at + (nuint)(2 * lanes)), c);
                d = Vector.FusedMultiplyAdd(weight, Vector.LoadUnsafe(ref from, at + (nuint)(3 * lanes)), d);
            }
            a.StoreUnsafe(ref target, (nuint)x);
            b.StoreUnsafe(ref target, (nuint)(x + lanes));
            c.StoreUnsafe(ref target, (nuint)(x + 2 * lanes));
            d.StoreUnsafe(ref target, (nuint)(x + 3 * lanes));
        }
        for (; x < to.Length; x++)
        {
            float sum = 0;
            for (int k = 0; k < offsets.Length; k++)
                sum += weights[k] * source[offsets[k] + x];
            to[x] = sum;
        }
    }

    private static int Mirrored(int place, int length)
    {
        if (length == 1)
            return 0;
        int period = 2 * (length - 1);
        place = Math.Abs(place) % period;
        return place < length ? place : period - place;
    }
}
