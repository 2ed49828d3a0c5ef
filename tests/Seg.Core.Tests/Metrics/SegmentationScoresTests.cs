using FsCheck.Xunit;
using Seg.Core.Metrics;

namespace Seg.Core.Tests.Metrics;

public sealed class SegmentationScoresTests
{
    // Counts of Masks.Truth against Masks.Prediction:
    //   class 0: TP 1, true 2, predicted 2     class 1: TP 2, true 3, predicted 4     class 2: TP 2, true 3, predicted 2
    [Fact]
    public void A_tiny_case_gives_the_scores_worked_out_by_hand()
    {
        SegmentationScores scores = SegmentationScores.From(
            Masks.Count(3, Masks.Truth, Masks.Prediction),
            ["background", "mother", "daughter"]
        );
        Assert.Equal(
            [
                new ClassScores("background", 1.0 / 3, 1.0 / 2, 1.0 / 2, 1.0 / 2, 2),
                new ClassScores("mother", 2.0 / 5, 4.0 / 7, 1.0 / 2, 2.0 / 3, 3),
                new ClassScores("daughter", 2.0 / 3, 4.0 / 5, 1, 2.0 / 3, 3),
            ],
            scores.Classes
        );
        Assert.Equal(7.0 / 15, scores.MeanIou!.Value, 1e-12); // (1/3 + 2/5 + 2/3) / 3
        Assert.Equal(8.0 / 15, scores.MeanIouForeground!.Value, 1e-12); // (2/5 + 2/3) / 2
        Assert.Equal(131.0 / 210, scores.MeanDice!.Value, 1e-12); // (1/2 + 4/7 + 4/5) / 3
        Assert.Equal(24.0 / 35, scores.MeanDiceForeground!.Value, 1e-12); // (4/7 + 4/5) / 2
        Assert.Equal(5.0 / 8, scores.PixelAccuracy);
    }

    // Class 1 occurs but is never predicted; class 2 is predicted but never occurs; class 3 does neither.
    // Class 0: TP 2, true 3, predicted 2.
    [Fact]
    public void What_is_undefined_is_null_and_left_out_of_the_means()
    {
        SegmentationScores scores = SegmentationScores.From(
            Masks.Count(
                4,
                new byte[,]
                {
                    { 0, 0, 0, 1 },
                },
                new byte[,]
                {
                    { 0, 0, 2, 2 },
                }
            ),
            ["a", "b", "c", "d"]
        );
        Assert.Equal(
            [
                new ClassScores("a", 2.0 / 3, 4.0 / 5, 1, 2.0 / 3, 3),
                new ClassScores("b", 0, 0, null, 0, 1),
                new ClassScores("c", 0, 0, 0, null, 0),
                new ClassScores("d", null, null, null, null, 0),
            ],
            scores.Classes
        );
        Assert.Equal(2.0 / 9, scores.MeanIou!.Value, 1e-12);
        Assert.Equal(0, scores.MeanIouForeground);
    }

    [Fact]
    public void Without_a_labelled_pixel_all_is_undefined()
    {
        SegmentationScores scores = SegmentationScores.From(
            Masks.Count(
                2,
                new byte[,]
                {
                    { 255 },
                },
                new byte[,]
                {
                    { 1 },
                }
            ),
            ["a", "b"]
        );
        Assert.Null(scores.MeanIou);
        Assert.Null(scores.MeanDiceForeground);
        Assert.Null(scores.PixelAccuracy);
    }

    [Property(MaxTest = 50)]
    public void Iou_is_at_most_dice_which_is_twice_iou_over_one_more(int seed)
    {
        foreach (ClassScores scores in Of(new Random(seed)).Classes.Where(c => c.Iou != null))
        {
            double iou = scores.Iou!.Value;
            Assert.InRange(iou, 0, scores.Dice!.Value);
            Assert.Equal(2 * iou / (1 + iou), scores.Dice.Value, 1e-12);
        }
    }

    [Property(MaxTest = 50)]
    public void Truth_and_prediction_can_be_exchanged(int seed)
    {
        var random = new Random(seed);
        (byte[,] a, byte[,] b) = (Masks.Random(random, 3, false), Masks.Random(random, 3, false));
        SegmentationScores one = SegmentationScores.From(Masks.Count(3, a, b), ["x", "y", "z"]);
        SegmentationScores other = SegmentationScores.From(Masks.Count(3, b, a), ["x", "y", "z"]);
        Assert.Equal(one.Classes.Select(c => c.Iou), other.Classes.Select(c => c.Iou));
        Assert.Equal(one.Classes.Select(c => c.Precision), other.Classes.Select(c => c.Recall));
        Assert.Equal(one.PixelAccuracy, other.PixelAccuracy);
    }

    [Property(MaxTest = 50)]
    public void Other_numbers_for_the_classes_change_nothing_but_their_order(int seed)
    {
        SegmentationScores scores = Of(new Random(seed));
        SegmentationScores renumbered = Of(new Random(seed), value => value == 255 ? value : (byte)((value + 1) % 3));
        Assert.Equal(
            scores.Classes.Select(c => c with { Name = "" }),
            renumbered.Classes.Skip(1).Append(renumbered.Classes[0]).Select(c => c with { Name = "" })
        );
    }

    private static SegmentationScores Of(Random random, Func<byte, byte>? renumber = null)
    {
        (byte[,] truth, byte[,] mask) = (Masks.Random(random, 3, true), Masks.Random(random, 3, false));
        if (renumber != null)
            foreach (byte[,] values in new[] { truth, mask })
                for (int y = 0; y < values.GetLength(0); y++)
                for (int x = 0; x < values.GetLength(1); x++)
                    values[y, x] = renumber(values[y, x]);
        return SegmentationScores.From(Masks.Count(3, truth, mask), ["x", "y", "z"]);
    }
}
