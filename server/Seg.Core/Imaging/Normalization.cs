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
    /// <summary>What is wrong with the percentiles, as a clause; null: nothing.</summary>
    internal string? Problem =>
        0 <= Low && Low < High && High <= 100
            ? null
            : FormattableString.Invariant(
                $"the percentiles of \"normalization\" are {Low} and {High}; they are from 0 to 100, the first below the second"
            );

    // A regular sample is enough for a percentile and keeps a 8192 x 8192 image quick.
    private const int Enough = 1 << 20;

    /// <summary>
    /// Returns a new image of 32-bit floats, same size and channels. A constant image becomes 0; what is not a number or
    /// infinite becomes 0 and does not count for the percentiles. Where the percentiles meet, as in a few bright objects on
    /// a flat background, the least and the greatest value take their place, so that the objects do not vanish.
    /// </summary>
    public Raster<float> Apply(Raster image)
    {
        Raster<float> result = image is Raster<float> floats ? floats.Clone() : image.ToSingle();
        Apply(result.Pixels, isWhole: image is Raster<byte> or Raster<ushort>);
        return result;
    }

    private void Apply(Span<float> values, bool isWhole)
    {
        float[] sample = Sample(values);
        if (isWhole)
            SortWhole(sample);
        else
            Array.Sort(sample);
        double low = At(sample, Low);
        double range = At(sample, High) - low;
        if (range <= 0)
            (low, range) = Range(values);
        double scale = range > 0 ? 1 / range : 0;
        foreach (ref float value in values)
        {
            float scaled = (float)((value - low) * scale);
            value = float.IsFinite(scaled) ? scaled : 0;
        }
    }

    /// <summary>The least of all finite values, and how far the greatest is from it.</summary>
    private static (double Low, double Range) Range(ReadOnlySpan<float> values)
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (float value in values)
            if (float.IsFinite(value))
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
        return high > low ? (low, high - low) : (0, 0);
    }

    /// <summary>Some of the finite values.</summary>
    private static float[] Sample(ReadOnlySpan<float> values)
    {
        int stride = Math.Max(1, values.Length / Enough);
        // Else a stride that is a multiple of three sees one colour only, an even one some columns only.
        while (stride > 1 && (stride % 2 == 0 || stride % 3 == 0))
            stride++;
        var sample = new List<float>(values.Length / stride + 1);
        for (int i = 0; i < values.Length; i += stride)
            if (float.IsFinite(values[i]))
                sample.Add(values[i]);
        return [.. sample];
    }

    /// <summary>Sorts whole numbers of up to 16 bits by counting them, in a tenth of the time.</summary>
    private static void SortWhole(Span<float> sample)
    {
        int[] counts = new int[1 << 16];
        foreach (float value in sample)
            counts[(int)value]++;
        int at = 0;
        for (int value = 0; value < counts.Length; at += counts[value++])
            sample.Slice(at, counts[value]).Fill(value);
    }

    private static float At(float[] sorted, double percentile) =>
        sorted.Length == 0 ? 0 : sorted[(int)Math.Round(percentile / 100 * (sorted.Length - 1))];
}
