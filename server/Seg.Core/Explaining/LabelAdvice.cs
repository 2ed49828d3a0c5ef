using System.Globalization;

namespace Seg.Core.Explaining;

/// <summary>
/// Which labels look wrong: the model is sure of another class, and seldom mistakes the two. What it mistakes often is a
/// weakness of the model, of which <see cref="ConfusionAdvice"/> speaks (compare Northcutt et al., 2021, who estimate
/// label errors from the confusion of classes).
/// </summary>
public static class LabelAdvice
{
    // Of the pixels, and of the objects, of a class that may be taken for another one before it is the model that is doubted.
    private const double Seldom = 0.1;

    // Nobody reads more; when these are corrected and the model is trained again, the next are told.
    private const int Most = 12;

    /// <summary>One piece of advice for each doubtful region, the largest first.</summary>
    /// <param name="images">Images of one use: what was learned from is mistaken less often.</param>
    /// <param name="classes">The names of the classes, the background first.</param>
    public static IReadOnlyList<Advice> Of(IReadOnlyList<MeasuredImage> images, IReadOnlyList<string> classes) =>
        [
            .. (
                from image in images
                from doubt in image.Doubts
                group (image.Stem, Doubt: doubt) by (doubt.Labelled, doubt.Predicted) into pair
                where IsSeldom(images, pair.Key.Labelled, pair.Key.Predicted, pair.Count())
                from found in pair
                orderby found.Doubt.Area descending
                select Told(found.Stem, found.Doubt, classes)
            ).Take(Most),
        ];

    private static bool IsSeldom(IReadOnlyList<MeasuredImage> images, int labelled, int predicted, int doubts)
    {
        // Where background is labelled, these are the objects that the model could have seen there.
        int objects = images.Sum(image =>
            image.Objects.Count(item => item.Class == (labelled == 0 ? predicted : labelled))
        );
        long taken = images.Sum(image => image.Confusion[labelled, predicted]);
        long all = images.Sum(image => image.Confusion.TruthPixels(labelled));
        return doubts <= Math.Max(1, Seldom * objects) && taken <= Seldom * all;
    }

    private static Advice Told(string stem, LabelDoubt doubt, IReadOnlyList<string> classes)
    {
        AdviceRegion place = doubt.Region;
        return new Advice(
            AdviceKind.Label,
            $"In \"{stem}\" something that is labelled \"{classes[doubt.Labelled]}\" looks like \"{classes[doubt.Predicted]}\".",
            string.Create(
                CultureInfo.InvariantCulture,
                $"On {doubt.SurePixels} of its {doubt.Area} pixels around column {place.Left + place.Width / 2}, line {place.Top + place.Height / 2} the model is surer than {LabelDoubt.Sure:P0}."
            ),
            "Look at it in the label editor. If the label is wrong, correct it; if it is right, label more that looks like this.",
            [new AdvicePlace(stem, place)]
        );
    }
}
