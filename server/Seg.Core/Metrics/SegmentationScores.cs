namespace Seg.Core.Metrics;

/// <summary>
/// The scores of a prediction, from pixel counts over all images together. Each lies between 0 and 1, or is null where
/// it is undefined (0/0): a class that neither truth nor prediction holds has no IoU and no Dice, one that is never
/// predicted no precision, one that never occurs no recall. Means are over the classes where the value is defined.
/// </summary>
/// <param name="MeanIou">The mean intersection over union of all classes, background included.</param>
/// <param name="MeanIouForeground">The same without the background, class 0.</param>
/// <param name="MeanDice">The mean Dice coefficient of all classes, background included.</param>
/// <param name="MeanDiceForeground">The same without the background, class 0.</param>
/// <param name="PixelAccuracy">The share of pixels that are right.</param>
/// <param name="Classes">The scores of each class, in their order.</param>
/// <param name="Confusion">Pixels by true class (row) and predicted class (column).</param>
public sealed record SegmentationScores(
    double? MeanIou,
    double? MeanIouForeground,
    double? MeanDice,
    double? MeanDiceForeground,
    double? PixelAccuracy,
    IReadOnlyList<ClassScores> Classes,
    IReadOnlyList<IReadOnlyList<long>> Confusion
)
{
    /// <summary>Computes all scores.</summary>
    /// <param name="confusion">The pixel counts.</param>
    /// <param name="classNames">One name a class.</param>
    public static SegmentationScores From(ConfusionMatrix confusion, IReadOnlyList<string> classNames)
    {
        if (classNames.Count != confusion.ClassCount)
            throw new ArgumentException($"{classNames.Count} names do not fit {confusion.ClassCount} classes.");
        ClassScores[] classes = [.. classNames.Select((name, index) => ClassScores.From(confusion, index, name))];
        long right = Enumerable.Range(0, confusion.ClassCount).Sum(index => confusion[index, index]);
        return new SegmentationScores(
            classes.Average(c => c.Iou),
            classes.Skip(1).Average(c => c.Iou),
            classes.Average(c => c.Dice),
            classes.Skip(1).Average(c => c.Dice),
            ClassScores.Ratio(right, confusion.Total),
            classes,
            confusion.Rows
        );
    }
}
