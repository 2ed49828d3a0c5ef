using OpenCvSharp;
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

    // Model and hand rarely agree on an object's rim to the pixel, and no rim is as wide as this.
    private const int Rim = 5;

    /// <summary>
    /// The regions of an image where the model is sure of another class on most of the pixels, and that have at least half
    /// the size that is usual for labelled objects of the class; the largest first.
    /// </summary>
    /// <param name="label">Class indices; 255 is not labelled.</param>
    /// <param name="predicted">What the model says of it.</param>
    /// <param name="objects">The objects of the label.</param>
    /// <param name="classCount">With the background.</param>
    public static IReadOnlyList<LabelDoubt> Of(
        Mat label,
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

    private static IEnumerable<LabelDoubt> Of(Mat label, int labelled, PredictedImage predicted, int other)
    {
        using Mat apart = Is(label, labelled);
        using Mat said = Is(predicted.Mask, other);
        Cv2.BitwiseAnd(apart, said, apart);
        using Mat disc = Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size(Rim, Rim));
        Cv2.MorphologyEx(apart, apart, MorphTypes.Open, disc);
        using Regions regions = Regions.Of(apart);
        int[] sure = regions.Count(predicted.Probability, Sure);
        return
        [
            .. regions
                .All.Select(i => new LabelDoubt(labelled, other, regions.Place(i), regions.Area(i), sure[i]))
                .Where(doubt => 2 * doubt.SurePixels >= doubt.Area),
        ];
    }

    /// <summary>The middle one of the class's areas; 0 where the image has none.</summary>
    private static int UsualArea(IReadOnlyList<LabelledObject> objects, int index)
    {
        int[] areas = [.. objects.Where(item => item.Class == index).Select(item => item.Area).Order()];
        return areas.Length == 0 ? 0 : areas[areas.Length / 2];
    }

    private static Mat Is(Mat mask, int index)
    {
        var isClass = new Mat();
        Cv2.Compare(mask, new Scalar(index), isClass, CmpTypes.EQ);
        return isClass;
    }
}
