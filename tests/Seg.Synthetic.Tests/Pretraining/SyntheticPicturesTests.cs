using Seg.Synthetic.Pretraining;
using Seg.Synthetic.Specimens;

namespace Seg.Synthetic.Tests.Pretraining;

public sealed class SyntheticPicturesTests
{
    private const int Side = 96;
    private const int Area = Side * Side;

    [Fact]
    public void A_picture_is_a_function_of_seed_epoch_and_index()
    {
        var (pixels, labels) = Make(seed: 1, epoch: 2, index: 3);
        var again = Make(seed: 1, epoch: 2, index: 3);
        Assert.Equal(pixels, again.Pixels);
        Assert.Equal(labels, again.Labels);
        Assert.NotEqual(pixels, Make(seed: 2, epoch: 2, index: 3).Pixels);
        Assert.NotEqual(pixels, Make(seed: 1, epoch: 1, index: 3).Pixels);
        Assert.NotEqual(pixels, Make(seed: 1, epoch: 2, index: 4).Pixels);
    }

    [Fact]
    public void All_kinds_are_drawn_and_labels_agree_with_each_other()
    {
        var seen = new HashSet<byte>();
        for (int i = 0; i < 120; i++)
        {
            var (pixels, labels) = Make(seed: 1, epoch: 0, index: i);
            Assert.All(pixels, value => Assert.InRange(value, -3, 4));
            Assert.True(pixels.Max() - pixels.Min() > 0.5, $"picture {i} shows nothing");
            ReadOnlySpan<byte> kinds = labels.AsSpan(0, Area);
            ReadOnlySpan<byte> edges = labels.AsSpan(Area, Area);
            ReadOnlySpan<byte> depths = labels.AsSpan(2 * Area, Area);
            for (int p = 0; p < Area; p++)
            {
                seen.Add(kinds[p]);
                Assert.InRange(edges[p], 0, 1);
                Assert.True(depths[p] == 0 || (kinds[p] != 0 && edges[p] == 0));
            }
        }
        Assert.Equal(Enum.GetValues<ObjectKind>().Select(kind => (byte)kind), seen.Order());
    }

    private static (float[] Pixels, byte[] Labels) Make(ulong seed, int epoch, int index)
    {
        var samples = new SyntheticPictures(Side, seed);
        var pixels = new float[Area * samples.Channels];
        var labels = new byte[Area * samples.LabelPlanes];
        samples.Make(epoch, index, pixels, labels);
        return (pixels, labels);
    }
}
