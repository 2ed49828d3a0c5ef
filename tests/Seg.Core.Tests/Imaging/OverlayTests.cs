using OpenCvSharp;
using Seg.Core.Imaging;

namespace Seg.Core.Tests.Imaging;

public sealed class OverlayTests
{
    private static readonly (byte, byte, byte)[] Colors = [(0, 0, 0), (200, 100, 0)];

    [Fact]
    public void A_class_is_tinted_and_outlined_and_the_background_untouched()
    {
        using var image = new Mat(5, 5, MatType.CV_8UC3, Scalar.All(100));
        using var mask = new Mat(5, 5, MatType.CV_8UC1, Scalar.All(0));
        Cv2.Rectangle(mask, new Rect(1, 1, 3, 3), Scalar.All(1), -1);
        using Mat overlay = Overlay.Draw(image, mask, Colors, 0.5);
        Assert.Equal(new Vec3b(100, 100, 100), overlay.At<Vec3b>(0, 0));
        Assert.Equal(new Vec3b(150, 100, 50), overlay.At<Vec3b>(2, 2));
        Assert.Equal(new Vec3b(185, 100, 15), overlay.At<Vec3b>(1, 2));
    }

    [Fact]
    public void What_is_not_labelled_is_hatched_and_a_class_without_colour_left_alone()
    {
        using var image = new Mat(1, 16, MatType.CV_8UC3, Scalar.All(0));
        using var mask = new Mat(1, 16, MatType.CV_8UC1, Scalar.All(255));
        mask.Set(0, 15, (byte)7);
        using Mat overlay = Overlay.Draw(image, mask, Colors, 0.5);
        Assert.Equal(new Vec3b(96, 96, 96), overlay.At<Vec3b>(0, 0));
        Assert.Equal(new Vec3b(45, 45, 45), overlay.At<Vec3b>(0, 4));
        Assert.Equal(new Vec3b(0, 0, 0), overlay.At<Vec3b>(0, 15));
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
        using var image = new Mat(1, 3, MatType.CV_16UC1);
        image.Set(0, 0, (ushort)1000);
        image.Set(0, 1, (ushort)1100);
        image.Set(0, 2, (ushort)1200);
        using Mat shown = DisplayImage.From(image);
        Assert.Equal(new Vec3b(0, 0, 0), shown.At<Vec3b>(0, 0));
        Assert.InRange(shown.At<Vec3b>(0, 1).Item0, 127, 128);
        Assert.Equal(new Vec3b(255, 255, 255), shown.At<Vec3b>(0, 2));
    }
}
