using OpenCvSharp;
using Seg.Core.Augmentation;
using Seg.Core.Datasets;

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
        using Mat sheet = AugmentationPreview.Draw(images, maker, Classes);
        Assert.Equal(MatType.CV_8UC3, sheet.Type());
        using var red = sheet.InRange(new Scalar(255, 0, 0), new Scalar(255, 0, 0));
        using var green = sheet.InRange(new Scalar(0, 255, 0), new Scalar(0, 255, 0));
        Assert.True(red.CountNonZero() > 0);
        Assert.True(green.CountNonZero() > 0);
    }

    [Fact]
    public void Rows_show_samples_of_the_image_at_their_left()
    {
        // One image is all class 1, the other all class 2: a row shows one of the two colours only.
        LabelledImage[] images = [Plain(1), Plain(2)];
        var maker = new SampleMaker(images, AugmentationOptions.None, 128, 3, 1);
        using Mat sheet = AugmentationPreview.Draw(images, maker, Classes);
        using Mat first = sheet[new Rect(0, 40, sheet.Cols, 120)];
        using Mat green = first.InRange(new Scalar(0, 60, 0), new Scalar(10, 255, 10));
        Assert.Equal(0, green.CountNonZero());
    }

    private static LabelledImage Plain(byte value) =>
        new(
            $"all {value}",
            new Mat(128, 128, MatType.CV_32FC1, Scalar.All(0)),
            new Mat(128, 128, MatType.CV_8UC1, Scalar.All(value))
        );
}
