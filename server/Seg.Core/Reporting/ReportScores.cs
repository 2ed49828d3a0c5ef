using Seg.Core.Explaining;
using Seg.Core.Metrics;

namespace Seg.Core.Reporting;

/// <summary>The scores of a report.</summary>
/// <param name="review">What they are about.</param>
internal sealed class ReportScores(ModelReview review)
{
    private readonly string[] classes = [.. review.Model.Classes.Select(c => c.Name)];

    /// <summary>
    /// Of the test images, which training never saw, and of the validation images, by which the best epoch was chosen. Those
    /// that the model learned from at another time are named and left out.
    /// </summary>
    public string Tables() =>
        string.Concat(
            Scores(ImageUse.Test, "On the test images, which training never saw", "On the test images"),
            Scores(
                ImageUse.Validation,
                "On the validation images, by which the best epoch was chosen",
                "On the validation images, by which the best epoch was chosen"
            ),
            LeftOut(),
            Confusion(),
            string.Concat(review.Problems.Select(problem => $"<p>{Html.Text(problem)}</p>\n"))
        );

    private string LeftOut()
    {
        HashSet<string> train = [.. review.Model.Split.Train];
        string[] learned =
        [
            .. review
                .Images.Where(image => image.Use == ImageUse.Train && !train.Contains(image.Stem))
                .Select(image => image.Stem),
        ];
        return learned.Length == 0
            ? ""
            : $"<p>Left out, because the model learned from them before: {Html.Text(string.Join(", ", learned))}.</p>\n";
    }

    private string Scores(ImageUse use, string unseen, string perhapsSeen)
    {
        MeasuredImage[] images = [.. review.Images.Where(image => image.Use == use)];
        if (images.Length == 0)
            return "";
        string caption = images.All(image => image.Learned == LearnedFrom.No)
            ? unseen
            : $"{perhapsSeen}; whether the model learned from some of them is not known";
        var report = EvaluationReport.From(classes, images.Select(image => (image.Stem, image.Confusion)));
        return Html.Table(
            $"{caption} ({images.Length})",
            ["class", "IoU", "Dice", "precision", "recall", "labelled pixels"],
            [
                .. report.Classes.Select(c =>
                    (string[])
                        [
                            c.Name,
                            Html.Number(c.Iou),
                            Html.Number(c.Dice),
                            Html.Number(c.Precision),
                            Html.Number(c.Recall),
                            Html.Count(c.TruthPixels),
                        ]
                ),
                ["mean", Html.Number(report.MeanIou), Html.Number(report.MeanDice), "", "", ""],
                [
                    "mean without background",
                    Html.Number(report.MeanIouForeground),
                    Html.Number(report.MeanDiceForeground),
                    "",
                    "",
                    "",
                ],
            ],
            areNumbers: true
        );
    }

    private string Confusion() =>
        review.Unseen.Count == 0
            ? "<p>No images were set aside for validation or test, so the model was not measured on new images.</p>\n"
            : Html.Table(
                "Confusion matrix: pixels of all validation and test images, a row for each labelled class and a column for each predicted class",
                ["labelled", .. classes],
                review.Scores.Confusion.Select((row, i) => (string[])[classes[i], .. row.Select(Html.Count)]),
                areNumbers: true
            );
}
