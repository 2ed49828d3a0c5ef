namespace Seg.Core.Tests.Imaging;

/// <summary>Pictures that tests draw.</summary>
internal static class Rasters
{
    public static Raster<T> Filled<T>(int width, int height, T value, int channels = 1)
        where T : unmanaged
    {
        var raster = new Raster<T>(width, height, channels);
        Array.Fill(raster.Pixels, value);
        return raster;
    }

    public static Raster<T> Rectangle<T>(this Raster<T> raster, int left, int top, int width, int height, T value)
        where T : unmanaged
    {
        for (int y = top; y < top + height; y++)
            raster.Row(y).Slice(left * raster.Channels, width * raster.Channels).Fill(value);
        return raster;
    }

    public static Raster<T> Disc<T>(this Raster<T> raster, int centerX, int centerY, int radius, T value)
        where T : unmanaged
    {
        for (int y = Math.Max(0, centerY - radius); y <= Math.Min(raster.Height - 1, centerY + radius); y++)
        for (int x = Math.Max(0, centerX - radius); x <= Math.Min(raster.Width - 1, centerX + radius); x++)
            if ((x - centerX) * (x - centerX) + (y - centerY) * (y - centerY) <= radius * radius)
                raster.Row(y).Slice(x * raster.Channels, raster.Channels).Fill(value);
        return raster;
    }

    /// <summary>Rounded to whole numbers, which are all below 256.</summary>
    public static Raster<byte> Bytes(Raster<float> raster) =>
        new([.. raster.Pixels.Select(value => (byte)MathF.Round(value))], raster.Width, raster.Height, raster.Channels);

    /// <summary>Adds to each value a random number from 0 to the greatest.</summary>
    public static void AddGrain(this Raster<byte> raster, int greatest)
    {
        var random = new Random(7);
        foreach (ref byte value in raster.Pixels.AsSpan())
            value = (byte)Math.Min(byte.MaxValue, value + random.Next(greatest + 1));
    }

    public static void AssertEqual(Raster expected, Raster actual)
    {
        Assert.Equal(
            (expected.ValueType, expected.Width, expected.Height, expected.Channels),
            (actual.ValueType, actual.Width, actual.Height, actual.Channels)
        );
        Assert.Equal(expected.ToSingle().Pixels, actual.ToSingle().Pixels);
    }
}
