using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Synthetic.SampleData;

namespace Seg.Synthetic.Tests.SampleData;

/// <summary>One dataset for all tests: drawing it takes some seconds.</summary>
public sealed class WrittenSample : IDisposable
{
    public WrittenSample() => SampleDataset.Write(Folder, seed: 1);

    public string Folder { get; } = Directory.CreateTempSubdirectory("seg-test-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

public sealed class SampleDatasetTests(WrittenSample sample) : IClassFixture<WrittenSample>
{
    private readonly Dataset dataset = Dataset.Open(sample.Folder);

    [Fact]
    public void Thirteen_of_nineteen_images_are_labelled()
    {
        Assert.Equal(19, dataset.Images.Count);
        Assert.Equal(13, dataset.Images.Count(image => image.IsLabelled));
        Assert.Equal(13, Directory.GetFiles(dataset.MasksFolder).Length);
    }

    [Fact]
    public void Images_are_colour_pictures_of_the_camera_s_size()
    {
        foreach (DatasetImage item in dataset.Images)
        {
            Raster<byte> image = Assert.IsType<Raster<byte>>(item.ReadImage());
            Assert.Equal((540, 450, 3), (image.Width, image.Height, image.Channels));
            double[] means = [.. Enumerable.Range(0, 3).Select(channel => Mean(image, channel, _ => true))];
            Assert.True(
                means[0] > means[1] && means[1] > means[2],
                $"{item.Stem} is not brownish: {string.Join(" ", means)}"
            );
        }
    }

    [Fact]
    public void Every_mask_has_the_three_classes_and_mostly_background()
    {
        foreach (DatasetImage item in dataset.Images.Where(item => item.IsLabelled))
        {
            Raster<byte> mask = item.ReadMask();
            Assert.Equal((540, 450), (mask.Width, mask.Height));
            byte[] values = mask.Pixels;
            int[] counts = [.. Enumerable.Range(0, 3).Select(index => values.Count(value => value == index))];
            Assert.Equal(values.Length, counts.Sum());
            Assert.True(counts[0] > 0.7 * values.Length && counts[1] > counts[2] && counts[2] > 100, item.Stem);
        }
    }

    [Fact]
    public void Dark_at_the_rim_above_focus_and_bright_in_the_middle_below()
    {
        Assert.True(CellsLessBackground("a01_z_-4.75") > 10);
        Assert.True(CellsLessBackground("a01_z_3.75") < -10);
    }

    [Fact]
    public void The_mask_does_not_depend_on_the_focus()
    {
        byte[][] masks = [.. Field("a01").Select(item => File.ReadAllBytes(item.MaskPath))];
        Assert.Equal(4, masks.Length);
        Assert.All(masks, mask => Assert.Equal(masks[0], mask));
    }

    [Fact]
    public void The_test_images_are_whole_fields()
    {
        IReadOnlyList<string> test = dataset.Config.Split!.Test!;
        Assert.Equal(["a02_z_-3.75", "a02_z_3", "b02_z_1.25"], test);
        Assert.Equal(test, Field("a02").Concat(Field("b02")).Select(item => item.Stem));
    }

    [Fact]
    public void The_stack_has_five_gray_pages_of_16_bits_that_differ()
    {
        string path = Path.Combine(sample.Folder, "stack.tif");
        Assert.Equal(5, ImageSource.CountPages(path));
        Raster<ushort> first = Assert.IsType<Raster<ushort>>(ImageSource.ReadPage(path));
        Raster<ushort> last = Assert.IsType<Raster<ushort>>(ImageSource.ReadPage(path, 4));
        Assert.Equal((270, 225, 1), (last.Width, last.Height, last.Channels));
        Assert.InRange(first.Pixels.Max(), 256, 4095);
        Assert.NotEqual(first.Pixels, last.Pixels);
    }

    private IEnumerable<DatasetImage> Field(string name) =>
        dataset.Images.Where(image => image.Stem.StartsWith(name + "_z_", StringComparison.Ordinal));

    private double CellsLessBackground(string stem)
    {
        DatasetImage item = dataset.Find(stem);
        var image = (Raster<byte>)item.ReadImage();
        Raster<byte> mask = item.ReadMask();
        // The middles of the cells: the rims are dark at both heights.
        Raster<float> depth = DistanceTransform.Exact(mask);
        return Mean(image, 1, pixel => depth.Pixels[pixel] > 4) - Mean(image, 1, pixel => mask.Pixels[pixel] == 0);
    }

    private static double Mean(Raster<byte> image, int channel, Func<int, bool> isMeant) =>
        Enumerable
            .Range(0, image.Width * image.Height)
            .Where(isMeant)
            .Average(pixel => (double)image.Pixels[pixel * image.Channels + channel]);
}
