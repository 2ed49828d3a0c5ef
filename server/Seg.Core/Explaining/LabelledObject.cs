using OpenCvSharp;

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
    /// <param name="label">8-bit class indices; 255 is not labelled.</param>
    /// <param name="predicted">8-bit class indices of the same size.</param>
    /// <param name="classCount">With the background.</param>
    public static IReadOnlyList<LabelledObject> Of(Mat label, Mat predicted, int classCount) =>
        [.. Enumerable.Range(1, classCount - 1).SelectMany(index => OfClass(label, index, predicted, classCount))];

    private static IEnumerable<LabelledObject> OfClass(Mat label, int index, Mat predicted, int classCount)
    {
        using Regions regions = Regions.Of(label, index);
        int[,] counts = regions.Count(predicted, classCount);
        return
        [
            .. regions.All.Select(i =>
            {
                int area = regions.Area(i);
                int most = Enumerable.Range(0, classCount).MaxBy(c => counts[i, c]);
                return new LabelledObject(index, area, regions.Place(i), counts[i, index], area - counts[i, 0], most);
            }),
        ];
    }
}
