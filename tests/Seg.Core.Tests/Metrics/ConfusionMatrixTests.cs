using FsCheck.Xunit;
using Seg.Core.Metrics;
using Seg.Core.Tests.Imaging;

namespace Seg.Core.Tests.Metrics;

public sealed class ConfusionMatrixTests
{
    [Fact]
    public void Pixels_are_counted_by_truth_and_prediction_but_for_those_without_a_label()
    {
        ConfusionMatrix matrix = Masks.Count(3, Masks.Truth, Masks.Prediction);
        Assert.Equal(
            [
                [1, 1, 0],
                [1, 2, 0],
                [0, 1, 2],
            ],
            matrix.Rows
        );
        Assert.Equal(1, matrix[2, 1]);
        Assert.Equal(8, matrix.Total);
        Assert.Equal([2, 3, 3], Enumerable.Range(0, 3).Select(matrix.TruthPixels));
        Assert.Equal([2, 4, 2], Enumerable.Range(0, 3).Select(matrix.PredictedPixels));
    }

    [Theory]
    [InlineData(0, 2, "prediction")]
    [InlineData(0, 255, "prediction")]
    [InlineData(2, 0, "truth")]
    public void A_value_outside_the_classes_is_refused_and_nothing_is_counted(byte truth, byte predicted, string which)
    {
        var matrix = new ConfusionMatrix(2);
        Raster<byte> t = Masks.Of(
            new byte[,]
            {
                { 0, truth },
            }
        );
        Raster<byte> p = Masks.Of(
            new byte[,]
            {
                { 0, predicted },
            }
        );
        var error = Assert.Throws<SegException>(() => matrix.Add(t, p));
        Assert.Equal("mask.class", error.Code);
        Assert.StartsWith(
            $"The {which} has pixels of value {Math.Max(truth, predicted)}, but there are 2 classes",
            error.Message
        );
        Assert.Equal(0, matrix.Total);
    }

    [Fact]
    public void Masks_of_other_sizes_or_channels_are_refused()
    {
        var matrix = new ConfusionMatrix(2);
        Raster<byte> small = Rasters.Filled<byte>(2, 2, 0);
        Raster<byte> wide = Rasters.Filled<byte>(3, 2, 0);
        Raster<byte> color = Rasters.Filled<byte>(2, 2, 0, 3);
        Assert.Throws<ArgumentException>(() => matrix.Add(small, wide));
        Assert.Throws<ArgumentException>(() => matrix.Add(small, color));
    }

    [Property(MaxTest = 30)]
    public void Merging_is_counting_together(int seed)
    {
        var random = new Random(seed);
        (byte[,] truthA, byte[,] maskA) = (Masks.Random(random, 3, true), Masks.Random(random, 3, false));
        (byte[,] truthB, byte[,] maskB) = (Masks.Random(random, 3, true), Masks.Random(random, 3, false));
        ConfusionMatrix together = Masks.Count(3, truthA, maskA);
        Raster<byte> truth = Masks.Of(truthB);
        Raster<byte> mask = Masks.Of(maskB);
        together.Add(truth, mask);

        ConfusionMatrix merged = Masks.Count(3, truthA, maskA);
        merged.Merge(Masks.Count(3, truthB, maskB));
        Assert.Equal(together.Rows, merged.Rows);
    }
}
