using System.Text.Json.Serialization;

namespace Seg.Core.Metrics;

/// <summary>The scores of one image, to find the worst ones.</summary>
/// <param name="Stem">The name of the image.</param>
/// <param name="MeanIou">The mean over the classes with an IoU; null where no pixel is labelled.</param>
/// <param name="Iou">The IoU of each class; null where neither truth nor prediction holds it.</param>
public sealed record ImageScores(string Stem, double? MeanIou, IReadOnlyList<double?> Iou)
{
    /// <summary>Whether the model learned from it; null where masks were compared, of which nobody knows where they come from.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LearnedFrom? Learned { get; init; }
}

/// <summary>Whether a model learned from an image, which makes its scores better than on new ones.</summary>
public enum LearnedFrom
{
    /// <summary>It never did.</summary>
    No,

    /// <summary>It did, perhaps in an earlier run, in a model that it started from, or under another name.</summary>
    Yes,

    /// <summary>It is not known.</summary>
    Unknown,
}

/// <summary>
/// How well predicted masks fit the true ones. As JSON it is one flat object:
/// <c>{"meanIou":…, "classes":[{"name":…, "iou":…}], "confusion":[[…]], "images":[{"stem":…, "iou":[…]}], "problems":[…]}</c>.
/// </summary>
/// <param name="Scores">From the pixels of all images together; in JSON its parts stand by themselves.</param>
/// <param name="Images">Each image by itself.</param>
/// <param name="Problems">What could not be compared, one sentence each.</param>
public sealed record EvaluationReport(
    [property: JsonIgnore] SegmentationScores Scores,
    [property: JsonPropertyOrder(1)] IReadOnlyList<ImageScores> Images,
    [property: JsonPropertyOrder(1)] IReadOnlyList<string> Problems
)
{
    /// <summary>Which images of a dataset were measured: <c>test</c>, <c>validation</c>, ...; null where folders of masks were compared.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Split { get; init; }

    /// <summary>The stems of the images that the model learned from; its scores on new images are lower than on these. Null where masks were compared.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? TrainedOn => Split is null ? null : StemsOf(LearnedFrom.Yes);

    /// <summary>The stems of the images of which it is not known whether the model learned from them. Null where masks were compared.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? PerhapsTrainedOn => Split is null ? null : StemsOf(LearnedFrom.Unknown);

    /// <inheritdoc cref="SegmentationScores.MeanIou"/>
    public double? MeanIou => Scores.MeanIou;

    /// <inheritdoc cref="SegmentationScores.MeanIouForeground"/>
    public double? MeanIouForeground => Scores.MeanIouForeground;

    /// <inheritdoc cref="SegmentationScores.MeanDice"/>
    public double? MeanDice => Scores.MeanDice;

    /// <inheritdoc cref="SegmentationScores.MeanDiceForeground"/>
    public double? MeanDiceForeground => Scores.MeanDiceForeground;

    /// <inheritdoc cref="SegmentationScores.PixelAccuracy"/>
    public double? PixelAccuracy => Scores.PixelAccuracy;

    /// <inheritdoc cref="SegmentationScores.Classes"/>
    public IReadOnlyList<ClassScores> Classes => Scores.Classes;

    /// <inheritdoc cref="SegmentationScores.Confusion"/>
    public IReadOnlyList<IReadOnlyList<long>> Confusion => Scores.Confusion;

    private string[] StemsOf(LearnedFrom learned) =>
        [.. Images.Where(image => image.Learned == learned).Select(image => image.Stem)];

    /// <summary>Makes the report from the pixel counts of each image.</summary>
    /// <param name="classNames">One name a class.</param>
    /// <param name="images">The name and the counts of each image; gone through once, so they may be computed on the way.</param>
    /// <param name="problems">What could not be compared, one sentence each.</param>
    public static EvaluationReport From(
        IReadOnlyList<string> classNames,
        IEnumerable<(string Stem, ConfusionMatrix Confusion)> images,
        IReadOnlyList<string>? problems = null
    )
    {
        var total = new ConfusionMatrix(classNames.Count);
        var list = new List<ImageScores>();
        foreach ((string stem, ConfusionMatrix confusion) in images)
        {
            total.Merge(confusion);
            SegmentationScores scores = SegmentationScores.From(confusion, classNames);
            list.Add(new ImageScores(stem, scores.MeanIou, [.. scores.Classes.Select(c => c.Iou)]));
        }
        return new EvaluationReport(SegmentationScores.From(total, classNames), list, problems ?? []);
    }
}
