using Seg.Core.Explaining;

namespace Seg.Core.Tests.Explaining;

/// <summary>Each planted fault is named, by one piece of advice that says where and how much; without it there is none.</summary>
public sealed class ConfusionAdviceTests
{
    private static readonly string[] Classes = ["background", "cell", "bud"];

    [Fact]
    public void A_class_that_is_taken_for_another_is_reported_with_its_share_and_its_worst_images()
    {
        MeasuredImage[] images = Images(
            (
                "good",
                [
                    [900, 0, 0],
                    [0, 500, 0],
                    [0, 0, 300],
                ]
            ),
            (
                "bad",
                [
                    [900, 0, 0],
                    [0, 500, 0],
                    [0, 40, 0],
                ]
            ),
            (
                "worst",
                [
                    [900, 0, 0],
                    [0, 500, 0],
                    [0, 60, 0],
                ]
            )
        );
        Advice advice = Assert.Single(Of(images));
        Assert.Equal(AdviceKind.Confusion, advice.Kind);
        Assert.Equal("25% of the \"bud\" pixels are predicted as \"cell\".", advice.Sentence);
        Assert.Equal("Of 400 pixels labelled \"bud\", 100 are predicted as \"cell\".", advice.Evidence);
        Assert.Equal(["worst", "bad"], advice.Places.Select(place => place.Image));
        Assert.Equal(new ConfusionCell(2, 1), advice.Cell);
    }

    [Fact]
    public void A_class_that_is_missed_is_reported()
    {
        Advice advice = Assert.Single(
            Of(
                Images(
                    (
                        "a",
                        [
                            [900, 9, 9],
                            [250, 250, 0],
                            [0, 0, 300],
                        ]
                    )
                )
            )
        );
        Assert.Equal(
            "50% of the \"cell\" pixels are missed: the model predicts \"background\" there.",
            advice.Sentence
        );
    }

    [Fact]
    public void Swapped_classes_are_one_piece_of_advice()
    {
        Advice advice = Assert.Single(
            Of(
                Images(
                    (
                        "a",
                        [
                            [900, 0, 0],
                            [0, 100, 400],
                            [0, 200, 100],
                        ]
                    )
                )
            )
        );
        Assert.Equal(AdviceKind.Swap, advice.Kind);
        Assert.Equal("\"cell\" and \"bud\" are confused with each other.", advice.Sentence);
        Assert.Contains("500 pixels labelled \"cell\", 400", advice.Evidence);
        Assert.Contains("300 pixels labelled \"bud\", 200", advice.Evidence);
        Assert.Equal(new ConfusionCell(1, 2), advice.Cell);
    }

    [Fact]
    public void Rims_and_a_few_pixels_are_no_confusion()
    {
        Assert.Empty(
            Of(
                Images(
                    (
                        "a",
                        [
                            [9000, 90, 40],
                            [60, 500, 20],
                            [60, 20, 300],
                        ]
                    )
                )
            )
        );
        Assert.Empty(
            Of(
                Images(
                    (
                        "a",
                        [
                            [9000, 0, 0],
                            [0, 500, 0],
                            [0, 90, 9],
                        ]
                    )
                )
            )
        );
    }

    private static IReadOnlyList<Advice> Of(MeasuredImage[] images) => ConfusionAdvice.Of(images, Classes);

    private static MeasuredImage[] Images(params (string Stem, int[][] Counts)[] images) =>
        [.. images.Select(image => Measured.Image(image.Stem) with { Confusion = Measured.Confusion(image.Counts) })];
}
