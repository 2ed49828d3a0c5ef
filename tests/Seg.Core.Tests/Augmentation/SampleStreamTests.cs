using Seg.Core.Augmentation;
using Seg.Core.Datasets;

namespace Seg.Core.Tests.Augmentation;

public sealed class SampleStreamTests
{
    private static readonly LabelledImage[] Images = [Drawn.Discs(60, 50, 3), Drawn.Discs(40, 70, 3)];

    [Fact]
    public void Batches_hold_the_makers_samples_in_order()
    {
        SampleMaker maker = Maker();
        using var stream = new SampleStream(maker, 3, 2, 2);
        Batch[] batches = [.. stream.Epoch(1, 4)];
        Assert.Equal(4, batches.Length);
        for (int i = 0; i < 12; i++)
        {
            (float[] pixels, byte[] labels) = Drawn.Values(maker.Make(1, i));
            Batch batch = batches[i / 3];
            Assert.Equal((3, 16, 16, 3), (batch.Count, batch.Height, batch.Width, batch.Channels));
            Assert.Equal(pixels, batch.Pixels.AsSpan(i % 3 * pixels.Length, pixels.Length));
            Assert.Equal(labels, batch.Labels.AsSpan(i % 3 * labels.Length, labels.Length));
        }
    }

    [Fact]
    public void Neither_threads_nor_the_first_step_change_a_batch()
    {
        using var one = new SampleStream(Maker(), 4, 1, 1);
        using var four = new SampleStream(Maker(), 4, 4, 3);
        Batch[] whole = [.. one.Epoch(5, 6)];
        Batch[] rest = [.. four.Epoch(5, 6, firstStep: 2)];
        Assert.Equal(4, rest.Length);
        for (int i = 0; i < rest.Length; i++)
        {
            Assert.Equal(whole[i + 2].Pixels, rest[i].Pixels);
            Assert.Equal(whole[i + 2].Labels, rest[i].Labels);
        }
    }

    [Fact]
    public void A_taken_batch_does_not_change_while_others_are_made()
    {
        using var stream = new SampleStream(Maker(), 2, 2, 2);
        float[]? first = null;
        float[]? copy = null;
        foreach (Batch batch in stream.Epoch(0, 20))
        {
            first ??= batch.Pixels;
            copy ??= [.. batch.Pixels];
        }
        Assert.Equal(copy, first);
    }

    [Fact]
    public void What_goes_wrong_in_a_thread_reaches_the_consumer()
    {
        using var stream = new SampleStream(new Failing(), 2, 3, 2);
        Assert.Throws<InvalidDataException>(() => stream.Epoch(0, 3).Count());
    }

    private sealed class Failing : ISampleMaker
    {
        public int CropSize => 16;

        public int Channels => 1;

        public int LabelPlanes => 1;

        public void Make(int epoch, int index, Span<float> pixels, Span<byte> labels)
        {
            if (index == 3)
                throw new InvalidDataException();
        }
    }

    [Fact]
    public void Dispose_ends_the_threads_and_who_waits()
    {
        var stream = new SampleStream(Maker(), 2, 2, 2);
        using IEnumerator<Batch> batches = stream.Epoch(0, int.MaxValue).GetEnumerator();
        Assert.True(batches.MoveNext());
        stream.Dispose();
        Assert.Throws<ObjectDisposedException>(() => batches.MoveNext());
        Assert.Throws<ObjectDisposedException>(() => stream.Epoch(0, 1).Any());
    }

    [Fact]
    public void An_epoch_may_be_left_early_and_another_begun()
    {
        using var stream = new SampleStream(Maker(), 2, 2, 2);
        Batch first = stream.Epoch(0, 100).First();
        Assert.Equal(first.Pixels, stream.Epoch(0, 100).First().Pixels);
    }

    [Fact]
    public void An_epoch_that_is_already_done_is_empty()
    {
        using var stream = new SampleStream(Maker(), 2, 1, 1);
        Assert.Empty(stream.Epoch(0, 4, firstStep: 4));
    }

    private static SampleMaker Maker() => new(Images, new AugmentationOptions(), 16, 3, 11);
}
