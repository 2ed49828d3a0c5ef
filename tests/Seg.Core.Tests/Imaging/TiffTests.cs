using OpenCvSharp;
using Seg.Core.Imaging;

namespace Seg.Core.Tests.Imaging;

public sealed class TiffTests
{
    private static readonly ushort[,] First =
    {
        { 1, 2, 3 },
        { 400, 500, 60000 },
    };

    private static readonly ushort[,] Second =
    {
        { 7, 8 },
    };

    private static readonly ushort[,] Third =
    {
        { 9 },
        { 10 },
        { 65535 },
    };

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void Each_page_is_read_by_itself(bool isBig, bool isLittleEndian)
    {
        using var folder = new TempFolder();
        string path = folder["stack.tif"];
        File.WriteAllBytes(path, new TiffBytes(isBig, isLittleEndian).Make(First, Second, Third));

        Assert.Equal(3, ImageFile.CountPages(path));
        Assert.Equal(First, Values(path, 0));
        Assert.Equal(Second, Values(path, 1));
        Assert.Equal(Third, Values(path, 2));
    }

    [Fact]
    public void Pages_of_an_OpenCV_stack_are_read()
    {
        using var folder = new TempFolder();
        using Mat color = Pictures.Of(MatType.CV_8UC3);
        using Mat gray = Pictures.Of(MatType.CV_32FC1, width: 3);
        using Mat blueFirst = color.CvtColor(ColorConversionCodes.RGB2BGR);
        Assert.True(Cv2.ImWrite(folder["stack.tif"], [blueFirst, gray]));

        using Mat first = ImageFile.Read(folder["stack.tif"]);
        using Mat second = ImageFile.Read(folder["stack.tif"], page: 1);

        Pictures.AssertEqual(color, first);
        Pictures.AssertEqual(gray, second);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void A_page_that_is_not_there_is_an_error(int page)
    {
        using var folder = new TempFolder();
        string path = folder["stack.tif"];
        File.WriteAllBytes(path, new TiffBytes(false, true).Make(First, Second, Third));

        SegException e = Assert.Throws<SegException>(() => ImageFile.Read(path, page).Dispose());

        Assert.Equal("image.page", e.Code);
        Assert.Contains("3 pages", e.Message);
    }

    [Fact]
    public void Only_a_TIFF_has_a_second_page()
    {
        using var folder = new TempFolder();
        using Mat picture = Pictures.Of(MatType.CV_8UC1);
        ImageFile.Write(folder["one.png"], picture);

        Assert.Equal(1, ImageFile.CountPages(folder["one.png"]));
        SegException e = Assert.Throws<SegException>(() => ImageFile.Read(folder["one.png"], 1).Dispose());
        Assert.Equal("image.page", e.Code);
    }

    [Fact]
    public void Pixels_beyond_the_end_are_an_error_not_a_black_picture()
    {
        using var folder = new TempFolder();
        byte[] whole = new TiffBytes(false, true).Make(First, Second, Third);
        File.WriteAllBytes(folder["cut.tif"], whole[..^1]);

        using Mat first = ImageFile.Read(folder["cut.tif"]);
        Assert.Equal(60000, first.At<ushort>(1, 2));
        SegException e = Assert.Throws<SegException>(() => ImageFile.Read(folder["cut.tif"], 2).Dispose());
        Assert.Contains("it ends before its pixels do", e.Message);
    }

    [Fact]
    public void A_circle_of_pages_ends()
    {
        using var folder = new TempFolder();
        byte[] bytes = new TiffBytes(false, true).Make(First, Second);
        // The second directory has 102 bytes and links to the next page at its end; let that be the first page again.
        bytes[8 + 2 * 102 - 4] = 8;
        File.WriteAllBytes(folder["circle.tif"], bytes);

        Assert.Equal(2, ImageFile.CountPages(folder["circle.tif"]));
    }

    private static ushort[,] Values(string path, int page)
    {
        using Mat read = ImageFile.Read(path, page);
        Assert.Equal(MatType.CV_16UC1, read.Type());
        read.GetRectangularArray(out ushort[,] values);
        return values;
    }
}
