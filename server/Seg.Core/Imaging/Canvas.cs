namespace Seg.Core.Imaging;

/// <summary>Pictures put together from others.</summary>
internal static class Canvas
{
    /// <summary>A picture all of one value.</summary>
    public static Raster<byte> Blank(int width, int height, int channels, byte value)
    {
        var canvas = new Raster<byte>(width, height, channels);
        canvas.Pixels.AsSpan().Fill(value);
        return canvas;
    }

    /// <summary>Copies a picture into a larger one of as many channels; what does not fit at the right or below is cut off.</summary>
    public static void Paste<T>(this Raster<T> canvas, Raster<T> part, int left, int top)
        where T : unmanaged
    {
        if (canvas.Channels != part.Channels)
            throw new ArgumentException($"{part.Channels} channels do not fit {canvas.Channels}.", nameof(part));
        int values = Math.Min(part.Width, canvas.Width - left) * part.Channels;
        for (int y = 0; values > 0 && y < Math.Min(part.Height, canvas.Height - top); y++)
            part.Row(y)[..values].CopyTo(canvas.Row(top + y)[(left * canvas.Channels)..]);
    }

    /// <summary>Fills a rectangle of an RGB picture; what does not fit is cut off.</summary>
    public static void Rectangle(
        this Raster<byte> canvas,
        int left,
        int top,
        int width,
        int height,
        (byte R, byte G, byte B) color
    )
    {
        for (int y = Math.Max(top, 0); y < Math.Min(top + height, canvas.Height); y++)
        for (int x = Math.Max(left, 0); x < Math.Min(left + width, canvas.Width); x++)
            (canvas[y, x, 0], canvas[y, x, 1], canvas[y, x, 2]) = color;
    }
}
