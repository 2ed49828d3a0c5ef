namespace Seg.Core.Imaging;

/// <summary>Shows a mask on its image: classes tinted and outlined in their colours, the background left as it is.</summary>
public static class Overlay
{
    // Distance of the strokes that mark what is not labelled, in pixels.
    private const int HatchPeriod = 8;

    /// <summary>Returns a new 8-bit RGB picture.</summary>
    /// <param name="image8">8-bit of 3 channels, red, green, blue, see <see cref="DisplayImage"/>.</param>
    /// <param name="mask">8-bit class indices, same size; 0 and indices without a colour are not drawn, 255 is hatched in gray.</param>
    /// <param name="colors">The colour of each class, that of the background first.</param>
    /// <param name="opacity">How much of a region is its class's colour, 0 to 1; outlines are always plain to see.</param>
    public static Raster<byte> Draw(
        Raster<byte> image8,
        Raster<byte> mask,
        IReadOnlyList<(byte r, byte g, byte b)> colors,
        double opacity
    )
    {
        if (image8.Channels != 3 || mask.Channels != 1 || !image8.HasSizeOf(mask))
            throw new ArgumentException("An overlay needs an 8-bit RGB image and an 8-bit mask of the same size.");
        Raster<byte> result = image8.Clone();
        (int width, int height) = (mask.Width, mask.Height);
        byte[] classes = mask.Pixels;
        Span<byte> pixel = result.Pixels;
        int at = 0;
        for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++, at++, pixel = pixel[3..])
        {
            byte c = classes[at];
            if (c == MaskFile.Ignore)
                Blend(pixel, (128, 128, 128), (x + y) % HatchPeriod < 2 ? 0.75 : 0.35);
            else if (c > 0 && c < colors.Count)
                Blend(pixel, colors[c], IsOutline(at, x, y) ? Math.Max(opacity, 0.85) : opacity);
        }
        return result;

        bool IsOutline(int at, int x, int y) =>
            (x > 0 && classes[at - 1] != classes[at])
            || (x < width - 1 && classes[at + 1] != classes[at])
            || (y > 0 && classes[at - width] != classes[at])
            || (y < height - 1 && classes[at + width] != classes[at]);
    }

    private static void Blend(Span<byte> pixel, (byte R, byte G, byte B) color, double share)
    {
        pixel[0] = Mix(pixel[0], color.R, share);
        pixel[1] = Mix(pixel[1], color.G, share);
        pixel[2] = Mix(pixel[2], color.B, share);
    }

    private static byte Mix(byte below, byte above, double share) => (byte)(below + (above - below) * share + 0.5);
}
