using System.Globalization;
using Seg.Core.Datasets;

namespace Seg.Core.Explaining;

/// <summary>Whether held-out images show what the model has learned from, so that its scores are too good.</summary>
public static class LeakAdvice
{
    // Of two fields of view with the same kind of cells it stays well below, of one at two times or depths above.
    private const double Alike = 0.8;

    /// <summary>At most one piece of advice, with the held-out images that have a twin, the most alike first.</summary>
    /// <param name="train">Images that the model learns from.</param>
    /// <param name="held">Images of validation and test.</param>
    public static IReadOnlyList<Advice> Of(IReadOnlyList<ImageDetails> train, IReadOnlyList<ImageDetails> held)
    {
        Twin[] twins =
        [
            .. held.SelectMany(image =>
                    train.Select(other => new Twin(image.Stem, other.Stem, image.Correlation(other)))
                )
                .Where(twin => twin.Likeness >= Alike)
                .GroupBy(twin => twin.Held)
                .Select(same => same.MaxBy(twin => twin.Likeness)!)
                .OrderByDescending(twin => twin.Likeness),
        ];
        return twins.Length == 0 ? [] : [Leak(twins, held.Count)];
    }

    private static Advice Leak(Twin[] twins, int held) =>
        new(
            AdviceKind.Leak,
            $"{twins.Length} of {held} held-out images {(twins.Length == 1 ? "looks" : "look")} like images that the model learns from, so its scores are too good.",
            string.Join(
                " ",
                twins.Select(twin =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"\"{twin.Held}\" is like \"{twin.Learned}\" (correlation {twin.Likeness:0.00})."
                    )
                )
            ),
            $"Put all images of one field of view on one side: name what they share by a \"group\" in {SegJson.FileName}.",
            [.. twins.Select(twin => new AdvicePlace(twin.Held))]
        );

    private sealed record Twin(string Held, string Learned, double Likeness);
}
