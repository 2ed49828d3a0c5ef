using System.IO.Compression;
using System.Runtime.InteropServices;
using Seg.Core.Imaging;
using Entry = Seg.Core.Tests.Imaging.TiffMaker.Entry;

namespace Seg.Core.Tests.Imaging;

/// <summary>One test a kind of TIFF: right to the bit, or refused by its name.</summary>
public sealed class TiffKindsTests
{
    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void Both_byte_orders_and_BigTIFF(bool isBig, bool isLittleEndian)
    {
        var maker = new TiffMaker(isBig, isLittleEndian);
        byte[] first = isLittleEndian ? [1, 0, 0, 2] : [0, 1, 2, 0];
        byte[] second = isLittleEndian ? [3, 0, 255, 255] : [0, 3, 255, 255];
        Entry[] page = TiffMaker.Page(2, 2, 16, 1, new Entry(278, 1));

        Assert.Equal([1, 512, 3, 65535], Read<ushort>(maker.Make((page, [first, second]))));
    }

    [Theory]
    [InlineData(1, new byte[] { 0b1010_0000 }, new byte[] { 1, 0, 1 })]
    [InlineData(2, new byte[] { 0b1101_1000 }, new byte[] { 3, 1, 2 })]
    [InlineData(4, new byte[] { 0x1f, 0x20 }, new byte[] { 1, 15, 2 })]
    [InlineData(6, new byte[] { 0b0000_0111, 0b1111_0000, 0b1000_0000 }, new byte[] { 1, 63, 2 })]
    public void Few_bits_are_not_stretched(int bits, byte[] packed, byte[] expected) =>
        Assert.Equal(expected, Read<byte>(Plain(3, 1, bits, packed)));

    [Fact]
    public void Twelve_bits_are_0_to_4095()
    {
        Assert.Equal([0xabc, 0xfff, 0x001], Read<ushort>(Plain(3, 1, 12, [0xab, 0xcf, 0xff, 0x00, 0x10])));
    }

    [Fact]
    public void Every_kind_of_number()
    {
        Assert.Equal([-1, 127], Read<sbyte>(Plain(2, 1, 8, [255, 127], new Entry(339, 2))));
        Assert.Equal([-2, 3], Read<short>(Plain(2, 1, 16, Bytes<short>(-2, 3), new Entry(339, 2))));
        Assert.Equal([4000000000], Read<uint>(Plain(1, 1, 32, Bytes(4000000000))));
        Assert.Equal([-5], Read<int>(Plain(1, 1, 32, Bytes(-5), new Entry(339, 2))));
        Assert.Equal([0.1f, float.NaN], Read<float>(Plain(2, 1, 32, Bytes(0.1f, float.NaN), new Entry(339, 3))));
        Assert.Equal([0.1], Read<double>(Plain(1, 1, 64, Bytes(0.1), new Entry(339, 3))));
        Assert.Equal([1.5f, -2], Read<float>(Plain(2, 1, 16, Bytes((Half)1.5, (Half)(-2)), new Entry(339, 3))));
    }

    [Fact]
    public void White_is_zero_palettes_and_fill_order_are_as_stored()
    {
        Assert.Equal([0, 200], Read<byte>(Plain(2, 1, 8, [0, 200], new Entry(262, 0))));
        Assert.Equal([0, 200], Read<byte>(Plain(2, 1, 8, [0, 200], new Entry(262, 3), new Entry(320, new long[768]))));
        Assert.Equal([1, 0, 0], Read<byte>(Plain(3, 1, 1, [1], new Entry(266, 2))));
    }

    [Fact]
    public void Separate_planes_and_strips_of_several_rows()
    {
        Entry[] page = TiffMaker.Page(1, 3, 8, 3, new Entry(284, 2), new Entry(278, 2));

        byte[] file = new TiffMaker().Make(
            (
                page,
                [
                    [1, 2],
                    [3],
                    [4, 5],
                    [6],
                    [7, 8],
                    [9],
                ]
            )
        );

        Assert.Equal([1, 4, 7, 2, 5, 8, 3, 6, 9], Read<byte>(file));
    }

