using System.Globalization;
using OpenCvSharp;
using Seg.Core.Prediction;

namespace Seg.Core.Explaining;

/// <summary>Which labels look wrong: the model is sure of another class.</summary>
public static class LabelAdvice
{
    // Networks are surer than they should be; below this the sample data's hardest cells are doubted one after the other.
    private const float Sure = 0.99f;

    // Model and hand rarely agree on an object's rim to the pixel, and no rim is as wide as this.
    private const int Rim = 5;

    /// <summary>
    /// One piece of advice for each connected region of an image where the model says another class than the label and is
    /// sure of it on most of the pixels; the largest first.
    /// </summary>
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
        IEnumerable<Doubt> doubts =
            from labelled in Enumerable.Range(0, classes.Count)
            from other in Enumerable.Range(0, classes.Count)
            where labelled != other
            from doubt in Doubts(label, labelled, predicted, other)
            select doubt;
        return [.. doubts.OrderByDescending(doubt => doubt.Area).Select(doubt => Told(stem, doubt, classes))];
    }

    private static Doubt[] Doubts(Mat label, int labelled, PredictedImage predicted, int other)
    {
        using Mat apart = Is(label, labelled);
        using Mat said = Is(predicted.Mask, other);
        Cv2.BitwiseAnd(apart, said, apart);
        using Mat disc = Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size(Rim, Rim));
        Cv2.MorphologyEx(apart, apart, MorphTypes.Open, disc);
        using var regions = new Mat();
        using var stats = new Mat();
        using var centroids = new Mat();
        int count = Cv2.ConnectedComponentsWithStats(apart, regions, stats, centroids);
        int[] sure = new int[count];
        Span<int> region = regions.AsSpan<int>();
        Span<float> probability = predicted.Probability.AsSpan<float>();
        for (int i = 0; i < region.Length; i++)
            if (probability[i] >= Sure)
                sure[region[i]]++;
        // Region 0 is all the rest.
        return
        [
            .. Enumerable
                .Range(1, count - 1)
                .Select(i => new Doubt(labelled, other, Stat(i, ConnectedComponentsTypes.Area), sure[i], Region(i)))
                .Where(doubt => 2 * doubt.SurePixels >= doubt.Area),
        ];

        AdviceRegion Region(int i) =>
            new(
                Stat(i, ConnectedComponentsTypes.Left),
                Stat(i, ConnectedComponentsTypes.Top),
                Stat(i, ConnectedComponentsTypes.Width),
                Stat(i, ConnectedComponentsTypes.Height)
            );

        int Stat(int i, ConnectedComponentsTypes which) => stats.At<int>(i, (int)which);
    }

    private static Advice Told(string stem, Doubt doubt, IReadOnlyList<string> classes)
    {
        AdviceRegion place = doubt.Region;
        return new Advice(
            AdviceKind.Label,
            $"In \"{stem}\" something that is labelled \"{classes[doubt.Labelled]}\" looks like \"{classes[doubt.Other]}\".",
            string.Create(
                CultureInfo.InvariantCulture,
                $"On {doubt.SurePixels} of its {doubt.Area} pixels around column {place.Left + place.Width / 2}, line {place.Top + place.Height / 2} the model is surer than {Sure:P0}."
            ),
            "Look at it in the label editor. If the label is wrong, correct it; if it is right, label more that looks like this.",
            [new AdvicePlace(stem, place)]
        );
    }

    private static Mat Is(Mat mask, int index)
    {
        var isClass = new Mat();
        Cv2.Compare(mask, new Scalar(index), isClass, CmpTypes.EQ);
        return isClass;
    }

    /// <summary>A region with a label that the model contradicts.</summary>
    private sealed record Doubt(int Labelled, int Other, int Area, int SurePixels, AdviceRegion Region);
}
