using System.Numerics.Tensors;
using Seg.Core.Imaging;

namespace Seg.Core.Datasets;

/// <summary>What is in an image, small: enough to know it again at another time or depth.</summary>
/// <param name="Stem">The image's.</param>
/// <param name="Values">A gray picture of 64 x 64 without illumination, of mean 0 and length 1; all 0 where nothing is to be seen.</param>
public sealed record ImageDetails(string Stem, float[] Values)
{
    /// <summary>From this correlation on two images show the same: of two fields of view with the same kind of cells it stays well below, of one at two times or depths above.</summary>
    public const double Alike = 0.8;

    private const int Side = 64;

    // As a share of the brightness; less is rounding.
    private const double Visible = 1e-4;

    // Wider shapes than this many pixels of the small picture are illumination.
    private const double Illumination = 6;

    /// <summary>Looks at an image.</summary>
    /// <param name="stem">Names it.</param>
    /// <param name="image">1 or 3 channels, any kind and size.</param>
    public static ImageDetails Of(string stem, Raster image)
    {
        Raster<float> small = Scaling.Area(ColorChannels.Fit(image, 1), Side, Side);
        Raster<float> wide = GaussianBlur.Apply(small, Illumination);
        float[] values = new float[small.Pixels.Length];
        TensorPrimitives.Subtract(small.Pixels, wide.Pixels, values);
        TensorPrimitives.Subtract(values, TensorPrimitives.Average<float>(values), values);
        float length = TensorPrimitives.Norm<float>(values);
        if (length / Side > Visible * Math.Abs(TensorPrimitives.Average<float>(wide.Pixels)))
            TensorPrimitives.Divide(values, length, values);
        else
            Array.Clear(values);
        return new(stem, values);
    }

    /// <summary>How alike two images are, -1 to 1; 0 where one of them is empty.</summary>
    public double Correlation(ImageDetails other) => TensorPrimitives.Dot<float>(Values, other.Values);
}
