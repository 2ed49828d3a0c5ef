using OpenCvSharp;
using Seg.Core.Datasets;
using Seg.Core.Explaining;
using Seg.Core.Imaging;
using Seg.Core.Metrics;
using Seg.Core.Prediction;
using Seg.Core.Tests.Prediction;
using Seg.Core.Training;

namespace Seg.Core.Tests.Explaining;

/// <summary>Each planted fault is named, by one piece of advice that says where and how much; without it there is none.</summary>
public sealed class AdviceTests
{
    private static readonly string[] Classes = ["background", "cell", "bud"];

    [Fact]
    public void A_class_that_is_taken_for_another_is_told_with_its_share_and_its_worst_images()
    {
        EvaluationReport report = Report(
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
                    [0, 100, 0],
                ]
            )
        );
        Advice advice = Assert.Single(ConfusionAdvice.Of(report));
        Assert.Equal(AdviceKind.Confusion, advice.Kind);
        Assert.Equal("25 % of \"bud\" is taken for \"cell\".", advice.Sentence);
        Assert.Equal("Of 400 pixels that are labelled \"bud\", 100 are predicted as \"cell\".", advice.Evidence);
        Assert.Equal(["bad", "good"], advice.Places.Select(place => place.Image));
    }

    [Fact]
    public void A_class_that_is_missed_is_told()
    {
        Advice advice = Assert.Single(
            ConfusionAdvice.Of(
                Report(
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
        Assert.Equal("50 % of \"cell\" is missed: the model takes it for \"background\".", advice.Sentence);
    }

    [Fact]
    public void Swapped_classes_are_one_piece_of_advice()
    {
        Advice advice = Assert.Single(
            ConfusionAdvice.Of(
                Report(
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
        Assert.Equal("\"cell\" and \"bud\" are taken for each other.", advice.Sentence);
        Assert.Contains("500 pixels that are labelled \"cell\", 400", advice.Evidence);
        Assert.Contains("300 pixels that are labelled \"bud\", 200", advice.Evidence);
    }

    [Fact]
    public void Rims_and_a_few_pixels_are_no_confusion()
    {
        Assert.Empty(
            ConfusionAdvice.Of(
                Report(
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
            ConfusionAdvice.Of(
                Report(
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

    [Fact]
    public void A_starved_class_is_told()
    {
        Advice advice = Assert.Single(ClassAdvice.Of(Labelled(labelled: 20, cells: 18, buds: 2)));
        Assert.Equal((AdviceKind.FewExamples, "\"bud\" has too few examples."), (advice.Kind, advice.Sentence));
        Assert.StartsWith("2 of 20 labelled images have it", advice.Evidence);
        Assert.Empty(ClassAdvice.Of(Labelled(labelled: 20, cells: 18, buds: 5)));
        Assert.Empty(ClassAdvice.Of(Labelled(labelled: 4, cells: 4, buds: 2))); // few images, but the class is in half of them
    }

    [Fact]
    public void Learning_by_heart_is_read_from_the_curves()
    {
        Advice advice = Assert.Single(CurveAdvice.Of(Curve(i => 1.0 / (1 + i), i => 0.5 + 0.02 * Math.Abs(i - 5))));
        Assert.Equal(AdviceKind.Overfitting, advice.Kind);
        Assert.Equal("After epoch 6 the model learned its training images by heart.", advice.Sentence);
    }

    [Fact]
    public void A_training_that_ended_too_soon_is_read_from_the_curves()
    {
        Advice advice = Assert.Single(CurveAdvice.Of(Curve(i => 2 - 0.09 * i, i => 2.1 - 0.09 * i)));
        Assert.Equal(AdviceKind.Underfitting, advice.Kind);
        Assert.Contains("more epochs", advice.Action);
    }

    [Fact]
    public void A_training_that_has_settled_gets_no_advice_and_neither_does_a_short_or_unmeasured_one()
    {
        Assert.Empty(
            CurveAdvice.Of(Curve(i => 0.2 + Math.Exp(-i / 2.0), i => 0.25 + Math.Exp(-i / 2.0) + 0.01 * (i % 2)))
        );
        Assert.Empty(CurveAdvice.Of(Curve(i => 2 - 0.09 * i, i => 2.1 - 0.09 * i)[..5]));
        Assert.Empty(CurveAdvice.Of(Curve(i => 2 - 0.09 * i, _ => null)));
        Assert.Empty(CurveAdvice.Of([]));
    }

    [Fact]
    public void A_forgotten_and_a_mislabelled_object_are_found_where_they_are()
    {
        using Mat label = Discs(forgotten: true, second: 2);
        using PredictedImage predicted = Predicted(probability: 0.99f);
        IReadOnlyList<Advice> advice = LabelAdvice.Of("a", label, predicted, Classes);
        Assert.Equal(2, advice.Count);
        Assert.All(advice, found => Assert.Equal(AdviceKind.Label, found.Kind));
        Advice forgotten = advice.Single(found => found.Sentence.Contains("\"background\""));
        Assert.Equal("In \"a\" something that is labelled \"background\" looks like \"cell\".", forgotten.Sentence);
        Assert.Equal(new AdvicePlace("a", new AdviceRegion(13, 12, 15, 17)), Assert.Single(forgotten.Places));
        Advice mistaken = advice.Single(found => found.Sentence.Contains("\"bud\""));
        Assert.Equal("In \"a\" something that is labelled \"bud\" looks like \"cell\".", mistaken.Sentence);
        Assert.Equal(new AdviceRegion(53, 12, 15, 17), Assert.Single(mistaken.Places).Region);
    }

    [Fact]
    public void Right_labels_a_model_that_is_unsure_and_what_is_not_labelled_get_no_advice()
    {
        using Mat right = Discs(forgotten: false, second: 1);
        using Mat wrong = Discs(forgotten: true, second: 2);
        using Mat open = Discs(forgotten: false, second: MaskFile.Ignore);
        using PredictedImage sure = Predicted(probability: 0.99f);
        using PredictedImage unsure = Predicted(probability: 0.9f);
        using Mat wider = right.Clone();
        Cv2.Dilate(wider, wider, null, iterations: 2); // a hand that draws two pixels too wide
        Assert.Empty(LabelAdvice.Of("a", right, sure, Classes));
        Assert.Empty(LabelAdvice.Of("a", wider, sure, Classes));
        Assert.Empty(LabelAdvice.Of("a", open, sure, Classes));
        Assert.Empty(LabelAdvice.Of("a", wrong, unsure, Classes));
    }

    [Fact]
    public void A_field_of_view_on_both_sides_of_the_split_is_found()
    {
        using var folder = new TempFolder();
        DatasetImage[] train =
        [
            .. Enumerable.Range(1, 4).Select(seed => Field(folder, $"train{seed}", seed, noise: 0)),
        ];
        DatasetImage other = Field(folder, "other", seed: 9, noise: 0);
        DatasetImage later = Field(folder, "later", seed: 3, noise: 12);
        DatasetImage empty = Blank(folder);
        CancellationToken stop = TestContext.Current.CancellationToken;
        Assert.Empty(LeakAdvice.Of(train, [other, empty], stop));
        Assert.Empty(LeakAdvice.Of([.. train, empty], [other, empty with { Stem = "empty too" }], stop));
        Advice advice = Assert.Single(LeakAdvice.Of(train, [other, later], stop));
        Assert.Equal(AdviceKind.Leak, advice.Kind);
        Assert.StartsWith("1 of 2 held-out images look", advice.Sentence);
        Assert.StartsWith("\"later\" is like \"train3\"", advice.Evidence);
        Assert.Equal(["later"], advice.Places.Select(place => place.Image));
    }

    private static EvaluationReport Report(params (string Stem, int[][] Counts)[] images) =>
        EvaluationReport.From(Classes, images.Select(image => (image.Stem, Matrix(image.Counts))));

    private static ConfusionMatrix Matrix(int[][] counts)
    {
        var matrix = new ConfusionMatrix(counts.Length);
        foreach ((int truth, int[] row) in counts.Index())
        foreach ((int predicted, int count) in row.Index().Where(cell => cell.Item > 0))
        {
            using var a = new Mat(1, count, MatType.CV_8UC1, Scalar.All(truth));
            using var b = new Mat(1, count, MatType.CV_8UC1, Scalar.All(predicted));
            matrix.Add(a, b);
        }
        return matrix;
    }

    private static DatasetReport Labelled(int labelled, int cells, int buds) =>
        new(
            labelled,
            labelled,
            [new("background", 9000, 0.9, labelled), new("cell", 900, 0.09, cells), new("bud", 100, 0.01, buds)],
            0,
            []
        );

    private static EpochEvent[] Curve(Func<int, double> learned, Func<int, double?> held) =>
        [.. Enumerable.Range(0, 20).Select(i => new EpochEvent(i + 1, i, learned(i), false, 1, null, held(i)))];

    /// <summary>Two discs of 17 pixels, as <see cref="Predicted"/> finds them, labelled as told.</summary>
    private static Mat Discs(bool forgotten, byte second)
    {
        var mask = new Mat(40, 80, MatType.CV_8UC1, Scalar.All(0));
        if (!forgotten)
            Cv2.Circle(mask, new Point(20, 20), 8, Scalar.All(1), -1);
        Cv2.Circle(mask, new Point(60, 20), 8, Scalar.All(second), -1);
        return mask;
    }

    private static PredictedImage Predicted(float probability) =>
        new(Discs(forgotten: false, second: 1), new Mat(40, 80, MatType.CV_32FC1, Scalar.All(probability)));

    /// <summary>A picture whose shapes are those of the seed, with noise of that strength in gray levels.</summary>
    private static DatasetImage Field(TempFolder folder, string stem, int seed, double noise)
    {
        using Mat image = Pictures.Smooth(200, 200, MatType.CV_8UC1, seed);
        using var grain = new Mat(200, 200, MatType.CV_8UC1);
        new RNG(7).Fill(grain, DistributionType.Uniform, Scalar.All(0), Scalar.All(noise + 1));
        Cv2.Add(image, grain, image);
        return Written(folder, stem, image);
    }

    private static DatasetImage Blank(TempFolder folder)
    {
        using var image = new Mat(200, 200, MatType.CV_8UC1, Scalar.All(90));
        return Written(folder, "empty", image);
    }

    private static DatasetImage Written(TempFolder folder, string stem, Mat image)
    {
        string path = folder[$"{stem}.png"];
        ImageFile.Write(path, image);
        return new DatasetImage(stem, path, "", 0);
    }
}
