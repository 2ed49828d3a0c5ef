using Seg.Core.Datasets;
using Seg.Core.Metrics;
using Seg.Core.Models;

namespace Seg.Core.Explaining;

/// <summary>Whether the model learned from its own validation and test images, in an earlier run or in one that it started from.</summary>
public static class LearnedAdvice
{
    /// <summary>At most two pieces of advice: images from which it did, and those of which it is not known.</summary>
    /// <param name="images">All that were measured.</param>
    /// <param name="split">Of the model's last run.</param>
    public static IReadOnlyList<Advice> Of(IReadOnlyList<MeasuredImage> images, SplitStems split)
    {
        HashSet<string> train = [.. split.Train];
        MeasuredImage[] others = [.. images.Where(image => !train.Contains(image.Stem))];
        MeasuredImage[] learned = [.. others.Where(image => image.Learned == LearnedFrom.Yes)];
        MeasuredImage[] unknown = [.. others.Where(image => image.Learned == LearnedFrom.Unknown)];
        return
        [
            .. Piece(
                learned,
                $"The model learned from {learned.Length} of {others.Length} validation and test images before, so they do not count in its scores.",
                "It met their pixels in an earlier run with another split, in the model that it started from, or under another name.",
                $"Name test images in \"test\" of {SegJson.FileName} before the first training, and start a new model from weights that have not learned from them."
            ),
            .. Piece(
                unknown,
                $"Whether the model learned from {unknown.Length} of {others.Length} validation and test images is not known, so the scores may be too good.",
                "It started from weights that do not tell what they learned from, or it learned from images of these names with other pixels.",
                "Evaluate the model on images that were made after its training, or train one from weights of which it is known."
            ),
        ];
    }

    private static IEnumerable<Advice> Piece(MeasuredImage[] images, string sentence, string evidence, string action) =>
        images.Length == 0
            ? []
            :
            [
                new(
                    AdviceKind.Leak,
                    sentence,
                    evidence,
                    action,
                    [.. images.Select(image => new AdvicePlace(image.Stem))]
                ),
            ];
}
