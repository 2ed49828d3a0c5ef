namespace Seg.Core.Imaging;

/// <summary>Gray and colour images, made alike.</summary>
internal static class ColorChannels
{
    // Recommendation ITU-R BT.601, as in nearly all programs.
    private const float Red = 0.299f;
    private const float Green = 0.587f;
    private const float Blue = 0.114f;

    /// <summary>
    /// The image with that many channels: gray becomes three equal ones, colour is weighed to gray. The same object if it
    /// fits already.
    /// </summary>
    /// <param name="image">1 or 3 channels of any kind.</param>
    /// <param name="channels">1 or 3.</param>
    public static Raster<float> Fit(Raster image, int channels)
    {
        Raster<float> values = image.ToSingle();
        if (values.Channels == channels)
            return values;
        return channels == 3 ? ToColor(values) : ToGray(values);
    }

    /// <summary>One channel three times.</summary>
    public static Raster<T> ToColor<T>(Raster<T> gray)
        where T : unmanaged
    {
        var color = new Raster<T>(gray.Width, gray.Height, 3);
        T[] to = color.Pixels;
        int at = 0;
        foreach (T value in gray.Pixels)
        {
            to[at] = to[at + 1] = to[at + 2] = value;
            at += 3;
        }
        return color;
    }

    private static Raster<float> ToGray(Raster<float> color)
    {
        var gray = new Raster<float>(color.Width, color.Height);
        float[] from = color.Pixels;
        for (int i = 0, at = 0; i < gray.Pixels.Length; i++, at += 3)
            gray.Pixels[i] = Red * from[at] + Green * from[at + 1] + Blue * from[at + 2];
        return gray;
    }
}
