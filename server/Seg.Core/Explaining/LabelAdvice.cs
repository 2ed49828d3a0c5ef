using System.Globalization;
using Seg.Core.Imaging;
using Seg.Core.Prediction;

namespace Seg.Core.Explaining;

/// <summary>A connected region with a label that a model contradicts and is sure of.</summary>
/// <param name="Labelled">The class of the label.</param>
/// <param name="Predicted">What the model says instead.</param>
/// <param name="Region">Where it is.</param>
/// <param name="Area">In pixels, without a rim.</param>
/// <param name="SurePixels">On how many of them the model is sure.</param>
public sealed record LabelDoubt(int Labelled, int Predicted, AdviceRegion Region, int Area, int SurePixels)
{
    /// <summary>How probable the other class must be: networks are surer than they should be.</summary>
    public const float Sure = 0.99f;

    /// <summary>
    /// The regions of an image where the model is sure of another class on most of the pixels, and that have at least half
    /// the size that is usual for labelled objects of the class; the largest first.
    /// </summary>
    /// <param name="label">Class indices; 255 is not labelled.</param>
    /// <param name="predicted">What the model says of it.</param>
    /// <param name="objects">The objects of the label.</param>
    /// <param name="classCount">With the background.</param>
    public static IReadOnlyList<LabelDoubt> Of(
        Raster<byte> label,
        PredictedImage predicted,
        IReadOnlyList<LabelledObject> objects,
        int classCount
    ) =>
        [
            .. from labelled in Enumerable.Range(0, classCount)
            from other in Enumerable.Range(0, classCount)
            where labelled != other
            let usual = UsualArea(objects, labelled == 0 ? other : labelled)
            from doubt in Of(label, labelled, predicted, other)
            where 2 * doubt.Area >= usual
            orderby doubt.Area descending
            select doubt,
        ];

    private static IEnumerable<LabelDoubt> Of(Raster<byte> label, int labelled, PredictedImage predicted, int other)
    {
        Raster<byte> apart = ErrorMap.Draw(label, predicted.Mask, new ConfusionCell(labelled, other));
        // Model and hand rarely agree on an object's rim to the pixel, and no rim is as wide as the disc of the opening.
        ComponentLabels regions = ConnectedComponents.Label(Opening.Apply(apart));
        int[] sure = regions.Count(predicted.Probability, Sure);
        return
        [
            .. regions
                .Components.Select(
                    (region, i) => new LabelDoubt(labelled, other, AdviceRegion.Of(region), region.Area, sure[i])
                )
                .Where(doubt => 2 * doubt.SurePixels >= doubt.Area),
        ];
    }

    /// <summary>The middle one of the class's areas; 0 where the image has none.</summary>
    private static int UsualArea(IReadOnlyList<LabelledObject> objects, int index)
    {
        int[] areas = [.. objects.Where(item => item.Class == index).Select(item => item.Area).Order()];
        return areas.Length == 0 ? 0 : areas[areas.Length / 2];
    }
}

/// <summary>
/// Which labels look wrong: the model is sure of another class, and seldom mistakes the two. What it mistakes often is a
/// weakness of the model, of which <see cref="ConfusionAdvice"/> speaks (compare Northcutt et al., 2021, who estimate
/// label errors from the confusion of classes).
/// </summary>
public static class LabelAdvice
{
    // Of the pixels, and of the objects, of a class that may be taken for another one before it is the model that is doubted.
    private const double Seldom = 0.1;

    // Nobody reads more; when these are corrected and the model is trained again, the next are named.
    private const int Most = 12;

    /// <summary>One piece of advice for each doubtful region, the largest first.</summary>
    /// <param name="images">Images of one use: on training images a model is mistaken less often.</param>
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
                select Describe(found.Stem, found.Doubt, classes)
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

    private static Advice Describe(string stem, LabelDoubt doubt, IReadOnlyList<string> classes)
    {
        AdviceRegion place = doubt.Region;
        return new Advice(
            AdviceKind.Label,
            $"In \"{stem}\", a region labelled \"{classes[doubt.Labelled]}\" looks like \"{classes[doubt.Predicted]}\".",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Around column {place.Left + place.Width / 2}, row {place.Top + place.Height / 2}, the model is more than {LabelDoubt.Sure:0%} sure on {doubt.SurePixels} of the region's {doubt.Area} pixels."
            ),
            "Look at it in the label editor. If the label is wrong, correct it; if it is right, label more examples that look like it.",
            [new AdvicePlace(stem, place)]
        );
    }
}
