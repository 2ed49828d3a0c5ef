using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Seg.Core.Explaining;
using Seg.Core.Models;

namespace Seg.Core.Reporting;

/// <summary>The parts of a report that are text, tables and curves, but for the scores.</summary>
/// <param name="review">What they are about.</param>
internal sealed class ReportSections(ModelReview review)
{
    public string Advice()
    {
        IReadOnlyList<Advice> advice = review.Advice;
        return advice.Count == 0
            ? $"<p>Nothing stands out in {review.Images.Count} images.</p>\n"
            : $"<ol class=\"advice\">\n{string.Concat(advice.Select(Item))}</ol>\n";
    }

    public string Curves()
    {
        IReadOnlyList<EpochEvent> epochs = review.Epochs;
        string loss = CurveChart.Draw(
            "Loss",
            [
                new("training images", [.. epochs.Select(epoch => (epoch.Epoch, epoch.Loss))]),
                new("validation images", Points(epoch => epoch.ValidationLoss)),
            ],
            isShare: false
        );
        string iou = CurveChart.Draw(
            "Mean IoU on the validation images",
            [
                new("all classes", Points(epoch => epoch.Scores?.MeanIou)),
                new("without background", Points(epoch => epoch.Scores?.MeanIouForeground)),
            ],
            isShare: true
        );
        return epochs.Count == 0
            ? "<p>The training log is missing.</p>\n"
            : $"<div class=\"charts\">{loss}{iou}</div>\n<p>The model is from epoch {review.Model.Epoch}.</p>\n";

        (int, double)[] Points(Func<EpochEvent, double?> value) =>
            [
                .. from epoch in epochs
                let number = value(epoch)
                where number is not null
                select (epoch.Epoch, number.Value),
            ];
    }

    /// <summary>The layers in the order of the forward pass.</summary>
    public static string Layers(LayerMap map) =>
        Html.Table(
            "In the order of the forward pass; a stride of 8 means an eighth of the image's height and width",
            ["layer", "kind", "channels", "stride", "parameters", "skip connection from"],
            map.Layers.Select(layer =>
                (string[])
                    [
                        layer.Name,
                        layer.Kind,
                        Html.Count(layer.Channels),
                        Html.Count(layer.Stride),
                        Html.Count(layer.Parameters),
                        map.Skips.FirstOrDefault(skip => skip.To == layer.Name)?.From ?? "",
                    ]
            ),
            areNumbers: false
        );

    /// <summary>Everything that decided the training, as it is written in its folder.</summary>
    public string Settings()
    {
        JsonNode options = JsonSerializer.SerializeToNode(review.Model.Options, ModelDescription.Json)!;
        string images = string.Create(
            CultureInfo.InvariantCulture,
            $"{review.Model.Split.Train.Count} for training, {review.Model.Split.Validation.Count} for validation, {review.Model.Split.Test.Count} for test"
        );
        return Html.Table(
            "What the training was started with",
            ["setting", "value"],
            [
                ["images", images],
                .. Flat("", options),
            ],
            areNumbers: false
        );
    }

    private static string Item(Advice advice)
    {
        string places = string.Join(", ", advice.Places.Select(place => place.Image).Distinct());
        string seen = places == "" ? "" : $" See {Html.Text(places)}.";
        return $"<li><strong>{Html.Text(advice.Sentence)}</strong> <span class=\"evidence\">{Html.Text(advice.Evidence)}{seen}</span> {Html.Text(advice.Action)}</li>\n";
    }

    private static IEnumerable<string[]> Flat(string path, JsonNode? node) =>
        node is JsonObject parts
            ? parts.SelectMany(part => Flat(path == "" ? part.Key : $"{path}.{part.Key}", part.Value))
            :
            [
                [path, Value(node?.ToString() ?? "none")],
            ];

    // Where somebody keeps files is nobody else's business.
    private static string Value(string text) => Path.IsPathFullyQualified(text) ? Path.GetFileName(text) : text;
}
