using OpenCvSharp;

namespace Seg.Core.Imaging;

/// <summary>Images as a screen shows them: 8-bit red, green, blue.</summary>
public static class DisplayImage
{
    // A little more is clipped than for training: a bright speck must not make the picture dark.
    private static readonly Normalization Stretch = new(0.1, 99.9);

    /// <summary>An image of 1 or 3 channels and any depth; its own percentiles become black and white.</summary>
    public static Mat From(Mat image)
    {
        using Mat unit = Stretch.Apply(image);
        return FromUnit(unit);
    }

    /// <summary>A float image whose 0 is black and whose 1 is white, so that several pictures can be compared.</summary>
    public static Mat FromUnit(Mat image)
    {
        var bytes = new Mat();
        image.ConvertTo(bytes, MatType.CV_8U, 255);
        if (bytes.Channels() == 3)
            return bytes;
        using (bytes)
            return bytes.CvtColor(ColorConversionCodes.GRAY2RGB);
    }
}
