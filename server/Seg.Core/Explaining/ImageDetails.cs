using OpenCvSharp;

namespace Seg.Core.Explaining;

/// <summary>What is in an image, small: enough to know it again at another time or depth.</summary>
/// <param name="Stem">The image's.</param>
/// <param name="Values">A gray picture of 64 x 64 without illumination, of mean 0 and length 1; all 0 where nothing is to be seen.</param>
public sealed record ImageDetails(string Stem, IReadOnlyList<float> Values)
{
    private const int Side = 64;

    // As a share of the brightness; less is rounding.
    private const double Visible = 1e-4;

    // Wider shapes than this many pixels of the small picture are illumination.
    private const double Illumination = 6;

    /// <summary>Looks at an image.</summary>
    /// <param name="stem">Names it.</param>
    /// <param name="image">1 or 3 channels, any depth and size.</param>
    public static ImageDetails Of(string stem, Mat image)
    {
        using Mat gray = image.Channels() == 1 ? image.Clone() : image.CvtColor(ColorConversionCodes.RGB2GRAY);
        using var small = new Mat();
        using var wide = new Mat();
        gray.ConvertTo(small, MatType.CV_32F);
        Cv2.Resize(small, small, new Size(Side, Side), interpolation: InterpolationFlags.Area);
        Cv2.GaussianBlur(small, wide, new Size(0, 0), Illumination);
        Cv2.Subtract(small, wide, small);
        float[] values = small.AsSpan<float>().ToArray();
        float mean = values.Average();
        double length = Math.Sqrt(values.Sum(value => Math.Pow(value - mean, 2)));
        bool isVisible = length / Side > Visible * Math.Abs(Cv2.Mean(wide).Val0);
        return new(stem, [.. values.Select(value => isVisible ? (float)((value - mean) / length) : 0)]);
    }

    /// <summary>How alike two images are, -1 to 1; 0 where one of them is empty.</summary>
    public double Correlation(ImageDetails other)
    {
        double sum = 0;
        for (int i = 0; i < Values.Count; i++)
            sum += Values[i] * other.Values[i];
        return sum;
    }
}
