namespace Seg.Core.Imaging;

/// <summary>
/// How far each pixel of a mask is from the nearest one outside. Method: P. Felzenszwalb and D. Huttenlocher, "Distance
/// Transforms of Sampled Functions", Theory of Computing 8 (2012); the result is that of SciPy's
/// <c>distance_transform_edt</c>.
/// </summary>
public static class DistanceTransform
{
    /// <summary>
    /// The Euclidean distance of each pixel that is not 0 to the nearest that is 0, in pixels, centre to centre; 0 where the
    /// mask is 0, infinite everywhere if it is so nowhere.
    /// </summary>
    /// <param name="mask">One channel.</param>
    public static Raster<float> Exact(Raster<byte> mask)
    {
        if (mask.Channels != 1)
            throw new ArgumentException("Distances are those of a mask of one channel.", nameof(mask));
        Raster<float> squares = SquaresInColumns(mask);
        var envelope = new Envelope(mask.Width);
        for (int y = 0; y < mask.Height; y++)
            envelope.Roots(squares.Row(y));
        return squares;
    }

    /// <summary>The square of the distance to the nearest 0 of the same column.</summary>
    private static Raster<float> SquaresInColumns(Raster<byte> mask)
    {
        var squares = new Raster<float>(mask.Width, mask.Height);
        float[] steps = new float[mask.Width];
        Array.Fill(steps, float.PositiveInfinity);
        for (int y = 0; y < mask.Height; y++)
            Step(mask.Row(y), steps, squares.Row(y));
        Array.Fill(steps, float.PositiveInfinity);
        for (int y = mask.Height - 1; y >= 0; y--)
        {
            Span<float> row = squares.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                steps[x] = Math.Min(steps[x] + 1, row[x]);
                row[x] = steps[x] * steps[x];
            }
        }
        return squares;

        static void Step(Span<byte> row, float[] steps, Span<float> to)
        {
            for (int x = 0; x < row.Length; x++)
                to[x] = steps[x] = row[x] == 0 ? 0 : steps[x] + 1;
        }
    }

    /// <summary>The lowest of the parabolas that stand on the values of a row, at the height of the value each.</summary>
    private sealed class Envelope(int width)
    {
        private readonly int[] places = new int[width];
        private readonly double[] heights = new double[width];

        // Where each parabola begins to be the lowest.
        private readonly double[] begins = new double[width];

        public void Roots(Span<float> row)
        {
            int count = Build(row);
            if (count == 0)
                return;
            int lowest = 0;
            for (int x = 0; x < row.Length; x++)
            {
                while (lowest + 1 < count && begins[lowest + 1] < x)
                    lowest++;
                double away = x - places[lowest];
                row[x] = (float)Math.Sqrt(away * away + heights[lowest]);
            }
        }

        private int Build(ReadOnlySpan<float> row)
        {
            int count = 0;
            for (int x = 0; x < row.Length; x++)
            {
                if (float.IsInfinity(row[x]))
                    continue;
                double begin = double.NegativeInfinity;
                while (count > 0 && (begin = Crossing(count - 1, x, row[x])) <= begins[count - 1])
                    count--;
                (places[count], heights[count], begins[count]) = (
                    x,
                    row[x],
                    count == 0 ? double.NegativeInfinity : begin
                );
                count++;
            }
            return count;
        }

        private double Crossing(int earlier, int x, double height)
        {
            int place = places[earlier];
            return (height + (double)x * x - (heights[earlier] + (double)place * place)) / (2.0 * (x - place));
        }
    }
}
