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

    [Fact]
    public void Indices_come_back_as_they_were_written()
    {
        using var folder = new TempFolder();
        var mask = new Raster<byte>([.. Enumerable.Range(0, 256).Select(i => (byte)i)], 16, 16);

        MaskFile.Write(folder["masks/a.png"], mask);

        Assert.Equal(mask.Pixels, MaskFile.ReadIndices(folder["masks/a.png"]).Pixels);
    }

    [Fact]
    public void Few_bits_are_not_stretched_and_of_a_palette_the_index_counts()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["bits.png"], PngBytes.Make(8, 1, 1, 0, [0, 0b1010_0001], []));
        File.WriteAllBytes(folder["four.png"], PngBytes.Make(3, 1, 4, 3, [0, 0x1f, 0x20], [("PLTE", new byte[48])]));
        byte[,] indices =
        {
            { 7, 255 },
        };
        File.WriteAllBytes(folder["eight.png"], PngBytes.Palette(indices, [1, 2, 3]));
        byte[,] grayAlpha =
        {
            { 9, 255, 8, 0 },
        };
        File.WriteAllBytes(folder["alpha.png"], PngBytes.GrayAlpha(grayAlpha));

        Assert.Equal([1, 0, 1, 0, 0, 0, 0, 1], MaskFile.ReadIndices(folder["bits.png"]).Pixels);
        Assert.Equal([1, 15, 2], MaskFile.ReadIndices(folder["four.png"]).Pixels);
        Assert.Equal([7, 255], MaskFile.ReadIndices(folder["eight.png"]).Pixels);
        Assert.Equal([9, 8], MaskFile.ReadIndices(folder["alpha.png"]).Pixels);
    }

    [Fact]
    public void Pictures_of_another_kind_are_refused_as_masks()
    {
        using var folder = new TempFolder();
        ImageFile.Write(folder["color.png"], new Raster<byte>(2, 2, 3));
        ImageFile.Write(folder["deep.png"], new Raster<ushort>(2, 2));
        ImageFile.Write(folder["a.jpg"], new Raster<byte>(2, 2));
        File.Copy(folder["a.jpg"], folder["jpeg.png"]);

        Assert.Contains("8-bit colour picture", Refused("color.png"));
        Assert.Contains("16-bit gray picture", Refused("deep.png"));
        Assert.Contains("JPEG picture", Refused("jpeg.png"));

        string Refused(string name)
        {
            SegException e = Assert.Throws<SegException>(() => MaskFile.ReadIndices(folder[name]));
            Assert.Equal("mask.format", e.Code);
            return e.Message;
        }
    }
}
