using System.Globalization;
using Seg.Core.Metrics;

namespace Seg.Server.Output;

/// <summary>Prints scores: a table of the classes, the images to look at first, and what could not be compared.</summary>
internal static class EvaluationView
{
    private const int WorstImages = 10;

    public static void Print(EvaluationReport report, Terminal terminal)
    {
        if (report.TrainedOn is { Count: > 0 } learned)
            terminal.Warning(
                $"The model was trained on {Of(learned.Count, report)}, so the scores are better than on new ones: {string.Join(", ", learned)}."
            );
        if (report.PerhapsTrainedOn is { Count: > 0 } unknown)
            terminal.Warning(
                $"Whether the model was trained on {Of(unknown.Count, report)} is not known; then the scores are too good. It started from weights that do not tell, or learned from images of these names with other pixels: {string.Join(", ", unknown)}."
            );
        if (report.Split is { } split)
            terminal.Line(Describe(split, report));
        terminal.Table(
            [
                new Column("class"),
                new Column("IoU", IsNumber: true),
                new Column("Dice", IsNumber: true),
                new Column("precision", IsNumber: true),
                new Column("recall", IsNumber: true),
                new Column("pixels", IsNumber: true),
            ],
            [
                .. report.Classes.Select(Row),
                ["mean", Text(report.MeanIou), Text(report.MeanDice), "", "", ""],
                ["without background", Text(report.MeanIouForeground), Text(report.MeanDiceForeground), "", "", ""],
            ]
        );
        terminal.Line(
            $"{Text(report.PixelAccuracy)} of the labelled pixels are right, in {Images(report.Images.Count)}."
        );
        if (report.Images.Count > 1)
            PrintWorst(report, terminal);
        foreach (string problem in report.Problems)
            terminal.Line(problem);
        terminal.Json(report);
    }

    private static void PrintWorst(EvaluationReport report, Terminal terminal)
    {
        bool isMarked = report.Images.Any(image => image.Learned is LearnedFrom.Yes or LearnedFrom.Unknown);
        terminal.Line();
        terminal.Table(
            [
                new Column(report.Images.Count > WorstImages ? $"worst {WorstImages} images" : "images, worst first"),
                new Column("mean IoU", IsNumber: true),
                .. report.Classes.Select(c => new Column(c.Name, IsNumber: true)),
                .. isMarked ? [new Column("trained on")] : Array.Empty<Column>(),
            ],
            [
                .. report
                    .Images.OrderBy(image => image.MeanIou ?? 1)
                    .Take(WorstImages)
                    .Select(image =>
                        (string[])
                            [
                                image.Stem,
                                Text(image.MeanIou),
                                .. image.Iou.Select(Text),
                                .. isMarked ? [Mark(image.Learned)] : Array.Empty<string>(),
                            ]
                    ),
            ]
        );
    }

    private static string Mark(LearnedFrom? learned) =>
        learned switch
        {
            LearnedFrom.Yes => "yes",
            LearnedFrom.Unknown => "not known",
            _ => "",
        };

    private static string[] Row(ClassScores scores) =>
        [
            scores.Name,
            Text(scores.Iou),
            Text(scores.Dice),
            Text(scores.Precision),
            Text(scores.Recall),
            scores.TruthPixels.ToString(CultureInfo.InvariantCulture),
        ];

    private static string Describe(string split, EvaluationReport report) =>
        split switch
        {
            "test" when report.Images.All(image => image.Learned == LearnedFrom.No) =>
                "Scores on the test images, which training never saw:",
            "test" => "Scores on the test images:",
            "validation" => "Scores on the validation images, by which the best epoch was chosen:",
            "train" => "Scores on the training images:",
            "all" => "Scores on all labelled images:",
            _ => "Scores on the named images:",
        };

    private static string Of(int count, EvaluationReport report) =>
        report.Images.Count == 1 ? "this image" : $"{count} of these {report.Images.Count} images";

    private static string Images(int count) => count == 1 ? "one image" : $"{count} images";

    /// <summary>Three digits; a dash where the score is undefined.</summary>
    private static string Text(double? score) => score?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";
}
