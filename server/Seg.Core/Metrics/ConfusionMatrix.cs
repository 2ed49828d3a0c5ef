using Seg.Core.Imaging;

namespace Seg.Core.Metrics;

/// <summary>
/// How many pixels of each true class were predicted as each class: what all scores are computed from.
/// Pixels whose truth is <see cref="MaskFile.Ignore"/> are not counted.
/// </summary>
/// <param name="classCount">1 to 255, background included.</param>
public sealed class ConfusionMatrix(int classCount)
{
    private readonly long[] counts = new long[classCount * classCount];

    /// <summary>The number of classes, background included.</summary>
    public int ClassCount { get; } = classCount;

    /// <summary>How many pixels of class <paramref name="truth"/> were predicted as <paramref name="predicted"/>.</summary>
    public long this[int truth, int predicted] => counts[truth * ClassCount + predicted];

    /// <summary>How many pixels were counted.</summary>
    public long Total => counts.Sum();

    /// <summary>How many pixels have the class in the truth.</summary>
    public long TruthPixels(int index) => Enumerable.Range(0, ClassCount).Sum(predicted => this[index, predicted]);

    /// <summary>How many counted pixels have the class in the prediction.</summary>
    public long PredictedPixels(int index) => Enumerable.Range(0, ClassCount).Sum(truth => this[truth, index]);

    /// <summary>One row a true class, one column a predicted class.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Rows => [.. counts.Chunk(ClassCount)];

    /// <summary>Counts the pixels of two masks.</summary>
    /// <param name="truth">One channel, class indices or 255.</param>
    /// <param name="prediction">One channel, the same size, class indices.</param>
    /// <exception cref="SegException"><c>mask.class</c>: a value outside the classes; nothing is counted then.</exception>
    public void Add(Raster<byte> truth, Raster<byte> prediction)
    {
        if (truth.Channels != 1 || prediction.Channels != 1)
            throw new ArgumentException($"Masks have 1 channel, not {truth.Channels} and {prediction.Channels}.");
        if (!truth.HasSizeOf(prediction))
            throw new ArgumentException(
                $"The masks differ in size: {truth.Width} x {truth.Height} and {prediction.Width} x {prediction.Height}."
            );
        Add(truth.Pixels, prediction.Pixels);
    }

    /// <summary>Counts pixels, one of the truth and one of the prediction after the other.</summary>
    /// <param name="truth">Class indices or 255.</param>
    /// <param name="prediction">As many class indices.</param>
    /// <exception cref="SegException"><c>mask.class</c>: a value outside the classes; nothing is counted then.</exception>
    public void Add(ReadOnlySpan<byte> truth, ReadOnlySpan<byte> prediction)
    {
        long[] pairs = new long[256 * 256];
        CountPairs(truth, prediction, pairs);
        Add(pairs);
    }

    /// <summary>Adds the counts of a matrix with as many classes.</summary>
    public void Merge(ConfusionMatrix other)
    {
        if (other.ClassCount != ClassCount)
            throw new ArgumentException($"{other.ClassCount} classes do not fit {ClassCount}.", nameof(other));
        for (int i = 0; i < counts.Length; i++)
            counts[i] += other.counts[i];
    }

    // Counting all pairs of bytes first keeps every comparison of classes out of the loop over the pixels.
    private static void CountPairs(ReadOnlySpan<byte> truth, ReadOnlySpan<byte> prediction, long[] pairs)
    {
        if (truth.Length != prediction.Length)
            throw new ArgumentException($"{truth.Length} pixels do not fit {prediction.Length}.");
        for (int i = 0; i < truth.Length; i++)
            pairs[truth[i] << 8 | prediction[i]]++;
    }

    private void Add(long[] pairs)
    {
        RequireClasses(pairs);
        for (int t = 0; t < ClassCount; t++)
        for (int p = 0; p < ClassCount; p++)
            counts[t * ClassCount + p] += pairs[t << 8 | p];
    }

    private void RequireClasses(long[] pairs)
    {
        for (int t = 0; t < 256; t++)
        {
            if (t == MaskFile.Ignore)
                continue;
            for (int p = 0; p < 256; p++)
            {
                if (pairs[t << 8 | p] == 0)
                    continue;
                if (t >= ClassCount)
                    throw Outside("truth", t);
                if (p >= ClassCount)
                    throw Outside("prediction", p);
            }
        }
    }

    private SegException Outside(string which, int value) =>
        new(
            "mask.class",
            $"The {which} has pixels of value {value}, but there are {ClassCount} classes, 0 to {ClassCount - 1}; "
                + "check that both masks belong to the same classes."
        );
}
