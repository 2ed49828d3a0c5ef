using Seg.Core.Augmentation;
using Seg.Core.Datasets;
using Seg.Core.Tests.Imaging;

namespace Seg.Core.Tests.Augmentation;

public sealed class AugmentationPreviewTests
{
    private static readonly SegClass[] Classes =
    [
        new("background", "#000000"),
        new("a", "#ff0000"),
        new("b", "#00ff00"),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void The_sheet_shows_each_class_in_its_colour(int count)
    {
        LabelledImage[] images = [.. Enumerable.Range(0, count).Select(i => Drawn.Discs(60 + i, 70, 1))];
        var maker = new SampleMaker(images, new AugmentationOptions(), 32, 3, 1);
        Raster<byte> sheet = AugmentationPreview.Draw(images, maker, Classes);
        byte[][] pixels = [.. sheet.Pixels.Chunk(3)];
        Assert.Contains([255, 0, 0], pixels);
        Assert.Contains([0, 255, 0], pixels);
    }

    [Fact]
    public void Rows_show_samples_of_the_image_at_their_left()
    {
        // One image is all class 1, the other all class 2: a row shows one of the two colours only.
        LabelledImage[] images = [Plain(1), Plain(2)];
        var maker = new SampleMaker(images, AugmentationOptions.None, 128, 3, 1);
        Raster<byte> sheet = AugmentationPreview.Draw(images, maker, Classes);
        Raster<byte> first = sheet.Crop(0, 40, sheet.Width, 120);
        Assert.DoesNotContain(first.Pixels.Chunk(3), pixel => pixel[0] <= 10 && pixel[1] >= 60 && pixel[2] <= 10);
    }

    private static LabelledImage Plain(byte value) =>
        new($"all {value}", Rasters.Filled<float>(128, 128, 0), Rasters.Filled<byte>(128, 128, value));
}
