using System.Numerics;
using Seg.Core.Imaging;

namespace Seg.Core.Tests.Imaging;

public sealed class ImageSourceTests
{
    [Theory]
    [InlineData(".png", 1)]
    [InlineData(".png", 3)]
    [InlineData(".bmp", 1)]
    [InlineData(".bmp", 3)]
    [InlineData(".tif", 1)]
    [InlineData(".TIFF", 3)]
    public void Bytes_that_are_written_are_read(string ending, int channels) => AssertKept<byte>(ending, channels);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Shorts_that_are_written_are_read(int channels)
    {
        AssertKept<ushort>(".png", channels);
        AssertKept<ushort>(".tif", channels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_TIFF_holds_every_kind_of_value(int channels)
    {
        AssertKept<sbyte>(".tif", channels);
        AssertKept<short>(".tif", channels);
        AssertKept<uint>(".tif", channels);
        AssertKept<int>(".tif", channels);
        AssertKept<float>(".tif", channels);
        AssertKept<double>(".tif", channels);
    }

    [Fact]
    public void A_JPEG_is_near_to_what_was_written()
    {
        using var folder = new TempFolder();
        var orange = new Raster<byte>(16, 16, 3);
        for (int i = 0; i < orange.Pixels.Length; i += 3)
            (orange.Pixels[i], orange.Pixels[i + 1], orange.Pixels[i + 2]) = (220, 120, 20);
        ImageFile.Write(folder["orange.jpg"], orange);

        var read = (Raster<byte>)ImageSource.ReadPage(folder["orange.jpg"]);

        Assert.InRange(read[8, 8, 0], 218, 222);
        Assert.InRange(read[8, 8, 1], 118, 122);
        Assert.InRange(read[8, 8, 2], 18, 22);
    }

    [Theory]
    [InlineData(".jpg")]
    [InlineData(".bmp")]
    [InlineData(".gif")]
    public void A_format_that_would_lose_values_is_refused(string ending)
    {
        using var folder = new TempFolder();

        SegException e = Assert.Throws<SegException>(() =>
            ImageFile.Write(folder["picture" + ending], new Raster<ushort>(2, 2))
        );

        Assert.Equal("image.format", e.Code);
        Assert.Empty(Directory.GetFiles(folder.FullPath));
    }

    [Fact]
    public void Pages_are_read_one_after_another_from_a_file_that_is_opened_once()
    {
        using var folder = new TempFolder();
        Raster[] pages = [Of<byte>(4, 3, 1), Of<ushort>(7, 2, 3), Of<float>(1, 1, 1)];
        TiffFile.Write(folder["stack.tif"], pages);

        using ImageSource source = ImageSource.Open(folder["stack.tif"]);
        File.Delete(folder["stack.tif"]);

        Assert.Equal(3, source.PageCount);
        AssertEqual<float>(pages[2], source.Read(2));
        AssertEqual<byte>(pages[0], source.Read(0));
        AssertEqual<ushort>(pages[1], source.Read(1));
        Assert.Empty(source.Notes(1));
        SegException e = Assert.Throws<SegException>(() => source.Read(3));
        Assert.Equal("image.page", e.Code);
        Assert.Contains("3 pages", e.Message);
        Assert.Throws<SegException>(() => source.Read(-1));
    }

    [Fact]
    public void A_file_that_is_missing_empty_or_something_else_is_named()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["empty.png"], []);
        File.WriteAllText(folder["text.png"], "this is a long enough text, not a picture at all");

        Assert.Contains("there is no such file", Unreadable(folder["missing.png"]));
        Assert.Contains("the file is empty", Unreadable(folder["empty.png"]));
        Assert.Contains("not a PNG, JPEG, BMP or TIFF", Unreadable(folder["text.png"]));
    }

    [Fact]
    public void Other_numbers_of_channels_than_1_and_3_are_refused_with_the_remedy()
    {
        Raster<byte> gray = Of<byte>(2, 2, 1);

        Assert.Same(gray, ImageChannels.Require(gray, "gray.tif"));
        SegException e = Assert.Throws<SegException>(() => ImageChannels.Require(Of<byte>(2, 2, 2), "two.tif"));
        Assert.Equal("image.channels", e.Code);
        Assert.Contains("two.tif has 2 channels", e.Message);
        Assert.Contains("Split Channels", e.Message);
    }

    internal static string Unreadable(string path)
    {
        SegException e = Assert.Throws<SegException>(() => ImageSource.ReadPage(path));
        Assert.Equal("image.unreadable", e.Code);
        Assert.Contains(path, e.Message);
        return e.Message;
    }

    /// <summary>Every value differs from its neighbours and between channels; where there are signs, some are below 0.</summary>
    internal static Raster<T> Of<T>(int width, int height, int channels)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var raster = new Raster<T>(width, height, channels);
        for (int i = 0; i < raster.Pixels.Length; i++)
        {
            double share = i * 37 % 101 / 100.0;
            double low = Math.Max(double.CreateChecked(T.MinValue), -1e9);
            double high = Math.Min(double.CreateChecked(T.MaxValue), 1e9);
            raster.Pixels[i] = T.CreateTruncating(low + share * (high - low));
        }
        return raster;
    }

    internal static void AssertEqual<T>(Raster expected, Raster actual)
        where T : unmanaged
    {
        Assert.Equal(
            (expected.Width, expected.Height, expected.Channels),
            (actual.Width, actual.Height, actual.Channels)
        );
        Assert.Equal(((Raster<T>)expected).Pixels, Assert.IsType<Raster<T>>(actual).Pixels);
    }

    private static void AssertKept<T>(string ending, int channels)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        using var folder = new TempFolder();
        Raster<T> picture = Of<T>(23, 17, channels);

        ImageFile.Write(folder["picture" + ending], picture);

        AssertEqual<T>(picture, ImageSource.ReadPage(folder["picture" + ending]));
    }
}
