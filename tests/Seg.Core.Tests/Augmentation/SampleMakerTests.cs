using FsCheck.Xunit;
using Seg.Core.Augmentation;
using Seg.Core.Datasets;
using Seg.Core.Tests.Imaging;

namespace Seg.Core.Tests.Augmentation;

public sealed class SampleMakerTests
{
    private static readonly LabelledImage[] Color = [Drawn.Discs(90, 80, 3), Drawn.Discs(50, 120, 3)];

    [Property(MaxTest = 20)]
    public void A_sample_depends_on_seed_epoch_and_index_alone(ulong seed, ushort epoch, ushort index)
    {
        var options = new AugmentationOptions { ElasticProbability = 0.5, GridProbability = 0.5 };
        var one = new SampleMaker(Color, options, 32, 3, seed);
        var other = new SampleMaker(Color, options, 32, 3, seed);
        other.Make(epoch + 1, index + 5);
        (float[] pixels, byte[] labels) = Drawn.Values(one.Make(epoch, index));
        (float[] again, byte[] labelsAgain) = Drawn.Values(other.Make(epoch, index));
        Assert.Equal(pixels, again);
        Assert.Equal(labels, labelsAgain);
    }

    [Fact]
    public void Another_seed_epoch_or_index_gives_another_sample()
    {
        var options = new AugmentationOptions { NoiseProbability = 1 };
        var maker = new SampleMaker(Color, options, 32, 3, 1);
        float[][] samples =
        [
            Drawn.Values(maker.Make(0, 0)).Pixels,
            Drawn.Values(maker.Make(1, 0)).Pixels,
            Drawn.Values(maker.Make(0, 1)).Pixels,
            Drawn.Values(new SampleMaker(Color, options, 32, 3, 2).Make(0, 0)).Pixels,
        ];
        for (int i = 0; i < samples.Length; i++)
        for (int j = 0; j < i; j++)
            Assert.NotEqual(samples[i], samples[j]);
    }

    [Fact]
    public void Flips_and_quarter_turns_of_a_whole_image_lose_no_pixel()
    {
        var options = AugmentationOptions.None with { FlipProbability = 0.5, QuarterTurns = true };
        var maker = new SampleMaker([Drawn.Counting(8, 8)], options, 8, 2, 3);
        float[] all = [.. Enumerable.Range(0, 64).Select(i => (float)i)];
        var seen = new HashSet<(float, float)>();
        for (int i = 0; i < 100; i++)
        {
            (float[] pixels, byte[] labels) = Drawn.Values(maker.Make(0, i));
            seen.Add((pixels[0], pixels[1]));
            Assert.Equal(all, pixels.Order());
            Assert.All(labels, label => Assert.Equal(0, label));
        }
        Assert.Equal(8, seen.Count); // the symmetries of a square
    }

    [Property(MaxTest = 60)]
    public void Image_and_mask_stay_aligned_whatever_the_geometry(ulong seed, bool gray)
    {
        AugmentationOptions options = RandomOptions.Geometry(seed);
        var maker = new SampleMaker([Drawn.Discs(90, 80, gray ? 1 : 3)], options, 48, 3, seed);
        Sample sample = maker.Make(0, 0);
        for (int y = 0; y < 48; y++)
        {
            for (int x = 0; x < 48; x++)
            {
                byte label = sample.Mask[y, x];
                Assert.Contains(label, new byte[] { 0, 1, 2, 255 });
                if (label != 255 && Around(sample.Mask, x, y).All(value => value == label))
                    Assert.Equal(label, Math.Round(sample.Image[y, x]));
            }
        }
    }

    [Property(MaxTest = 60)]
    public void Whatever_the_options_values_are_finite_and_the_mask_ignores_photometry(ulong seed)
    {
        AugmentationOptions options = RandomOptions.All(seed);
        int size = 1 + (int)(seed % 60);
        (float[] pixels, byte[] labels) = Drawn.Values(new SampleMaker(Color, options, size, 3, seed).Make(2, 3));
        Assert.All(pixels, pixel => Assert.True(float.IsFinite(pixel)));
        Assert.Equal(size * size * 3, pixels.Length);
        Assert.Subset(new HashSet<byte> { 0, 1, 2, 255 }, labels.ToHashSet());
    }

    [Fact]
    public void Every_image_comes_equally_often_and_in_changing_order()
    {
        LabelledImage[] images = [.. Enumerable.Range(0, 5).Select(_ => Drawn.Counting(4, 4))];
        var maker = new SampleMaker(images, AugmentationOptions.None, 4, 2, 9);
        int[] order = [.. Enumerable.Range(0, 50).Select(i => maker.Draw(0, i).Image)];
        for (int round = 0; round < 10; round++)
            Assert.Equal([0, 1, 2, 3, 4], order[(5 * round)..(5 * round + 5)].Order());
        Assert.True(order.Chunk(5).Select(round => string.Join(",", round)).Distinct().Count() > 5);
    }

    [Fact]
    public void The_set_share_of_crops_shows_a_foreground_class_and_each_class_equally()
    {
        // One pixel of class 2 in a large image, beside a large region of class 1.
        var image = Rasters.Filled<float>(400, 400, 0);
        var mask = Rasters.Filled<byte>(400, 400, 0);
        mask.Rectangle<byte>(0, 0, 100, 400, 1);
        mask[200, 390] = 2;
        var options = AugmentationOptions.None with { ForegroundShare = 0.6, QuarterTurns = true };
        var maker = new SampleMaker([new LabelledImage("rare", image, mask)], options, 32, 3, 4);
        var counts = new int[3];
        for (int i = 0; i < 500; i++)
        {
            int drawn = maker.Draw(0, i).ForegroundClass ?? 0;
            counts[drawn]++;
            if (drawn > 0)
                Assert.Contains((byte)drawn, Drawn.Values(maker.Make(0, i)).Labels);
        }
        Assert.InRange(counts[0], 160, 240);
        Assert.InRange(counts[1], 110, 190);
        Assert.InRange(counts[2], 110, 190);
    }

    [Fact]
    public void Where_little_is_labelled_every_crop_shows_some_of_it()
    {
        var mask = Rasters.Filled<byte>(500, 500, 255);
        mask.Rectangle<byte>(300, 20, 5, 5, 0);
        var image = new LabelledImage("sparse", Rasters.Filled<float>(500, 500, 0), mask);
        var maker = new SampleMaker([image], AugmentationOptions.None, 32, 2, 4);
        for (int i = 0; i < 50; i++)
            Assert.Contains((byte)0, Drawn.Values(maker.Make(0, i)).Labels);
    }

    [Fact]
    public void A_class_beyond_the_dataset_is_refused_by_name()
    {
        var error = Assert.Throws<SegException>(() => new SampleMaker(Color, new AugmentationOptions(), 32, 2, 0));
        Assert.Equal("mask.class", error.Code);
        Assert.Contains("discs 90 x 80", error.Message);
    }

    /// <summary>The pixels of the mask at most two away.</summary>
    private static IEnumerable<byte> Around(Raster<byte> mask, int x, int y) =>
        from row in Enumerable.Range(y - 2, 5)
        from column in Enumerable.Range(x - 2, 5)
        where row >= 0 && row < mask.Height && column >= 0 && column < mask.Width
        select mask[row, column];
}
