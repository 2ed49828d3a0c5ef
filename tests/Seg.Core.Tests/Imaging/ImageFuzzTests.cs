using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using OpenCvSharp;
using Seg.Core.Imaging;

namespace Seg.Core.Tests.Imaging;

/// <summary>A damaged file gives a picture or a <see cref="SegException"/>; a crash would take the whole test run down.</summary>
public sealed class ImageFuzzTests
{
    private static readonly (string Name, byte[] Bytes)[] Whole =
    [
        ("gray.png", Encoded(".png", MatType.CV_8UC1)),
        ("deep.png", Encoded(".png", MatType.CV_16UC3)),
        ("palette.png", PngBytes.Palette(new byte[9, 9], [10, 20, 30, 200, 100, 50])),
        ("color.jpg", Encoded(".jpg", MatType.CV_8UC3)),
        ("progressive.jpg", Encoded(".jpg", MatType.CV_8UC1, (int)ImwriteFlags.JpegProgressive, 1)),
        ("color.bmp", Encoded(".bmp", MatType.CV_8UC3)),
        ("gray.bmp", Encoded(".bmp", MatType.CV_8UC1)),
        ("lzw.tif", Encoded(".tif", MatType.CV_8UC3)),
        ("plain.tif", Encoded(".tif", MatType.CV_16UC1, (int)ImwriteFlags.TiffCompression, 1)),
        ("float.tif", Encoded(".tif", MatType.CV_32FC3)),
        ("stack.tif", new TiffBytes(false, false).Make(new ushort[3, 4], new ushort[2, 2])),
        ("big.tif", new TiffBytes(true, true).Make(new ushort[3, 4], new ushort[2, 2])),
    ];

    [Property(MaxTest = 600)]
    public Property Flipped_bytes_are_survived()
    {
        Gen<(string Name, byte[] Bytes)> damaged =
            from file in Gen.Elements(Whole)
            from count in Gen.Choose(1, 6)
            // Headers decide, so half of the damage is near the beginning or, as in TIFF, near the end.
            from flips in (
                from place in Gen.OneOf(
                    Gen.Choose(0, file.Bytes.Length - 1),
                    Gen.Choose(0, Math.Min(60, file.Bytes.Length - 1)),
                    Gen.Choose(Math.Max(0, file.Bytes.Length - 200), file.Bytes.Length - 1)
                )
                from value in Gen.OneOf(Gen.Choose(0, 255), Gen.Elements(0, 1, 127, 128, 255))
                select (place, (byte)value)
            ).ArrayOf(count)
            select (file.Name, Changed(file.Bytes, flips));
        return Prop.ForAll(
            damaged.ToArbitrary(),
            file =>
            {
                _ = Survives(file);
            }
        );
    }

    [Property(MaxTest = 300)]
    public Property A_cut_file_is_an_error()
    {
        Gen<(string Name, byte[] Bytes)> cut =
            from file in Gen.Elements(Whole)
            // The decoder needs the last bytes of a JPEG (its end marker) and of a PNG; a TIFF may end in an empty link.
            from length in Gen.Choose(0, file.Bytes.Length - 9)
            select (file.Name, file.Bytes[..length]);
        return Prop.ForAll(
            cut.ToArbitrary(),
            file => Assert.True(!Survives(file) || file.Name is "stack.tif" or "big.tif", "a part was taken for whole")
        );
    }

    /// <summary>Whether the file could be read; reads the second page as well.</summary>
    private static bool Survives((string Name, byte[] Bytes) file)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder[file.Name], file.Bytes);
        try
        {
            using Mat picture = ImageFile.Read(folder[file.Name]);
            Assert.False(picture.Empty());
            using Mat normal = new Normalization().Apply(picture);
            Assert.True(Cv2.CheckRange(normal), "a value is not finite");
            for (int page = 1; page < Math.Min(3, ImageFile.CountPages(folder[file.Name])); page++)
                ImageFile.Read(folder[file.Name], page).Dispose();
            return true;
        }
        catch (SegException e)
        {
            Assert.Contains(file.Name, e.Message);
            return false;
        }
    }

    private static byte[] Changed(byte[] bytes, (int Place, byte Value)[] flips)
    {
        var changed = (byte[])bytes.Clone();
        foreach ((int place, byte value) in flips)
            changed[place] = value;
        return changed;
    }

    private static byte[] Encoded(string ending, MatType type, params int[] parameters)
    {
        using Mat picture = Pictures.Of(type, 23, 17);
        Assert.True(Cv2.ImEncode(ending, picture, out byte[] bytes, parameters));
        return bytes;
    }
}
