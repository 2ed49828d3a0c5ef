using System.Globalization;

namespace Seg.Core.Explaining;

/// <summary>Which class is taken for which, from the pixels of validation and test images.</summary>
public static class ConfusionAdvice
{
    // Fewer pixels than a small object has say nothing.
    private const long LeastPixels = 100;

    // Between two kinds of object.
    private const double Often = 0.15;

    // The rims of small objects are easily background, and a good part of their pixels is rim.
    private const double OftenMissed = 0.3;

    private const int MostPlaces = 3;

    /// <summary>One piece of advice for each pair of classes, the worst first.</summary>
    /// <param name="unseen">The validation and test images.</param>
    /// <param name="classes">The names of the model's classes, the background first.</param>
    public static IReadOnlyList<Advice> Of(IReadOnlyList<MeasuredImage> unseen, IReadOnlyList<string> classes)
    {
        Pair[] pairs =
        [
            .. Pairs(unseen, classes)
                .Where(pair => pair.Share >= (pair.Cell.Predicted == 0 ? OftenMissed : Often))
                .OrderByDescending(p => p.Share),
        ];
        var advice = new List<Advice>();
        foreach (Pair pair in pairs)
        {
            Pair? back = pairs.FirstOrDefault(other =>
                other.Cell == new ConfusionCell(pair.Cell.Predicted, pair.Cell.Labelled)
            );
            if (back is null || pair.Share < 0.5 || back.Share < 0.5)
                advice.Add(Confused(pair));
            else if (pair.Cell.Labelled < back.Cell.Labelled)
                advice.Add(Swapped(pair, back));
        }
        return advice;
    }

    private static Advice Confused(Pair pair) =>
        new(
            AdviceKind.Confusion,
            pair.Cell.Predicted == 0
                ? $"{Percent(pair.Share)} of the \"{pair.Labelled}\" pixels are missed: the model predicts \"{pair.Predicted}\" there."
                : $"{Percent(pair.Share)} of the \"{pair.Labelled}\" pixels are predicted as \"{pair.Predicted}\".",
            pair.Measured,
            $"Look at these images. If the labels are right, label more images in which \"{pair.Labelled}\" looks like this; if they are wrong, correct them.",
            pair.Places,
            pair.Cell
        );

    private static Advice Swapped(Pair pair, Pair back) =>
        new(
            AdviceKind.Swap,
            $"\"{pair.Labelled}\" and \"{back.Labelled}\" are confused with each other.",
            $"{pair.Measured} {back.Measured}",
            "Check whether the two classes are swapped in some of the masks. If not, they may look too similar for the model to tell apart.",
            pair.Places,
            pair.Cell
        );

    // A background that is taken for an object is much larger than all objects, so that its share says nothing.
    private static IEnumerable<Pair> Pairs(IReadOnlyList<MeasuredImage> images, IReadOnlyList<string> classes) =>
        from labelled in Enumerable.Range(1, classes.Count - 1)
        let whole = images.Sum(image => image.Confusion.TruthPixels(labelled))
        where whole >= LeastPixels
        from predicted in Enumerable.Range(0, classes.Count)
        where predicted != labelled
        select new Pair(new(labelled, predicted), classes[labelled], classes[predicted], whole, images);

    private static string Percent(double share) => share.ToString("0%", CultureInfo.InvariantCulture);

    /// <summary>The pixels of a class, <paramref name="Whole"/> in all, and those of them that are predicted as another one.</summary>
    private sealed record Pair(
        ConfusionCell Cell,
        string Labelled,
        string Predicted,
        long Whole,
        IReadOnlyList<MeasuredImage> Images
    )
    {
        public double Share => (double)Pixels / Whole;

        public string Measured =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"Of {Whole:N0} pixels labelled \"{Labelled}\", {Pixels:N0} are predicted as \"{Predicted}\"."
            );

        public AdvicePlace[] Places =>
            [
                .. Images
                    .Where(image => In(image) > 0)
                    .OrderByDescending(In)
                    .Take(MostPlaces)
                    .Select(image => new AdvicePlace(image.Stem)),
            ];

        private long Pixels => Images.Sum(In);

        private long In(MeasuredImage image) => image.Confusion[Cell.Labelled, Cell.Predicted];
    }
}
