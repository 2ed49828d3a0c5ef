using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Tests.Imaging;
using Seg.Server.Commands;

namespace Seg.Server.Tests.Commands;

public sealed class AugmentCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("seg-augment-").FullName;

    [Fact]
    public void The_preview_is_a_picture_of_gray_and_colour_images()
    {
        Labelled("a.png", Rasters.Filled<ushort>(50, 40, 9).Disc<ushort>(20, 20, 8, 200));
        Labelled("b.png", Rasters.Filled<byte>(50, 40, 9, 3).Disc<byte>(20, 20, 8, 200));
        DatasetInit.Create(folder);
        string preview = Path.Combine(folder, "out", "sheet.png");
        Assert.Equal(0, SegCommand.Run(["augment", folder, "--preview", preview, "--crop", "32", "--json"]));
        Raster sheet = ImageSource.ReadPage(preview);
        Assert.Equal(3, sheet.Channels);
    }

    [Fact]
    public void Without_a_mask_it_says_what_to_do_and_writes_nothing()
    {
        Raster<byte> image = Rasters.Filled<byte>(20, 20, 9);
        ImageFile.Write(Path.Combine(folder, "a.png"), image);
        DatasetInit.Create(folder);
        string preview = Path.Combine(folder, "sheet.png");
        Assert.Equal(1, SegCommand.Run(["augment", folder, "--preview", preview]));
        Assert.False(File.Exists(preview));
    }

    [Theory]
    [InlineData("--crop", "4")]
    [InlineData("--crop", "many")]
    [InlineData("--preview", "sheet.txt")]
    public void Wrong_numbers_and_names_are_refused_before_anything_is_read(string option, string value)
    {
        string[] preview = option == "--preview" ? [] : ["--preview", "sheet.png"];
        Assert.Equal(2, SegCommand.Run(["augment", folder, .. preview, option, value]));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Labelled(string name, Raster image)
    {
        ImageFile.Write(Path.Combine(folder, name), image);
        Raster<byte> mask = new Raster<byte>(50, 40).Disc<byte>(20, 20, 8, 1);
        MaskFile.Write(Path.Combine(folder, "masks", name), mask);
    }
}
