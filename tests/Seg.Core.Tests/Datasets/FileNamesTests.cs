using Seg.Core.Datasets;
using Seg.Core.Files;
using Seg.Core.Imaging;

namespace Seg.Core.Tests.Datasets;

public sealed class FileNamesTests
{
    [Theory]
    [InlineData("ze\u0301ro", "z\u00e9ro")]
    [InlineData("e\u0323\u0302", "\u1ec7")] // two marks, as in Vietnamese
    [InlineData("\u1112\u1161\u11ab", "\ud55c")] // three letters of a Korean syllable
    [InlineData("\u304b\u3099", "\u304c")]
    [InlineData("\u0438\u0306", "\u0439")]
    [InlineData("plain", "plain")]
    public void A_letter_and_its_marks_are_one(string apart, string together)
    {
        Assert.Equal(together, FileNames.Composed(apart));
        Assert.Equal(together, FileNames.Composed(together));
        Assert.True(FileNames.AreAlike(apart, together));
    }

    [Fact]
    public void An_image_has_the_mask_whose_name_only_is_written_otherwise()
    {
        using var folder = new TempFolder();
        ImageFile.Write(folder["images/ze\u0301ro.png"], new Raster<byte>(2, 2));
        MaskFile.Write(folder["masks/z\u00e9ro.png"], new Raster<byte>(2, 2));
        Dataset dataset = DatasetInit.Create(folder.FullPath, ["background", "cell"]);
        DatasetImage image = Assert.Single(dataset.Images);
        Assert.True(image.IsLabelled);
        Assert.Equal(folder["masks/z\u00e9ro.png"], image.MaskPath);
        Assert.Same(image, dataset.Find("z\u00e9ro"));
    }
}
