using Seg.Core.Imaging;

namespace Seg.Core.Tests.Imaging;

/// <summary>Operations on pixels against the answers of scikit-image 0.19 and SciPy 1.10, written out.</summary>
public sealed class OperationTests
{
    private static readonly Raster<float> Image = new([0, 1, 4, 2, 8, 3, 5, 7, 6, 2, 0, 9], 4, 3);

    [Fact]
    public void Regions_are_numbered_row_by_row_and_join_at_corners()
    {
        // skimage.measure.label(mask, connectivity=2) and regionprops
        Raster<byte> mask = Mask("11001", "00101", "10000", "10110", "01001");
        ComponentLabels found = ConnectedComponents.Label(mask);
        Assert.Equal([1, 1, 0, 0, 2, 0, 0, 1, 0, 2, 3, 0, 0, 0, 0, 3, 0, 3, 3, 0, 0, 3, 0, 0, 3], found.Labels.Pixels);
        Assert.Equal(
            [
                new Component(3, 0, 0, 3, 2, 1, 1 / 3.0),
                new Component(2, 4, 0, 1, 2, 4, 0.5),
                new Component(6, 0, 2, 5, 3, 10 / 6.0, 19 / 6.0),
            ],
            found.Components
        );
        mask[0, 4] = 7;
        Assert.Equal(1, ConnectedComponents.Label(mask, 1).Components[1].Area);
        Assert.Equal(1, ConnectedComponents.Label(mask, 7).Count);
        Assert.Equal(0, ConnectedComponents.Label(mask, 9).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Regions_of_noise_are_those_of_a_search_pixel_by_pixel(int seed)
    {
        var random = new Random(seed);
        var mask = new Raster<byte>(61, 47);
        foreach (ref byte value in mask.Pixels.AsSpan())
            value = (byte)(random.NextDouble() < 0.4 ? 1 : 0);
        Assert.Equal(Searched(mask), ConnectedComponents.Label(mask).Labels.Pixels);
    }

    [Fact]
    public void Distances_are_exact()
    {
        // scipy.ndimage.distance_transform_edt
        float[] expected =
        [
            0,
            1,
            2,
            2,
            2.236068f,
            2.828427f,
            1,
            1.414214f,
            1.414214f,
            1,
            1.414214f,
            2.236068f,
            2,
            2,
            1,
            0,
            1,
            2,
            3,
            2.236068f,
            1.414214f,
            1,
            1.414214f,
            2.236068f,
        ];
        Near(expected, DistanceTransform.Exact(Mask("011111", "111111", "111011", "111111")), 1e-6);
        Assert.All(
            DistanceTransform.Exact(Mask("11", "11")).Pixels,
            value => Assert.Equal(float.PositiveInfinity, value)
        );
    }

    [Fact]
    public void A_blur_mirrors_the_image_at_its_edges()
    {
        // scipy.ndimage.gaussian_filter(image, sigma, mode="mirror"), for images smaller than the kernel too
        float[] weak =
        [
            3.04242f,
            2.9975f,
            3.81309f,
            4.3357f,
            4.06971f,
            3.47846f,
            3.98537f,
            4.91133f,
            4.53415f,
            3.51015f,
            3.7569f,
            5.11503f,
        ];
        float[] strong =
        [
            3.79615f,
            3.83318f,
            3.90811f,
            3.94597f,
            3.80092f,
            3.83768f,
            3.91207f,
            3.94968f,
            3.80562f,
            3.84211f,
            3.91596f,
            3.9533f,
        ];
        Near(weak, GaussianBlur.Apply(Image, 0.8), 2e-5);
        Near(strong, GaussianBlur.Apply(Image, 2), 2e-5);
        float[] inPlace = [.. Image.Pixels];
        GaussianBlur.Apply(inPlace, 4, 3, 1, 0.8);
        Near(weak, new Raster<float>(inPlace, 4, 3), 2e-5);
        Assert.Equal(Image.Pixels, GaussianBlur.Apply(Image, 0).Pixels);
    }

    [Fact]
    public void A_blur_of_wide_rows_and_of_three_channels_is_that_of_each_channel()
    {
        var random = new Random(5);
        var image = new Raster<float>(75, 9, 3);
        foreach (ref float value in image.Pixels.AsSpan())
            value = random.NextSingle();
        Raster<float> blurred = GaussianBlur.Apply(image, 1.3);
        for (int channel = 0; channel < 3; channel++)
            Near(GaussianBlur.Apply(image.Channel(channel), 1.3).Pixels, blurred.Channel(channel), 1e-5);
    }

    [Fact]
    public void A_polygon_has_the_pixels_whose_centres_are_in_it_or_on_its_edge()
    {
        // skimage.draw.polygon
        AssertFilled(
            [(1.2, 0.4), (7.7, 2.1), (4.3, 6.6), (0.5, 5.2)],
            "000000000",
            "001100000",
            "011111110",
            "011111110",
            "011111100",
            "011111000",
            "000110000",
            "000000000"
        );
        AssertFilled([(1, 1), (6, 1), (6, 4), (1, 4)], "000000000", "011111100", "011111100", "011111100", "011111100");
        AssertFilled(
            [(0, 0), (7, 0), (0, 5), (7, 5)],
            "111111110",
            "001111000",
            "000110000",
            "000110000",
            "001111000",
            "111111110"
        );
        AssertFilled([(-9, -9), (90, -9), (90, 0.5), (-9, 0.5)], "111111111", "000000000");
    }

    [Fact]
    public void Images_are_made_smaller_by_means_and_larger_between_pixels()
    {
        // skimage.transform.downscale_local_mean(image, (2, 3))
        float[] squares = [0, 1, 4, 9, 16, 8, 2, 15, 13, 13, 15, 2, 8, 16, 9, 4, 1, 0, 1, 4, 9, 16, 8, 2];
        var large = new Raster<float>(squares, 6, 4);
        Near([35 / 6f, 10.5f, 47 / 6f, 31 / 6f], Scaling.Area(large, 2, 2), 1e-5);
        var bytes = new Raster<byte>([.. squares.Select(value => (byte)value)], 6, 4);
        bytes[0, 3] = 12; // else a mean lies just between two whole numbers
        Assert.Equal([6, 11, 8, 5], Scaling.Area(bytes, 2, 2).Pixels);
        // skimage.transform.resize(image, (5, 3), order=0)
        Assert.Equal([0, 4, 2, 0, 4, 2, 8, 5, 7, 6, 0, 9, 6, 0, 9], Scaling.Nearest(Image, 3, 5).Pixels);
        // skimage.transform.resize(image, (6, 8), order=1, mode="edge", anti_aliasing=False), two of its rows
        Raster<float> twice = Scaling.Linear(Image, 8, 6);
        Near([2, 1.875f, 1.625f, 2.1875f, 3.5625f, 4, 3.5f, 3.25f], twice.Crop(0, 1, 8, 1), 1e-5);
        Near([6, 5, 3, 1.5f, 0.5f, 2.25f, 6.75f, 9], twice.Crop(0, 5, 8, 1), 1e-5);
    }

    private static Raster<byte> Mask(params string[] rows) =>
        new([.. rows.SelectMany(row => row).Select(digit => (byte)(digit - '0'))], rows[0].Length, rows.Length);

    private static void AssertFilled((double, double)[] points, params string[] expected)
    {
        var picture = new Raster<byte>(9, expected.Length);
        PolygonFill.Fill(picture, points, 1);
        Assert.Equal(expected, picture.Pixels.Chunk(9).Select(row => string.Concat(row)));
    }

    private static void Near(float[] expected, Raster<float> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Pixels.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual.Pixels[i], tolerance);
    }

    private static int[] Searched(Raster<byte> mask)
    {
        var labels = new Raster<int>(mask.Width, mask.Height);
        int count = 0;
        for (int y = 0; y < mask.Height; y++)
        for (int x = 0; x < mask.Width; x++)
            if (mask[y, x] != 0 && labels[y, x] == 0)
                Spread(x, y, ++count);
        return labels.Pixels;

        void Spread(int x, int y, int label)
        {
            if (x < 0 || y < 0 || x >= mask.Width || y >= mask.Height || mask[y, x] == 0 || labels[y, x] != 0)
                return;
            labels[y, x] = label;
            for (int i = 0; i < 9; i++)
                Spread(x + i % 3 - 1, y + i / 3 - 1, label);
        }
    }
}
