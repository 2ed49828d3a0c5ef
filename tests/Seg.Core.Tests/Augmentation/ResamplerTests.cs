using Seg.Core.Augmentation;
using Seg.Core.Datasets;
using Seg.Core.Tests.Imaging;

namespace Seg.Core.Tests.Augmentation;

public sealed class ResamplerTests
{
    [Fact]
    public void A_plain_crop_copies_the_pixels() =>
        Assert.Equal([7, 8, 9, 13, 14, 15, 19, 20, 21], Crop(6, 5, 3, Linear.Identity, 2, 2).Pixels);

    [Fact]
    public void A_flip_mirrors_the_pixels_exactly() =>
        Assert.Equal([2, 1, 0, 5, 4, 3, 8, 7, 6], Crop(3, 3, 3, Linear.Flip(x: true, y: false), 1, 1).Pixels);

    [Theory]
    [InlineData(0, new float[] { 0, 1, 2, 3 })]
    [InlineData(1, new float[] { 1, 3, 0, 2 })]
    [InlineData(2, new float[] { 3, 2, 1, 0 })]
    [InlineData(3, new float[] { 2, 0, 3, 1 })]
    public void A_quarter_turn_copies_the_pixels(int turns, float[] expected) =>
        Assert.Equal(expected, Crop(2, 2, 2, Linear.QuarterTurns(turns), 0.5, 0.5).Pixels);

    [Fact]
    public void Outside_the_image_the_mask_is_not_labelled_and_the_image_is_mirrored()
    {
        (float[] pixels, byte[] labels) = Crop(3, 3, 3, Linear.Identity, 0, 1);
        Assert.Equal([1, 0, 1, 4, 3, 4, 7, 6, 7], pixels);
        Assert.Equal([255, 0, 0, 255, 0, 0, 255, 0, 0], labels);
    }

    [Fact]
    public void A_crop_may_be_many_times_the_image()
    {
        (float[] pixels, byte[] labels) = Crop(2, 1, 7, Linear.Identity, 0, 0);
        Assert.Equal([1, 0, 1, 0, 1, 0, 1], pixels[..7]);
        Assert.Equal(2, labels.Count(label => label == 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_even_slope_stays_an_even_slope_between_pixels(int channels)
    {
        Raster<float> image = Slope(16, 12, channels);
        Raster<byte> mask = Rasters.Filled<byte>(16, 12, 1);
        float[] pixels = new float[9 * channels];
        Resampler.Draw(image, mask, new CropMapping(3, Linear.Scale(0.5, 0.5), 7.25, 5.5), pixels, new byte[9]);
        // x + 10 y at x = 6.75, 7.25, 7.75 and y = 5, 5.5, 6, and a hundred more for each channel.
        float[] gray = [56.75f, 57.25f, 57.75f, 61.75f, 62.25f, 62.75f, 66.75f, 67.25f, 67.75f];
        for (int i = 0; i < pixels.Length; i++)
            Assert.Equal(gray[i / channels] + 100 * (i % channels), pixels[i], 1e-3);
    }

    [Fact]
    public void Color_at_the_edge_equals_color_inside_of_the_mirrored_image()
    {
        Raster<float> image = Slope(9, 9, 3);
        Raster<byte> mask = Rasters.Filled<byte>(9, 9, 0);
        Raster<float> wide = Mirrored(image, 8);
        Raster<byte> wideMask = Rasters.Filled<byte>(25, 25, 0);
        float[] narrowPixels = new float[13 * 13 * 3];
        float[] widePixels = new float[13 * 13 * 3];
        Linear map = Linear.Rotation(20);
        Resampler.Draw(image, mask, new CropMapping(13, map, 4.3, 3.6), narrowPixels, new byte[169]);
        Resampler.Draw(wide, wideMask, new CropMapping(13, map, 12.3, 11.6), widePixels, new byte[169]);
        for (int i = 0; i < narrowPixels.Length; i++)
            Assert.Equal(widePixels[i], narrowPixels[i], 1e-3);
    }

    private static (float[] Pixels, byte[] Labels) Crop(int width, int height, int size, Linear map, double x, double y)
    {
        LabelledImage image = Drawn.Counting(width, height);
        float[] pixels = new float[size * size];
        byte[] labels = new byte[size * size];
        Resampler.Draw(image.Image, image.Mask, new CropMapping(size, map, x, y), pixels, labels);
        return (pixels, labels);
    }

    private static Raster<float> Slope(int width, int height, int channels)
    {
        var slope = new Raster<float>(width, height, channels);
        for (int y = 0; y < height; y++)
        for (int i = 0; i < slope.Stride; i++)
            slope.Row(y)[i] = i / channels + 10f * y + 100 * (i % channels);
        return slope;
    }

    /// <summary>With a border on all sides, narrower than the image.</summary>
    private static Raster<float> Mirrored(Raster<float> image, int border)
    {
        var wide = new Raster<float>(image.Width + 2 * border, image.Height + 2 * border, image.Channels);
        for (int y = 0; y < wide.Height; y++)
        for (int x = 0; x < wide.Width; x++)
        for (int channel = 0; channel < image.Channels; channel++)
            wide[y, x, channel] = image[Inside(y, image.Height), Inside(x, image.Width), channel];
        return wide;

        int Inside(int at, int length)
        {
            int place = Math.Abs(at - border);
            return place < length ? place : 2 * (length - 1) - place;
        }
    }
}
