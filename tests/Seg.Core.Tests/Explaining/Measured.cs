using Seg.Core.Datasets;
using Seg.Core.Explaining;
using Seg.Core.Metrics;
using Seg.Core.Tests.Imaging;

namespace Seg.Core.Tests.Explaining;

/// <summary>Measured images without images: nothing is wrong with them but what a test says.</summary>
internal static class Measured
{
    public static MeasuredImage Image(string stem) =>
        new(
            new DatasetImage(stem, "", "", 0),
            ImageUse.Validation,
            Confusion([
                [900, 0, 0],
                [0, 500, 0],
                [0, 0, 300],
            ]),
            0,
            [],
            [],
            new EdgeErrors(8, 0, 1000, 0, 1000),
            0.3,
            new ImageDetails(stem, []),
            []
        );

    /// <summary>Objects of a class, of that many pixels, which are found or missed.</summary>
    public static LabelledObject[] Objects(int index, (int Area, bool IsFound)[] objects) =>
        [
            .. objects.Select(
                (item, i) =>
                    new LabelledObject(
                        index,
                        item.Area,
                        new AdviceRegion(i, 0, item.Area, 1),
                        item.IsFound ? item.Area : 0,
                        item.IsFound ? item.Area : 0,
                        item.IsFound ? index : 0
                    )
            ),
        ];

    /// <summary>Pixels by labelled class (row) and predicted class (column).</summary>
    public static ConfusionMatrix Confusion(int[][] counts)
    {
        var matrix = new ConfusionMatrix(counts.Length);
        foreach ((int truth, int[] row) in counts.Index())
        foreach ((int predicted, int count) in row.Index().Where(cell => cell.Item > 0))
        {
            Raster<byte> a = Rasters.Filled<byte>(count, 1, (byte)truth);
            Raster<byte> b = Rasters.Filled<byte>(count, 1, (byte)predicted);
            matrix.Add(a, b);
        }
        return matrix;
    }
}
