using System.Globalization;

namespace Seg.Core.Explaining;

/// <summary>Whether images are out of focus, compared with those that the model learned from, and it is worse on them.</summary>
public static class FocusAdvice
{
    // Of the middle sharpness of the training images; depth and content alone change it less.
    private const double Blurred = 0.6;

    private const int LeastLearned = 3;

    // How much higher the error is than on sharp images; images differ by less for other reasons.
    private const double Apart = 0.1;

    /// <summary>At most one piece of advice, with the blurred images, the least sharp first.</summary>
    /// <param name="train">Images that the model learned from.</param>
    /// <param name="held">Images of validation and test.</param>
    public static IReadOnlyList<Advice> Of(IReadOnlyList<MeasuredImage> train, IReadOnlyList<MeasuredImage> held)
    {
        double[] learned = [.. train.Select(image => image.Sharpness).OfType<double>().Order()];
        if (learned.Length < LeastLearned)
            return [];
        double usual = learned[learned.Length / 2];
        MeasuredImage[] blurred =
        [
            .. held.Where(image => image.Sharpness < Blurred * usual && image.Error is not null)
                .OrderBy(image => image.Sharpness),
        ];
        MeasuredImage[] sharp = [.. held.Where(image => image.Sharpness >= Blurred * usual && image.Error is not null)];
        // Where no held-out image is sharp, the training images are all that they can be compared with.
        IReadOnlyList<MeasuredImage> others = sharp.Length > 0 ? sharp : train;
        double? difference = Error(blurred) - Error(others);
        return difference >= Apart
            ? [Told(blurred, held.Count, usual, others, sharp.Length > 0 ? "the sharp ones" : "the training images")]
            : [];
    }

    private static Advice Told(
        MeasuredImage[] blurred,
        int held,
        double usual,
        IReadOnlyList<MeasuredImage> others,
        string compared
    )
    {
        bool isOne = blurred.Length == 1;
        return new Advice(
            AdviceKind.Focus,
            $"{blurred.Length} of {held} held-out images {(isOne ? "is" : "are")} less sharp than the training images, and the model is worse there.",
            string.Create(
                CultureInfo.InvariantCulture,
                $"The least sharp has {blurred[0].Sharpness:0.00}, where {usual:0.00} is usual for training images. The mean IoU without background is {1 - Error(blurred):0.00} on {(isOne ? "it" : "them")} and {1 - Error(others):0.00} on {compared}."
            ),
            "If they are out of focus, take them again or leave them out. If such images are to be segmented too, label some for training and train "
                + "with a stronger blur in the augmentation.",
            [.. blurred.Select(image => new AdvicePlace(image.Stem))]
        );
    }

    private static double? Error(IReadOnlyList<MeasuredImage> images) => images.Average(image => image.Error);
}
