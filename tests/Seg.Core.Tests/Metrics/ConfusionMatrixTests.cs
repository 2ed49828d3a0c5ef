using FsCheck.Xunit;
using OpenCvSharp;
using Seg.Core.Metrics;

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

    [Fact]
    public void A_part_of_a_mask_is_counted_as_that_part()
    {
        using Mat truth = Masks.Of(Masks.Truth);
        using Mat prediction = Masks.Of(Masks.Prediction);
        var right = new Rect(1, 0, 2, 3);
        using Mat truthPart = truth[right];
        using Mat predictionPart = prediction[right];
        var matrix = new ConfusionMatrix(3);
        matrix.Add(truthPart, predictionPart);
        Assert.Equal(
            [
                [0, 1, 0],
                [1, 1, 0],
                [0, 1, 1],
            ],
            matrix.Rows
        );
    }

    [Theory]
    [InlineData(0, 2, "prediction")]
    [InlineData(0, 255, "prediction")]
    [InlineData(2, 0, "truth")]
    public void A_value_outside_the_classes_is_refused_and_nothing_is_counted(byte truth, byte predicted, string which)
    {
        var matrix = new ConfusionMatrix(2);
        using Mat t = Masks.Of(
            new byte[,]
            {
                { 0, truth },
            }
        );
        using Mat p = Masks.Of(
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
    public void Masks_of_other_sizes_or_types_are_refused()
    {
        var matrix = new ConfusionMatrix(2);
        using var small = new Mat(2, 2, MatType.CV_8UC1, new Scalar(0));
        using var wide = new Mat(2, 3, MatType.CV_8UC1, new Scalar(0));
        using var deep = new Mat(2, 2, MatType.CV_16UC1, new Scalar(0));
        Assert.Throws<ArgumentException>(() => matrix.Add(small, wide));
        Assert.Throws<ArgumentException>(() => matrix.Add(small, deep));
    }

    [Property(MaxTest = 30)]
    public void Merging_is_counting_together(int seed)
    {
        var random = new Random(seed);
        (byte[,] truthA, byte[,] maskA) = (Masks.Random(random, 3, true), Masks.Random(random, 3, false));
        (byte[,] truthB, byte[,] maskB) = (Masks.Random(random, 3, true), Masks.Random(random, 3, false));
        ConfusionMatrix together = Masks.Count(3, truthA, maskA);
        using Mat truth = Masks.Of(truthB);
        using Mat mask = Masks.Of(maskB);
        together.Add(truth, mask);

        ConfusionMatrix merged = Masks.Count(3, truthA, maskA);
        merged.Merge(Masks.Count(3, truthB, maskB));
        Assert.Equal(together.Rows, merged.Rows);
    }
}
