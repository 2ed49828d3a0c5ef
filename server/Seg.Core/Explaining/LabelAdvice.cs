using System.Globalization;
using OpenCvSharp;
using Seg.Core.Prediction;

namespace Seg.Core.Explaining;

/// <summary>Which labels look wrong: the model is sure of another class.</summary>
public static class LabelAdvice
{
    private const double Sure = 0.95;

    // Model and hand rarely agree on an object's rim to the pixel, and no rim is as wide as this.
    private const int Rim = 5;

    /// <summary>One piece of advice for each connected region of an image, the largest first.</summary>
    /// <param name="stem">The image's.</param>
    /// <param name="label">Its mask; 255 is not labelled.</param>
    /// <param name="predicted">What the model says of it.</param>
    /// <param name="classes">The names of the classes.</param>
    public static IReadOnlyList<Advice> Of(
        string stem,
        Mat label,
        PredictedImage predicted,
        IReadOnlyList<string> classes
    )
    {
        using var sure = new Mat();
        Cv2.Compare(predicted.Probability, new Scalar(Sure), sure, CmpTypes.GE);
        var found = new List<(int Area, Advice Advice)>();
        for (int labelled = 0; labelled < classes.Count; labelled++)
        for (int other = 0; other < classes.Count; other++)
            if (labelled != other)
                found.AddRange(Regions(labelled, other));
        return [.. found.OrderByDescending(region => region.Area).Select(region => region.Advice)];

        IEnumerable<(int, Advice)> Regions(int labelled, int other)
        {
            using Mat doubted = And(And(Is(label, labelled), Is(predicted.Mask, other)), sure.Clone());
            using Mat disc = Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size(Rim, Rim));
            Cv2.MorphologyEx(doubted, doubted, MorphTypes.Open, disc);
            ConnectedComponents components = Cv2.ConnectedComponentsEx(doubted);
            return
            [
                .. components
                    .Blobs.Skip(1)
                    .Select(blob => (blob.Area, Doubt(stem, blob, classes[labelled], classes[other]))),
            ];
        }
    }

    private static Advice Doubt(string stem, ConnectedComponents.Blob region, string labelled, string other) =>
        new(
            AdviceKind.Label,
            $"In \"{stem}\" something that is labelled \"{labelled}\" looks like \"{other}\".",
            string.Create(
                CultureInfo.InvariantCulture,
                $"On {region.Area} pixels around column {region.Left + region.Width / 2}, line {region.Top + region.Height / 2} the model is surer than {Sure:P0} of \"{other}\"."
            ),
            "Look at it in the label editor. If the label is wrong, correct it; if it is right, label more that looks like this.",
            [new AdvicePlace(stem, new AdviceRegion(region.Left, region.Top, region.Width, region.Height))]
        );

    private static Mat Is(Mat mask, int index)
    {
        var isClass = new Mat();
        Cv2.Compare(mask, new Scalar(index), isClass, CmpTypes.EQ);
        return isClass;
    }

    /// <summary>Takes over both.</summary>
    private static Mat And(Mat a, Mat b)
    {
        using (b)
            Cv2.BitwiseAnd(a, b, a);
        return a;
    }
}
