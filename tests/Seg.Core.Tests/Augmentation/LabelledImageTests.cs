using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Tests.Imaging;
using Seg.Core.Tests.Prediction;

namespace Seg.Core.Tests.Augmentation;

public sealed class LabelledImageTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Theory]
    [InlineData(1, null, 1)]
    [InlineData(1, 3, 3)]
    [InlineData(3, 1, 1)]
    [InlineData(3, null, 3)]
    public void Pixels_are_normalised_floats_of_the_channels_asked_for(int inFile, int? asked, int expected)
    {
        Raster<byte> image = Rasters.Filled<byte>(6, 4, 50, inFile).Rectangle<byte>(0, 0, 3, 4, 150);
        LabelledImage read = Read(image, 6, 4, asked);
        Assert.Equal(expected, read.Image.Channels);
        Assert.Equal(1, read.Image[0, 0], 1e-5);
        Assert.Equal(0, read.Image[3, 5, expected - 1], 1e-5);
    }

    [Fact]
    public void A_few_bright_objects_on_a_flat_background_stay_visible_to_all_who_look()
    {
        var image = new Raster<ushort>(100, 100);
        Array.Fill(image.Pixels, (ushort)500);
        image[40, 50] = 4500;
        image[41, 50] = 2500;

        Raster<float> trained = Read(image, 100, 100, 1).Image;
        Raster<float> predicted = (Pictures.Model(1) with { Normalization = new() }).Normalize(image);
        Raster<byte> shown = DisplayImage.From(image);

        Assert.Equal((0, 0.5f, 1), (trained[0, 0], trained[41, 50], trained[40, 50]));
        Assert.Equal(trained.Pixels, predicted.Pixels);
        Assert.Equal((0, 128, 255), (shown[0, 0], shown[41, 50], shown[40, 50]));
    }

    [Fact]
    public void A_mask_of_another_size_is_refused_with_both_sizes()
    {
        Raster<byte> image = Rasters.Filled<byte>(6, 4, 0);
        var error = Assert.Throws<SegException>(() => Read(image, 6, 5, null));
        Assert.Equal("mask.size", error.Code);
        Assert.Contains("6 x 5 pixels and its image 6 x 4", error.Message);
    }

    public void Dispose() => folder.Dispose();

    private LabelledImage Read(Raster image, int maskWidth, int maskHeight, int? channels)
    {
        var source = new DatasetImage("a", folder["a.png"], folder["masks/a.png"], 0);
        ImageFile.Write(source.ImagePath, image);
        MaskFile.Write(source.MaskPath, Rasters.Filled<byte>(maskWidth, maskHeight, 1));
        return LabelledImage.Read(source, new Normalization(), channels);
    }
}
