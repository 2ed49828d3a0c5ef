namespace Seg.Core.Imaging;

/// <summary>A connected region of a mask.</summary>
/// <param name="Area">In pixels.</param>
/// <param name="Left">The first column of the bounding box.</param>
/// <param name="Top">The first row of the bounding box.</param>
/// <param name="Width">Of the bounding box, in pixels.</param>
/// <param name="Height">Of the bounding box, in pixels.</param>
/// <param name="CenterX">The mean column of the pixels.</param>
/// <param name="CenterY">The mean row of the pixels.</param>
public readonly record struct Component(
    int Area,
    int Left,
    int Top,
    int Width,
    int Height,
    double CenterX,
    double CenterY
);

/// <summary>The connected regions of a mask.</summary>
/// <param name="Labels">The number of each pixel's region, from 1; 0 where there is none.</param>
/// <param name="Components">The regions in the order of their numbers: that of number 1 is the first.</param>
public sealed record ComponentLabels(Raster<int> Labels, IReadOnlyList<Component> Components)
{
    /// <summary>How many regions there are; also the highest number.</summary>
    public int Count => Components.Count;
}

/// <summary>
/// Finds the 8-connected regions of a mask (pixels that touch by a side or a corner belong together), numbered in the order
/// in which their first pixels come row by row, as scikit-image's <c>label</c> does. Method: L. He, Y. Chao and K. Suzuki,
/// "A run-based two-scan labeling algorithm", IEEE Transactions on Image Processing 17 (2008).
/// </summary>
public static class ConnectedComponents
{
    /// <summary>The regions of the pixels that are not 0.</summary>
    /// <param name="mask">One channel.</param>
    public static ComponentLabels Label(Raster<byte> mask) => Label(mask, null);

    /// <summary>The regions of the pixels of one value.</summary>
    /// <param name="mask">One channel.</param>
    /// <param name="value">0 too is a value.</param>
    public static ComponentLabels Label(Raster<byte> mask, byte value) => Label(mask, (byte?)value);

    private static ComponentLabels Label(Raster<byte> mask, byte? value)
    {
        if (mask.Channels != 1)
            throw new ArgumentException("Regions are those of a mask of one channel.", nameof(mask));
        List<Run> runs = Join(mask, value);
        var labels = new Raster<int>(mask.Width, mask.Height);
        var sums = new List<Sum>();
        // A root is the first run of its region, so it has its number before the others ask for it.
        int[] numbers = new int[runs.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            Run run = runs[i];
            if (run.Parent == i)
            {
                sums.Add(new Sum());
                numbers[i] = sums.Count;
            }
            else
                numbers[i] = numbers[Root(runs, i)];
            sums[numbers[i] - 1].Add(run);
            labels.Row(run.Y)[run.Start..run.End].Fill(numbers[i]);
        }
        return new ComponentLabels(labels, [.. sums.Select(sum => sum.ToComponent())]);
    }

    /// <summary>All runs, row by row; each knows an earlier one of its region or is the region's first.</summary>
    private static List<Run> Join(Raster<byte> mask, byte? value)
    {
        var runs = new List<Run>();
        int above = 0;
        for (int y = 0; y < mask.Height; y++)
        {
            int begin = runs.Count;
            ReadOnlySpan<byte> row = mask.Row(y);
            for (int x = 0; ; )
            {
                int gap = value is { } wanted ? row[x..].IndexOf(wanted) : row[x..].IndexOfAnyExcept((byte)0);
                if (gap < 0)
                    break;
                int start = x + gap;
                int length = value is { } same ? row[start..].IndexOfAnyExcept(same) : row[start..].IndexOf((byte)0);
                x = length < 0 ? row.Length : start + length;
                runs.Add(new Run(y, start, x, runs.Count));
                // Runs above that end before this one cannot touch the next either.
                while (above < begin && runs[above].End < start)
                    above++;
                for (int i = above; i < begin && runs[i].Start <= x; i++)
                    Unite(runs, i, runs.Count - 1);
            }
            above = begin;
        }
        return runs;
    }

    private static void Unite(List<Run> runs, int first, int second)
    {
        (int a, int b) = (Root(runs, first), Root(runs, second));
        runs[Math.Max(a, b)] = runs[Math.Max(a, b)] with { Parent = Math.Min(a, b) };
    }

    private static int Root(List<Run> runs, int index)
    {
        while (runs[index].Parent is var parent && parent != index)
        {
            // Each on the way gets nearer to the root, so that the next asks less.
            int next = runs[parent].Parent;
            runs[index] = runs[index] with { Parent = next };
            index = next;
        }
        return index;
    }

    /// <summary>Pixels of one row, from <paramref name="Start"/> to before <paramref name="End"/>.</summary>
    private readonly record struct Run(int Y, int Start, int End, int Parent);

    private sealed class Sum
    {
        private int area;
        private int left = int.MaxValue;
        private int top = int.MaxValue;
        private int right;
        private int bottom;
        private double x;
        private double y;

        public void Add(Run run)
        {
            int length = run.End - run.Start;
            area += length;
            left = Math.Min(left, run.Start);
            right = Math.Max(right, run.End);
            top = Math.Min(top, run.Y);
            bottom = run.Y + 1;
            x += (run.Start + run.End - 1) / 2.0 * length;
            y += (double)run.Y * length;
        }

        public Component ToComponent() => new(area, left, top, right - left, bottom - top, x / area, y / area);
    }
}
