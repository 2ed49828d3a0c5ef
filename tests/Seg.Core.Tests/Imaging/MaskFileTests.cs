using Seg.Core.Imaging;

namespace Seg.Core.Tests.Imaging;

public sealed class MaskFileTests
{
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
    public void A_mask_that_is_a_link_stays_one_and_its_target_is_written()
    {
        using var folder = new TempFolder();
        MaskFile.Write(folder["elsewhere/kept.png"], new Raster<byte>([1], 1, 1));
        File.CreateSymbolicLink(folder["masks/a.png"], "../elsewhere/kept.png");
        File.CreateSymbolicLink(folder["masks/b.png"], "../elsewhere/new.png");

        MaskFile.Write(folder["masks/a.png"], new Raster<byte>([7], 1, 1));
        MaskFile.Write(folder["masks/b.png"], new Raster<byte>([8], 1, 1));

        Assert.Equal("../elsewhere/kept.png", new FileInfo(folder["masks/a.png"]).LinkTarget);
        Assert.Equal([7], MaskFile.ReadIndices(folder["elsewhere/kept.png"]).Pixels);
        Assert.Equal([8], MaskFile.ReadIndices(folder["elsewhere/new.png"]).Pixels);
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
        Assert.Throws<ArgumentException>(() => MaskFile.Write(folder["b.png"], new Raster<byte>(2, 2, 3)));

        string Refused(string name)
        {
            SegException e = Assert.Throws<SegException>(() => MaskFile.ReadIndices(folder[name]));
            Assert.Equal("mask.format", e.Code);
            return e.Message;
        }
    }
}
