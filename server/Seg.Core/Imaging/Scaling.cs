using System.Numerics;
using System.Numerics.Tensors;

namespace Seg.Core.Imaging;

/// <summary>Images in another size. Pixels are areas: the edges of the two images lie on each other, not their outer pixels' centres.</summary>
public static class Scaling
{
    /// <summary>Each pixel has the value of the one under its centre, as scikit-image's <c>resize</c> of order 0; for masks.</summary>
    public static Raster<T> Nearest<T>(Raster<T> image, int width, int height)
        where T : unmanaged
    {
        var result = new Raster<T>(width, height, image.Channels);
        int[] columns = Under(image.Width, width);
        int[] rows = Under(image.Height, height);
        int channels = image.Channels;
        for (int y = 0; y < height; y++)
        {
            Span<T> from = image.Row(rows[y]);
            Span<T> to = result.Row(y);
            if (channels == 1)
                for (int x = 0; x < to.Length; x++)
                    to[x] = from[columns[x]];
            else
                for (int x = 0; x < width; x++)
                    from.Slice(columns[x] * channels, channels).CopyTo(to[(x * channels)..]);
        }
        return result;
    }

    /// <summary>Between the four pixels around, as torch's <c>interpolate</c> with <c>align_corners=False</c>; for enlarging.</summary>
    public static Raster<float> Linear(Raster<float> image, int width, int height) =>
        Resample(image, LinearTaps(image.Width, width), LinearTaps(image.Height, height));

    /// <inheritdoc cref="Linear(Raster{float}, int, int)"/>
    public static Raster<byte> Linear(Raster<byte> image, int width, int height) =>
        Resample(image, LinearTaps(image.Width, width), LinearTaps(image.Height, height));

    /// <summary>
    /// The mean of what a pixel covers, parts of pixels by their share; for making smaller. Where the sizes divide, this is
    /// scikit-image's <c>downscale_local_mean</c>.
    /// </summary>
    public static Raster<float> Area(Raster<float> image, int width, int height) =>
        Resample(image, AreaTaps(image.Width, width), AreaTaps(image.Height, height));

    /// <inheritdoc cref="Area(Raster{float}, int, int)"/>
    public static Raster<byte> Area(Raster<byte> image, int width, int height) =>
        Resample(image, AreaTaps(image.Width, width), AreaTaps(image.Height, height));

    private static int[] Under(int from, int to)
    {
        int[] places = new int[to];
        for (int i = 0; i < to; i++)
            places[i] = (int)((2L * i + 1) * from / (2L * to));
        return places;
    }

    private static Taps[] LinearTaps(int from, int to)
    {
        var taps = new Taps[to];
        for (int i = 0; i < to; i++)
        {
            double place = Math.Clamp((i + 0.5) * from / to - 0.5, 0, from - 1);
            int first = Math.Min((int)place, Math.Max(from - 2, 0));
            float share = (float)(place - first);
            taps[i] = new Taps(first, from == 1 ? [1] : [1 - share, share]);
        }
        return taps;
    }

    private static Taps[] AreaTaps(int from, int to)
    {
        double scale = (double)from / to;
        var taps = new Taps[to];
        for (int i = 0; i < to; i++)
        {
            (double start, double end) = (i * scale, (i + 1) * scale);
            int first = Math.Min((int)start, from - 1);
            // A hair of the next pixel, which is the rounding of the division, is none.
            int count = Math.Clamp((int)Math.Ceiling(end - 1e-6), first + 1, from) - first;
            float[] weights = new float[count];
            for (int k = 0; k < count; k++)
                weights[k] = (float)((Math.Min(end, first + k + 1) - Math.Max(start, first + k)) / scale);
            taps[i] = new Taps(first, weights);
        }
        return taps;
    }

    /// <summary>Rows are summed before columns, since whole rows are quick to add.</summary>
    private static Raster<T> Resample<T>(Raster<T> image, Taps[] across, Taps[] down)
        where T : unmanaged, INumber<T>
    {
        var result = new Raster<T>(across.Length, down.Length, image.Channels);
        float[] source = new float[image.Stride];
        float[] sum = new float[image.Stride];
        float[] row = new float[result.Stride];
        for (int y = 0; y < down.Length; y++)
        {
            (int top, float[] weights) = down[y];
            Array.Clear(sum);
            for (int k = 0; k < weights.Length; k++)
            {
                TensorPrimitives.ConvertTruncating<T, float>(image.Row(top + k), source);
                TensorPrimitives.MultiplyAdd(source, weights[k], sum, sum);
            }
            Across(sum, across, image.Channels, row);
            if (typeof(T) == typeof(byte))
                TensorPrimitives.Round<float>(row, row);
            TensorPrimitives.ConvertSaturating<float, T>(row, result.Row(y));
        }
        return result;
    }

    private static void Across(ReadOnlySpan<float> line, Taps[] taps, int channels, Span<float> row)
    {
        int to = 0;
        foreach ((int first, float[] weights) in taps)
            for (int channel = 0; channel < channels; channel++)
            {
                int from = first * channels + channel;
                float sum = 0;
                foreach (float weight in weights)
                {
                    sum += weight * line[from];
                    from += channels;
                }
                row[to++] = sum;
            }
    }

    /// <summary>What a pixel is made of: pixels one after the other from <paramref name="First"/>, and their shares.</summary>
    private readonly record struct Taps(int First, float[] Weights);
}
