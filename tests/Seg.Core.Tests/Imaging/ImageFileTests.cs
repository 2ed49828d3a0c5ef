using OpenCvSharp;
using Seg.Core.Imaging;

namespace Seg.Core.Tests.Imaging;

public sealed class ImageFileTests
{
    [Theory]
    [InlineData(".png", MatType.CV_8U, 1)]
    [InlineData(".png", MatType.CV_8U, 3)]
    [InlineData(".png", MatType.CV_16U, 1)]
    [InlineData(".png", MatType.CV_16U, 3)]
    [InlineData(".bmp", MatType.CV_8U, 1)]
    [InlineData(".bmp", MatType.CV_8U, 3)]
    [InlineData(".tif", MatType.CV_8U, 1)]
    [InlineData(".tif", MatType.CV_8U, 3)]
    [InlineData(".tif", MatType.CV_16U, 1)]
    [InlineData(".tiff", MatType.CV_16U, 3)]
    [InlineData(".tif", MatType.CV_32F, 1)]
    [InlineData(".TIF", MatType.CV_32F, 3)]
    public void What_is_written_is_read(string ending, int depth, int channels)
    {
        using var folder = new TempFolder();
        using Mat picture = Pictures.Of(MatType.MakeType(depth, channels));

        ImageFile.Write(folder["picture" + ending], picture);

        using Mat read = ImageFile.Read(folder["picture" + ending]);
        Pictures.AssertEqual(picture, read);
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".tif")]
    [InlineData(".bmp")]
    [InlineData(".jpg")]
    public void Colors_are_red_green_blue(string ending)
    {
        using var folder = new TempFolder();
        // OpenCV writes blue, green, red: this file is orange to every other program.
        using var orange = new Mat(16, 16, MatType.CV_8UC3, new Scalar(20, 120, 220));
        Assert.True(Cv2.ImEncode(ending, orange, out byte[] bytes));
        File.WriteAllBytes(folder["orange" + ending], bytes);

        using Mat read = ImageFile.Read(folder["orange" + ending]);

        Vec3b pixel = read.At<Vec3b>(8, 8);
        Assert.InRange(pixel.Item0, 216, 224);
        Assert.InRange(pixel.Item1, 116, 124);
        Assert.InRange(pixel.Item2, 16, 24);
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".tif")]
    public void Alpha_is_dropped(string ending)
    {
        using var folder = new TempFolder();
        using var half = new Mat(4, 4, MatType.CV_8UC4, new Scalar(20, 120, 220, 7));
        Assert.True(Cv2.ImEncode(ending, half, out byte[] bytes));
        File.WriteAllBytes(folder["half" + ending], bytes);

        using Mat read = ImageFile.Read(folder["half" + ending]);

        Assert.Equal(MatType.CV_8UC3, read.Type());
        Assert.Equal(new Vec3b(220, 120, 20), read.At<Vec3b>(2, 2));
    }

    [Fact]
    public void Doubles_become_floats()
    {
        using var folder = new TempFolder();
        using Mat picture = Pictures.Of(MatType.CV_64FC1);
        ImageFile.Write(folder["double.tif"], picture);

        using Mat read = ImageFile.Read(folder["double.tif"]);

        using Mat expected = Pictures.Of(MatType.CV_32FC1);
        Pictures.AssertEqual(expected, read);
    }

    [Fact]
    public void A_palette_becomes_its_colors()
    {
        using var folder = new TempFolder();
        byte[,] indices =
        {
            { 0, 1 },
            { 1, 0 },
        };
        File.WriteAllBytes(folder["palette.png"], PngBytes.Palette(indices, [10, 20, 30, 200, 100, 50]));

        using Mat read = ImageFile.Read(folder["palette.png"]);

        Assert.Equal(new Vec3b(10, 20, 30), read.At<Vec3b>(0, 0));
        Assert.Equal(new Vec3b(200, 100, 50), read.At<Vec3b>(0, 1));
    }

    [Fact]
    public void Gray_with_alpha_is_read()
    {
        using var folder = new TempFolder();
        byte[,] rows =
        {
            { 9, 255, 8, 0 },
        };
        File.WriteAllBytes(folder["gray.png"], PngBytes.GrayAlpha(rows));

        using Mat read = ImageFile.Read(folder["gray.png"]);

        Assert.Equal(MatType.CV_8UC1, read.Type());
        Assert.Equal(9, read.At<byte>(0, 0));
        Assert.Equal(8, read.At<byte>(0, 1));
    }

    [Theory]
    [InlineData(".png", MatType.CV_32F)]
    [InlineData(".jpg", MatType.CV_16U)]
    [InlineData(".bmp", MatType.CV_16U)]
    [InlineData(".gif", MatType.CV_8U)]
    public void A_format_that_would_lose_values_is_refused(string ending, int depth)
    {
        using var folder = new TempFolder();
        using Mat picture = Pictures.Of(MatType.MakeType(depth, 1));

        SegException e = Assert.Throws<SegException>(() => ImageFile.Write(folder["picture" + ending], picture));

        Assert.Equal("image.format", e.Code);
        Assert.Empty(Directory.GetFiles(folder.FullPath));
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
    public void A_header_that_asks_for_all_memory_is_refused()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["wide.png"], PngBytes.Make(32000, 32000, 16, 6, new byte[100], []));
        File.WriteAllBytes(folder["wider.png"], PngBytes.Make(2000000, 10, 8, 0, new byte[100], []));

        Assert.Contains("32000 x 32000 pixels, more than its", Unreadable(folder["wide.png"]));
        Assert.Contains("2000000 x 10 pixels", Unreadable(folder["wider.png"]));
    }

    private static string Unreadable(string path)
    {
        SegException e = Assert.Throws<SegException>(() => ImageFile.Read(path).Dispose());
        Assert.Equal("image.unreadable", e.Code);
        Assert.Contains(path, e.Message);
        return e.Message;
    }
}
