using Seg.Core.Imaging;

namespace Seg.Core.Tests.Imaging;

public sealed class OverlayTests
{
    private static readonly (byte, byte, byte)[] Colors = [(0, 0, 0), (200, 100, 0)];

    [Fact]
    public void A_class_is_tinted_and_outlined_and_the_background_untouched()
    {
        Raster<byte> image = Rasters.Filled<byte>(5, 5, 100, 3);
        Raster<byte> mask = Rasters.Filled<byte>(5, 5, 0);
        mask.Rectangle<byte>(1, 1, 3, 3, 1);
        Raster<byte> overlay = Overlay.Draw(image, mask, Colors, 0.5);
        Assert.Equal([100, 100, 100], At(overlay, 0, 0));
        Assert.Equal([150, 100, 50], At(overlay, 2, 2));
        Assert.Equal([185, 100, 15], At(overlay, 2, 1));
    }

    [Fact]
    public void What_is_not_labelled_is_hatched_and_a_class_without_colour_left_alone()
    {
        Raster<byte> image = Rasters.Filled<byte>(16, 1, 0, 3);
        Raster<byte> mask = Rasters.Filled<byte>(16, 1, 255);
        mask[0, 15] = 7;
        Raster<byte> overlay = Overlay.Draw(image, mask, Colors, 0.5);
        Assert.Equal([96, 96, 96], At(overlay, 0, 0));
        Assert.Equal([45, 45, 45], At(overlay, 4, 0));
        Assert.Equal([0, 0, 0], At(overlay, 15, 0));
    }

    [Fact]
    public void Colours_are_read_and_wrong_ones_named()
    {
        Assert.Equal((0x1f, 0x77, 0xb4), HexColor.Parse("#1f77b4"));
        foreach (string wrong in (string[])["1f77b4", "#1f77b", "#1f77bg", "", "# f77b4"])
            Assert.Equal("color.format", Assert.Throws<SegException>(() => HexColor.Parse(wrong)).Code);
    }

    [Fact]
    public void A_16_bit_gray_image_is_stretched_to_black_and_white()
    {
        var image = new Raster<ushort>(3, 1);
        image[0, 0] = 1000;
        image[0, 1] = 1100;
        image[0, 2] = 1200;
        Raster<byte> shown = DisplayImage.From(image);
        Assert.Equal([0, 0, 0], At(shown, 0, 0));
        Assert.InRange(shown[0, 1], 127, 128);
        Assert.Equal([255, 255, 255], At(shown, 2, 0));
    }

    private static byte[] At(Raster<byte> picture, int x, int y) => picture.Row(y).Slice(3 * x, 3).ToArray();
}
