using OpenCvSharp;

namespace Seg.Core.Explaining;

/// <summary>A connected region that a model predicts where mostly background is labelled.</summary>
/// <param name="Class">The index of the class that it is predicted as, from 1.</param>
/// <param name="Area">In pixels.</param>
/// <param name="Region">Where it is.</param>
public sealed record InventedObject(int Class, int Area, AdviceRegion Region)
{
    // Smaller ones are specks; there may be thousands of them.
    private const int LeastArea = 9;

    /// <summary>All of an image, by class.</summary>
    /// <param name="label">8-bit class indices; 255 is not labelled.</param>
    /// <param name="predicted">8-bit class indices of the same size.</param>
    /// <param name="classCount">With the background.</param>
    public static IReadOnlyList<InventedObject> Of(Mat label, Mat predicted, int classCount) =>
        [.. Enumerable.Range(1, classCount - 1).SelectMany(index => OfClass(label, predicted, index))];

    private static IEnumerable<InventedObject> OfClass(Mat label, Mat predicted, int index)
    {
        using Regions regions = Regions.Of(predicted, index);
        int[,] background = regions.Count(label, 1);
        return
        [
            .. regions
                .All.Where(i => regions.Area(i) >= LeastArea && 2 * background[i, 0] > regions.Area(i))
                .Select(i => new InventedObject(index, regions.Area(i), regions.Place(i))),
        ];
    }
}
