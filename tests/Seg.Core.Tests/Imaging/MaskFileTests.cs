using OpenCvSharp;
using Seg.Core.Imaging;

namespace Seg.Core.Tests.Imaging;

public sealed class MaskFileTests
{
    [Fact]
    public void Class_indices_come_back_as_they_are()
    {
        using var folder = new TempFolder();
        byte[] values = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        using Mat mask = Mat.FromPixelData(16, 16, MatType.CV_8UC1, values);

        MaskFile.Write(folder["masks/a.png"], mask);

        using Mat read = MaskFile.Read(folder["masks/a.png"]);
        read.GetArray(out byte[] found);
        Assert.Equal(values, found);
    }

    [Theory]
    [InlineData(MatType.CV_8U, 3, "3-channel 8-bit")]
    [InlineData(MatType.CV_16U, 1, "1-channel 16-bit")]
    public void Other_pictures_are_no_masks(int depth, int channels, string told)
    {
        using var folder = new TempFolder();
        using Mat picture = Pictures.Of(MatType.MakeType(depth, channels));
        ImageFile.Write(folder["a.png"], picture);

        SegException e = Assert.Throws<SegException>(() => MaskFile.Read(folder["a.png"]).Dispose());

        Assert.Equal("mask.format", e.Code);
        Assert.Contains(told, e.Message);
        Assert.Throws<ArgumentException>(() => MaskFile.Write(folder["b.png"], picture));
    }

    [Fact]
    public void A_palette_is_told()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["a.png"], PngBytes.Palette(new byte[2, 2], [1, 2, 3]));

        SegException e = Assert.Throws<SegException>(() => MaskFile.Read(folder["a.png"]).Dispose());

        Assert.Contains("without colours or a palette", e.Message);
    }
}
