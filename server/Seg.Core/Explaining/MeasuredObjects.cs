using Seg.Core.Imaging;

namespace Seg.Core.Explaining;

/// <summary>A connected region of one class in a label (8-connectivity), and what a model makes of it.</summary>
/// <param name="Class">The index of its class, from 1.</param>
/// <param name="Area">In pixels.</param>
/// <param name="Region">Where it is.</param>
/// <param name="Right">How many of its pixels are predicted as its class.</param>
/// <param name="Found">How many are predicted as any class but the background.</param>
/// <param name="Predicted">The class that most of its pixels are predicted as.</param>
public sealed record LabelledObject(int Class, int Area, AdviceRegion Region, int Right, int Found, int Predicted)
{
    /// <summary>Whether at least half of it is predicted as some object.</summary>
    public bool IsFound => 2 * Found >= Area;

    /// <summary>All objects of a label, by class.</summary>
    /// <param name="label">Class indices; 255 is not labelled.</param>
    /// <param name="predicted">Class indices of the same size.</param>
    /// <param name="classCount">With the background.</param>
    public static IReadOnlyList<LabelledObject> Of(Raster<byte> label, Raster<byte> predicted, int classCount) =>
        [.. Enumerable.Range(1, classCount - 1).SelectMany(index => OfClass(label, index, predicted, classCount))];

    private static IEnumerable<LabelledObject> OfClass(
        Raster<byte> label,
        int index,
        Raster<byte> predicted,
        int classCount
    )
    {
        ComponentLabels regions = ConnectedComponents.Label(label, (byte)index);
        int[,] counts = regions.Count(predicted, classCount);
        return
        [
            .. regions.Components.Select(
                (region, i) =>
                {
                    int most = Enumerable.Range(0, classCount).MaxBy(c => counts[i, c]);
                    int found = region.Area - counts[i, 0];
                    return new LabelledObject(
                        index,
                        region.Area,
                        AdviceRegion.Of(region),
                        counts[i, index],
                        found,
                        most
                    );
                }
            ),
        ];
    }
}

/// <summary>A connected region that a model predicts where mostly background is labelled.</summary>
/// <param name="Class">The index of the class that it is predicted as, from 1.</param>
/// <param name="Area">In pixels.</param>
/// <param name="Region">Where it is.</param>
public sealed record FalsePositive(int Class, int Area, AdviceRegion Region)
{
    // Smaller ones are specks; there may be thousands of them.
    private const int LeastArea = 9;

    /// <summary>All of an image, by class.</summary>
    /// <param name="label">Class indices; 255 is not labelled.</param>
    /// <param name="predicted">Class indices of the same size.</param>
    /// <param name="classCount">With the background.</param>
    public static IReadOnlyList<FalsePositive> Of(Raster<byte> label, Raster<byte> predicted, int classCount) =>
        [.. Enumerable.Range(1, classCount - 1).SelectMany(index => OfClass(label, predicted, index))];

    private static IEnumerable<FalsePositive> OfClass(Raster<byte> label, Raster<byte> predicted, int index)
    {
        ComponentLabels regions = ConnectedComponents.Label(predicted, (byte)index);
        int[,] background = regions.Count(label, 1);
        return
        [
            .. regions
                .Components.Index()
                .Where(region => region.Item.Area >= LeastArea && 2 * background[region.Index, 0] > region.Item.Area)
                .Select(region => new FalsePositive(index, region.Item.Area, AdviceRegion.Of(region.Item))),
        ];
    }
}

/// <summary>Counts pixels by the region that they are in; the first region has the index 0.</summary>
internal static class RegionCounts
{
    /// <summary>How many pixels of each region have each value of a mask; other values are left out.</summary>
    public static int[,] Count(this ComponentLabels regions, Raster<byte> mask, int values)
    {
        int[,] counts = new int[regions.Count, values];
        int[] region = regions.Labels.Pixels;
        byte[] value = mask.Pixels;
        for (int i = 0; i < region.Length; i++)
            if (region[i] > 0 && value[i] < values)
                counts[region[i] - 1, value[i]]++;
        return counts;
    }

    /// <summary>How many pixels of each region have at least a value.</summary>
    public static int[] Count(this ComponentLabels regions, Raster<float> picture, float least)
    {
        int[] counts = new int[regions.Count];
        int[] region = regions.Labels.Pixels;
        float[] value = picture.Pixels;
        for (int i = 0; i < region.Length; i++)
            if (region[i] > 0 && value[i] >= least)
                counts[region[i] - 1]++;
        return counts;
    }
}
