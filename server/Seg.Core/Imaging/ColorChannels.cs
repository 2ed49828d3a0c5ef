using OpenCvSharp;

namespace Seg.Core.Imaging;

/// <summary>Gray and colour images, made alike.</summary>
internal static class ColorChannels
{
    /// <summary>A copy with that many channels: gray becomes three equal ones, colour is weighed to gray.</summary>
    /// <param name="image">1 or 3 channels of any depth.</param>
    /// <param name="channels">1 or 3.</param>
    public static Mat Fit(Mat image, int channels) =>
        (image.Channels(), channels) switch
        {
            (1, 3) => image.CvtColor(ColorConversionCodes.GRAY2RGB),
            (3, 1) => image.CvtColor(ColorConversionCodes.RGB2GRAY),
            _ => image.Clone(),
        };
}
