using System.Globalization;
using Seg.Core.Datasets;

namespace Seg.Core.Explaining;

/// <summary>Whether validation or test images show the same as training images, so that the scores are too good.</summary>
public static class LeakAdvice
{
    /// <summary>At most one piece of advice, with the images that have a twin, the most alike first.</summary>
    /// <param name="train">The training images.</param>
    /// <param name="unseen">The validation and test images.</param>
    public static IReadOnlyList<Advice> Of(IReadOnlyList<ImageDetails> train, IReadOnlyList<ImageDetails> unseen)
    {
        Twin[] twins =
        [
            .. unseen
                .SelectMany(image => train.Select(other => new Twin(image.Stem, other.Stem, image.Correlation(other))))
                .Where(twin => twin.Likeness >= ImageDetails.Alike)
                .GroupBy(twin => twin.Unseen)
                .Select(same => same.MaxBy(twin => twin.Likeness)!)
                .OrderByDescending(twin => twin.Likeness),
        ];
        return twins.Length == 0 ? [] : [Leak(twins, unseen.Count)];
    }

    private static Advice Leak(Twin[] twins, int unseen) =>
        new(
            AdviceKind.Leak,
            $"{twins.Length} of {unseen} validation and test images {(twins.Length == 1 ? "looks" : "look")} like training images, so the scores are too good.",
            string.Join(
                " ",
                twins.Select(twin =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"\"{twin.Unseen}\" is like \"{twin.Train}\" (correlation {twin.Likeness:0.00})."
                    )
                )
            ),
            $"Keep all images of one field of view in the same part of the split: set \"group\" in {SegJson.FileName} to a pattern for the part of the name that they share.",
            [.. twins.Select(twin => new AdvicePlace(twin.Unseen))]
        );

    private sealed record Twin(string Unseen, string Train, double Likeness);
}
