using Seg.Core.Imaging;

namespace Seg.Core.Tests.Imaging;

public sealed class ColorMapTests
{
    [Theory]
    [InlineData(0, 0x44, 0x01, 0x54)]
    [InlineData(-1, 0x44, 0x01, 0x54)]
    [InlineData(0.5, 0x21, 0x90, 0x8C)]
    [InlineData(0.0625, 0x46, 0x17, 0x68)] // between the first two
    [InlineData(1, 0xFD, 0xE7, 0x25)]
    [InlineData(2, 0xFD, 0xE7, 0x25)]
    public void Values_have_the_colours_of_viridis(float value, byte r, byte g, byte b) =>
        Assert.Equal((r, g, b), ColorMap.Of(value));

    [Fact]
    public void Larger_values_are_brighter()
    {
        double[] brightness = [.. Enumerable.Range(0, 65).Select(i => Brightness(ColorMap.Of(i / 64f)))];
        Assert.Equal(brightness.Order(), brightness);
    }

    [Fact]
    public void The_image_shows_through()
    {
        Raster<byte> image = Rasters.Filled<byte>(2, 1, 100, 3);
        var values = new Raster<float>(new float[] { 0, 1 }, 2, 1);
        Raster<byte> half = ColorMap.Over(image, values, 0.5f);
        Assert.Equal([84, 51, 92, 177, 166, 69], half.Pixels);
        Assert.Throws<ArgumentException>(() => ColorMap.Over(image, new Raster<float>(1, 2), 0.5f));
    }

    private static double Brightness((byte R, byte G, byte B) color) =>
        0.2126 * color.R + 0.7152 * color.G + 0.0722 * color.B;
}
