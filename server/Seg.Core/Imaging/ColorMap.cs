namespace Seg.Core.Imaging;

/// <summary>Shows numbers as colours: viridis, whose steps look equal and which the colour-blind can read.</summary>
public static class ColorMap
{
    /// <summary>The colours at every eighth of the range; van der Walt and Smith 2015, in the public domain.</summary>
    public static IReadOnlyList<(byte R, byte G, byte B)> Viridis { get; } =
    [
        (0x44, 0x01, 0x54),
        (0x47, 0x2D, 0x7B),
        (0x3B, 0x52, 0x8B),
        (0x2C, 0x72, 0x8E),
        (0x21, 0x90, 0x8C),
        (0x27, 0xAD, 0x81),
        (0x5D, 0xC8, 0x63),
        (0xAA, 0xDC, 0x32),
        (0xFD, 0xE7, 0x25),
    ];

    /// <summary>The colour of a value; what is beyond 0 to 1 has the colour of the end.</summary>
    public static (byte R, byte G, byte B) Of(float value)
    {
        float place = Math.Clamp(value, 0, 1) * (Viridis.Count - 1);
        int below = Math.Min((int)place, Viridis.Count - 2);
        (byte R, byte G, byte B) low = Viridis[below];
        (byte R, byte G, byte B) high = Viridis[below + 1];
        float share = place - below;
        return (Mix(low.R, high.R, share), Mix(low.G, high.G, share), Mix(low.B, high.B, share));
    }

    /// <summary>Returns a new 8-bit RGB picture of an image under colours.</summary>
    /// <param name="image8">8-bit of 3 channels, see <see cref="DisplayImage"/>.</param>
    /// <param name="values">32-bit float of the same size, 0 to 1.</param>
    /// <param name="opacity">How much of the picture is colour, 0 to 1.</param>
    public static Raster<byte> Over(Raster<byte> image8, Raster<float> values, float opacity)
    {
        if (image8.Channels != 3 || values.Channels != 1 || !image8.HasSizeOf(values))
            throw new ArgumentException("Colours need an 8-bit RGB image and float values of the same size.");
        Raster<byte> result = image8.Clone();
        Span<byte> pixel = result.Pixels;
        foreach (float value in values.Pixels)
        {
            (byte r, byte g, byte b) = Of(value);
            pixel[0] = Mix(pixel[0], r, opacity);
            pixel[1] = Mix(pixel[1], g, opacity);
            pixel[2] = Mix(pixel[2], b, opacity);
            pixel = pixel[3..];
        }
        return result;
    }

    private static byte Mix(byte from, byte to, float share) => (byte)(from + (to - from) * share + 0.5f);
}
