using OpenCvSharp;

namespace Seg.Core.Explaining;

/// <summary>The connected regions of one class in a mask (8-connectivity), numbered from 1.</summary>
internal sealed class Regions : IDisposable
{
    private readonly Mat labels = new();
    private readonly Mat stats = new();
    private readonly int count;

    private Regions(Mat isInside)
    {
        using var centroids = new Mat();
        // Region 0 is all the rest.
        count = Cv2.ConnectedComponentsWithStats(isInside, labels, stats, centroids);
    }

    /// <summary>Of the pixels with a value.</summary>
    public static Regions Of(Mat mask, int index)
    {
        using var isClass = new Mat();
        Cv2.Compare(mask, new Scalar(index), isClass, CmpTypes.EQ);
        return new Regions(isClass);
    }

    /// <summary>Of all pixels but 0.</summary>
    public static Regions Of(Mat isInside) => new(isInside);

    public IEnumerable<int> All => Enumerable.Range(1, count - 1);

    public int Area(int region) => Stat(region, ConnectedComponentsTypes.Area);

    public AdviceRegion Place(int region) =>
        new(
            Stat(region, ConnectedComponentsTypes.Left),
            Stat(region, ConnectedComponentsTypes.Top),
            Stat(region, ConnectedComponentsTypes.Width),
            Stat(region, ConnectedComponentsTypes.Height)
        );

    /// <summary>How many pixels of each region have each value of a mask; other values are left out.</summary>
    public int[,] Count(Mat mask, int values)
    {
        int[,] counts = new int[count, values];
        Span<int> region = labels.AsSpan<int>();
        Span<byte> value = mask.AsSpan<byte>();
        for (int i = 0; i < region.Length; i++)
            if (value[i] < values)
                counts[region[i], value[i]]++;
        return counts;
    }

    /// <summary>How many pixels of each region have at least a value.</summary>
    public int[] Count(Mat picture, float least)
    {
        int[] counts = new int[count];
        Span<int> region = labels.AsSpan<int>();
        Span<float> value = picture.AsSpan<float>();
        for (int i = 0; i < region.Length; i++)
            if (value[i] >= least)
                counts[region[i]]++;
        return counts;
    }

    public void Dispose()
    {
        labels.Dispose();
        stats.Dispose();
    }

    private int Stat(int region, ConnectedComponentsTypes which) => stats.At<int>(region, (int)which);
}
