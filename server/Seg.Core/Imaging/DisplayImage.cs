using System.Numerics.Tensors;

namespace Seg.Core.Imaging;

/// <summary>Images as a screen shows them: 8-bit red, green, blue.</summary>
public static class DisplayImage
{
    // A little more is clipped than for training: a bright speck must not make the picture dark.
    private static readonly Normalization Stretch = new(0.1, 99.9);

    /// <summary>An image of 1 or 3 channels and any kind; its own percentiles become black and white.</summary>
    public static Raster<byte> From(Raster image) => FromUnit(Stretch.Apply(image));

    /// <summary>A float image whose 0 is black and whose 1 is white, so that several pictures can be compared.</summary>
    public static Raster<byte> FromUnit(Raster<float> image)
    {
        Raster<byte> bytes = Bytes(image);
        return bytes.Channels == 3 ? bytes : ColorChannels.ToColor(bytes);
    }

    /// <summary>The same in as many channels as the image has.</summary>
    public static Raster<byte> Bytes(Raster<float> image)
    {
        var bytes = new Raster<byte>(image.Width, image.Height, image.Channels);
        float[] row = new float[image.Stride];
        for (int y = 0; y < image.Height; y++)
        {
            TensorPrimitives.Multiply(image.Row(y), 255, row);
            TensorPrimitives.Round<float>(row, row);
            TensorPrimitives.ConvertSaturating<float, byte>(row, bytes.Row(y));
        }
        return bytes;
    }
}
