using FsCheck.Xunit;
using Seg.Core.Imaging;

namespace Seg.Core.Tests.Imaging;

public sealed class NormalizationTests
{
    [Fact]
    public void The_percentiles_become_0_and_1_and_nothing_is_clipped()
    {
        ushort[] values = [.. Enumerable.Range(0, 101).Select(i => (ushort)(1000 + 10 * i))];
        var image = new Raster<ushort>(values, 101, 1);

        float[] normal = Apply(new Normalization(10, 60), image);

        Assert.Equal(0, normal[10], 1e-6);
        Assert.Equal(1, normal[60], 1e-6);
        Assert.Equal(-0.2, normal[0], 1e-6);
        Assert.Equal(1.8, normal[100], 1e-6);
    }

    [Fact]
    public void All_channels_share_one_range()
    {
        var image = new Raster<byte>([0, 50, 100, 200, 150, 100], 2, 1, 3);

        Assert.Equal([0, 0.25f, 0.5f, 1, 0.75f, 0.5f], Apply(new Normalization(0, 100), image));
    }

    [Fact]
    public void Of_a_large_image_every_channel_is_sampled()
    {
        // 3 x 2^21 values are sampled with a stride; only blue is bright.
        var image = new Raster<byte>(2048, 1024, 3);
        for (int i = 2; i < image.Pixels.Length; i += 3)
            image.Pixels[i] = 200;

        float[] normal = Apply(new Normalization(), image);

        Assert.Equal([0, 0, 1], normal[..3]);
    }

    [Fact]
    public void A_constant_image_is_0()
    {
        Raster<ushort> image = Rasters.Filled<ushort>(3, 3, 777);

        Assert.All(Apply(new Normalization(), image), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_few_bright_objects_on_a_flat_background_stay_visible()
    {
        var image = new Raster<ushort>(100, 100);
        Array.Fill(image.Pixels, (ushort)500);
        image[40, 50] = 4500;
        image[41, 50] = 2500;

        Raster<float> normal = new Normalization().Apply(image);

        Assert.Equal((0, 1, 0.5f), (normal[0, 0], normal[40, 50], normal[41, 50]));
        Assert.All(new Normalization().Apply(new Raster<ushort>([7, 7], 2, 1)).Pixels, value => Assert.Equal(0, value));
    }

    [Fact]
    public void An_image_is_left_as_it_is()
    {
        var image = new Raster<float>([1, 2, float.NaN, 3], 4, 1);

        Assert.Equal([0, 0.5f, 0, 1], new Normalization(0, 100).Apply(image).Pixels);
        Assert.Equal([1, 2, float.NaN, 3], image.Pixels);
    }

    [Fact]
    public void What_is_no_number_is_0_and_does_not_count()
    {
        float[] values = [float.NaN, 100, 200, float.PositiveInfinity, float.NegativeInfinity];
        var image = new Raster<float>(values, 5, 1);

        Assert.Equal([0, 0, 1, 0, 0], Apply(new Normalization(0, 100), image));
    }

    [Property(MaxTest = 200)]
    public void The_result_is_always_finite(float[] values)
    {
        if (values.Length == 0)
            return;
        var image = new Raster<float>(values, values.Length, 1);

        Assert.All(Apply(new Normalization(), image), value => Assert.True(float.IsFinite(value)));
    }

    private static float[] Apply(Normalization normalization, Raster image)
    {
        Raster<float> result = normalization.Apply(image);
        Assert.True(result.HasSizeOf(image));
        Assert.Equal(image.Channels, result.Channels);
        return result.Pixels;
    }
}
