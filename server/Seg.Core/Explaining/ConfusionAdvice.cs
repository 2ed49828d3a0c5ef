using System.Globalization;
using Seg.Core.Metrics;

namespace Seg.Core.Explaining;

/// <summary>Which class is taken for which, from the pixels of held-out images.</summary>
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
    /// <param name="report">Of images that the model was not trained on.</param>
    public static IReadOnlyList<Advice> Of(EvaluationReport report)
    {
        Pair[] pairs =
        [
            .. Pairs(report)
                .Where(pair => pair.Share >= (pair.Predicted == 0 ? OftenMissed : Often))
                .OrderByDescending(p => p.Share),
        ];
        var advice = new List<Advice>();
        foreach (Pair pair in pairs)
        {
            Pair? back = pairs.FirstOrDefault(other => other.Truth == pair.Predicted && other.Predicted == pair.Truth);
            if (back is null || pair.Share < 0.5 || back.Share < 0.5)
                advice.Add(Confused(pair, report));
            else if (pair.Truth < back.Truth)
                advice.Add(Swapped(pair, back, report));
        }
        return advice;
    }

    private static Advice Confused(Pair pair, EvaluationReport report)
    {
        (string truth, string predicted) = (report.Classes[pair.Truth].Name, report.Classes[pair.Predicted].Name);
        return new Advice(
            AdviceKind.Confusion,
            pair.Predicted == 0
                ? $"{Percent(pair.Share)} of \"{truth}\" is missed: the model takes it for \"{predicted}\"."
                : $"{Percent(pair.Share)} of \"{truth}\" is taken for \"{predicted}\".",
            Measured(pair, report),
            $"Look at these images. If their labels are right, label more images with \"{truth}\" as it looks there; if they are not, correct them.",
            Worst(pair.Truth, report)
        );
    }

    private static Advice Swapped(Pair pair, Pair back, EvaluationReport report)
    {
        (string a, string b) = (report.Classes[pair.Truth].Name, report.Classes[back.Truth].Name);
        return new Advice(
            AdviceKind.Swap,
            $"\"{a}\" and \"{b}\" are taken for each other.",
            $"{Measured(pair, report)} {Measured(back, report)}",
            $"Check whether some masks have the two classes the wrong way round; if none has, the two may look too much alike to be told apart.",
            Worst(pair.Truth, report)
        );
    }

    private static string Measured(Pair pair, EvaluationReport report) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Of {pair.Whole:N0} pixels that are labelled \"{report.Classes[pair.Truth].Name}\", {pair.Pixels:N0} are predicted as \"{report.Classes[pair.Predicted].Name}\"."
        );

    private static AdvicePlace[] Worst(int index, EvaluationReport report) =>
        [
            .. report
                .Images.Where(image => image.Iou[index] is not null)
                .OrderBy(image => image.Iou[index])
                .Take(MostPlaces)
                .Select(image => new AdvicePlace(image.Stem)),
        ];

    // A background that is taken for an object is much larger than all objects, so that its share says nothing.
    private static IEnumerable<Pair> Pairs(EvaluationReport report) =>
        from truth in Enumerable.Range(1, report.Classes.Count - 1)
        let whole = report.Classes[truth].TruthPixels
        where whole >= LeastPixels
        from predicted in Enumerable.Range(0, report.Classes.Count)
        where predicted != truth
        select new Pair(truth, predicted, report.Confusion[truth][predicted], whole);

    private static string Percent(double share) => share.ToString("P0", CultureInfo.InvariantCulture);

    /// <summary>How many of the <paramref name="Whole"/> pixels of a class are predicted as another one.</summary>
    private sealed record Pair(int Truth, int Predicted, long Pixels, long Whole)
    {
        public double Share => (double)Pixels / Whole;
    }
}
