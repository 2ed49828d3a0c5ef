using OpenCvSharp;

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
    /// <param name="image">1 or 3 channels, any depth and size.</param>
    /// <returns>Null for an image in which nothing is to be seen at all.</returns>
    public static double? Of(Mat image)
    {
        using var gray = new Mat();
        using (Mat plane = image.Channels() == 1 ? image.Clone() : image.CvtColor(ColorConversionCodes.RGB2GRAY))
            plane.ConvertTo(gray, MatType.CV_32F);
        using Mat first = Blurred(gray, Noise);
        using Mat second = Blurred(gray, Fine);
        using Mat third = Blurred(gray, Illumination);
        double coarse = Strength(second, third);
        return coarse > Visible * Math.Abs(Cv2.Mean(gray).Val0) ? Strength(first, second) / coarse : null;
    }

    private static Mat Blurred(Mat gray, double sigma)
    {
        var blurred = new Mat();
        Cv2.GaussianBlur(gray, blurred, new Size(0, 0), sigma);
        return blurred;
    }

    /// <summary>The standard deviation of the difference.</summary>
    private static double Strength(Mat fine, Mat coarse)
    {
        using var difference = new Mat();
        Cv2.Subtract(fine, coarse, difference);
        Cv2.MeanStdDev(difference, out _, out Scalar deviation);
        return deviation.Val0;
    }
}