    [Fact]
    public void Tiles_are_cut_at_the_edges()
    {
        Entry[] page = TiffMaker.Page(3, 3, 8, 1, new Entry(322, 2), new Entry(323, 2));

        byte[] file = new TiffMaker().Make(
            (
                page,
                [
                    [1, 2, 4, 5],
                    [3, 99, 6, 99],
                    [7, 8, 99, 99],
                    [9, 99, 99, 99],
                ]
            )
        );

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], Read<byte>(file));
    }

    [Fact]
    public void Alpha_is_dropped_and_never_multiplied_and_other_samples_are_channels()
    {
        byte[] pixels = [200, 100, 50, 7];

        Assert.Equal([200, 100, 50], Read<byte>(Plain(1, 1, 8, pixels, 4, new Entry(262, 2), new Entry(338, 2))));
        Assert.Equal([200, 100, 50], Read<byte>(Plain(1, 1, 8, pixels, 4, new Entry(262, 2), new Entry(338, 1))));
        Assert.Equal(pixels, Read<byte>(Plain(1, 1, 8, pixels, 4, new Entry(262, 1), new Entry(338, 0, 0, 0))));
        Assert.Equal([200], Read<byte>(Plain(1, 1, 8, [200, 3], 2, new Entry(338, 2))));
    }

    [Fact]
    public void Differences_of_whole_numbers_and_floats_are_undone()
    {
        byte[] bytes = Packed([1, 2, 3, 1, 1, 1]);
        byte[] shorts = Packed(Bytes<ushort>(1000, 65535, 2));
        // The highest bytes of 1.0 (3f800000) and 2.0 (40000000) come first, then the next ones.
        byte[] floats = Packed([0x3f, 0x01, 0x40, 0x80, 0, 0, 0, 0]);

        Assert.Equal([1, 2, 3, 2, 3, 4], Read<byte>(Plain(2, 1, 8, bytes, 3, new Entry(259, 8), new Entry(317, 2))));
        Assert.Equal([1000, 999, 1001], Read<ushort>(Plain(3, 1, 16, shorts, new Entry(259, 8), new Entry(317, 2))));
        Assert.Equal(
            [1, 2],
            Read<float>(Plain(2, 1, 32, floats, new Entry(259, 8), new Entry(317, 3), new Entry(339, 3)))
        );
    }

    [Theory]
    [InlineData(259, 34925, "LZMA")]
    [InlineData(259, 50000, "Zstandard")]
    [InlineData(259, 50001, "WebP")]
    [InlineData(259, 34887, "LERC")]
    [InlineData(259, 34712, "JPEG 2000")]
    [InlineData(259, 6, "old-style JPEG")]
    [InlineData(262, 5, "CMYK")]
    [InlineData(262, 8, "CIE L*a*b*")]
    [InlineData(262, 6, "YCbCr")]
    [InlineData(262, 32803, "colour filter")]
    [InlineData(317, 3, "predictor 3")]
    [InlineData(339, 6, "complex numbers")]
    [InlineData(258, 64, "whole numbers of 64 bits")]
    public void What_is_not_understood_is_refused_by_its_name(int tag, int value, string name)
    {
        string message = Refused(Plain(1, 1, 8, new byte[8], new Entry(tag, value)));

        Assert.Contains(name, message);
        Assert.Contains("Save it anew", message);
    }

    [Fact]
    public void Samples_of_different_bits_and_parts_that_are_left_out_are_refused()
    {
        Assert.Contains("different bits", Refused(Plain(1, 1, 8, new byte[8], 3, new Entry(258, 5, 6, 5))));
        Assert.Contains(
            "left out",
            Refused(
                new TiffMaker().Make(
                    (
                        TiffMaker.Page(1, 1, 8),
                        [
                            [],
                        ]
                    )
                )
            )
        );
        Assert.Contains("fewer pixels", Refused(Plain(100, 100, 8, new byte[9999])));
    }

    [Fact]
    public void A_size_that_cannot_be_true_is_refused_before_memory_is_asked_for()
    {
        long before = GC.GetTotalAllocatedBytes();

        Assert.Contains("60000 x 60000", Refused(Plain(60000, 60000, 16, Packed([1]), new Entry(259, 8))));
        Assert.Contains(
            "30000 x 30000 pixels, more than",
            Refused(Plain(30000, 30000, 16, Packed([1]), new Entry(259, 8)))
        );
        Assert.Contains(
            "cannot hold",
            Refused(Plain(1, 1, 8, Packed([1]), new Entry(259, 8), new Entry(322, 40000), new Entry(323, 40000)))
        );

        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 100_000_000);
    }

    private static byte[] Plain(int width, int height, int bits, byte[] pixels, params Entry[] more) =>
        Plain(width, height, bits, pixels, 1, more);

    private static byte[] Plain(int width, int height, int bits, byte[] pixels, int samples, params Entry[] more) =>
        new TiffMaker().Make((TiffMaker.Page(width, height, bits, samples, more), [pixels]));

    private static T[] Read<T>(byte[] file)
        where T : unmanaged
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["a.tif"], file);
        return Assert.IsType<Raster<T>>(ImageSource.ReadPage(folder["a.tif"])).Pixels;
    }

    private static string Refused(byte[] file)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["a.tif"], file);
        return ImageSourceTests.Unreadable(folder["a.tif"]);
    }

    private static byte[] Bytes<T>(params T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(bytes);
        return packed.ToArray();
    }
}
