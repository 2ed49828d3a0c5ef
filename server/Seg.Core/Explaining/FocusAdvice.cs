using System.Globalization;
using System.Numerics.Tensors;
using Seg.Core.Imaging;

namespace Seg.Core.Explaining;

/// <summary>
/// How sharp an image is: the strength of its finest shapes over that of its coarse ones, both as differences of Gaussians.
/// Unlike the variance of the Laplacian (Pech-Pacheco et al., 2000) it does not change with contrast and brightness, and
/// the noise of a camera, which stays when an image is out of focus, does not count as shapes.
/// </summary>
public static class Sharpness
{
    // Standard deviations in pixels. What is finer than the first is noise, what is coarser than the last illumination.
    private const double Noise = 1;
    private const double Fine = 2;
    private const double Illumination = 16;

    // As a share of the brightness; less is rounding.
    private const double Visible = 1e-3;

    /// <summary>0: nothing fine is to be seen; to be compared with images of the same kind.</summary>
    /// <param name="image">1 or 3 channels, any kind and size.</param>
    /// <returns>Null for an image in which nothing is to be seen at all.</returns>
    public static double? Of(Raster image)
    {
        Raster<float> gray = ColorChannels.Fit(image, 1);
        Raster<float> first = GaussianBlur.Apply(gray, Noise);
        Raster<float> second = GaussianBlur.Apply(gray, Fine);
        Raster<float> third = GaussianBlur.Apply(gray, Illumination);
        double coarse = Strength(second, third);
        return coarse > Visible * Math.Abs(TensorPrimitives.Average<float>(gray.Pixels))
            ? Strength(first, second) / coarse
            : null;
    }

    /// <summary>The standard deviation of the difference.</summary>
    private static double Strength(Raster<float> fine, Raster<float> coarse)
    {
        float[] difference = new float[fine.Pixels.Length];
        TensorPrimitives.Subtract(fine.Pixels, coarse.Pixels, difference);
        return TensorPrimitives.StdDev<float>(difference);
    }
}

/// <summary>Whether images are out of focus, compared with the training images, and the model does worse on them.</summary>
public static class FocusAdvice
{
    // Of the middle sharpness of the training images; depth and content alone change it less.
    private const double Blurred = 0.6;

    private const int LeastTraining = 3;

    // How much higher the error is than on sharp images; images differ by less for other reasons.
    private const double Apart = 0.1;

    /// <summary>At most one piece of advice, with the blurred images, the least sharp first.</summary>
    /// <param name="train">The training images.</param>
    /// <param name="unseen">The validation and test images.</param>
    public static IReadOnlyList<Advice> Of(IReadOnlyList<MeasuredImage> train, IReadOnlyList<MeasuredImage> unseen)
    {
        double[] sharpness = [.. train.Select(image => image.Sharpness).OfType<double>().Order()];
        if (sharpness.Length < LeastTraining)
            return [];
        double usual = sharpness[sharpness.Length / 2];
        MeasuredImage[] blurred =
        [
            .. unseen
                .Where(image => image.Sharpness < Blurred * usual && image.Error is not null)
                .OrderBy(image => image.Sharpness),
        ];
        MeasuredImage[] sharp =
        [
            .. unseen.Where(image => image.Sharpness >= Blurred * usual && image.Error is not null),
        ];
        // Where none of them is sharp, the training images are all that they can be compared with.
        IReadOnlyList<MeasuredImage> others = sharp.Length > 0 ? sharp : train;
        double? difference = Error(blurred) - Error(others);
        return difference >= Apart
            ?
            [
                Describe(
                    blurred,
                    unseen.Count,
                    usual,
                    others,
                    sharp.Length > 0 ? "the sharp images" : "the training images"
                ),
            ]
            : [];
    }

    private static Advice Describe(
        MeasuredImage[] blurred,
        int unseen,
        double usual,
        IReadOnlyList<MeasuredImage> others,
        string compared
    )
    {
        bool isOne = blurred.Length == 1;
        return new Advice(
            AdviceKind.Focus,
            $"{blurred.Length} of {unseen} validation and test images {(isOne ? "is" : "are")} less sharp than the training images, and the model does worse on {(isOne ? "it" : "them")}.",
            string.Create(
                CultureInfo.InvariantCulture,
                $"The least sharp image has a sharpness of {blurred[0].Sharpness:0.00}; {usual:0.00} is typical of the training images. The mean IoU without background is {1 - Error(blurred):0.00} on {(isOne ? "it" : "them")} and {1 - Error(others):0.00} on {compared}."
            ),
            "If they are out of focus, acquire them again or leave them out. If such images must be segmented too, label some for training and train "
                + "with a stronger blur in the augmentation.",
            [.. blurred.Select(image => new AdvicePlace(image.Stem))]
        );
    }

    private static double? Error(IReadOnlyList<MeasuredImage> images) => images.Average(image => image.Error);
}
