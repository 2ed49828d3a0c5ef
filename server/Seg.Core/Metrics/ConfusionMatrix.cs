using OpenCvSharp;
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
    /// <param name="truth">8-bit gray, class indices or 255.</param>
    /// <param name="prediction">8-bit gray, the same size, class indices.</param>
    /// <exception cref="SegException"><c>mask.class</c>: a value outside the classes; nothing is counted then.</exception>
    public void Add(Mat truth, Mat prediction)
    {
        if (truth.Type() != MatType.CV_8UC1 || prediction.Type() != MatType.CV_8UC1)
            throw new ArgumentException($"Masks are 8-bit gray, not {truth.Type()} and {prediction.Type()}.");
        if (truth.Size() != prediction.Size())
            throw new ArgumentException($"The masks differ in size: {truth.Size()} and {prediction.Size()}.");
        // Counting all pairs of bytes first keeps every comparison out of the loop over the pixels.
        long[] pairs = CountPairs(truth, prediction);
        RequireClasses(pairs);
        for (int t = 0; t < ClassCount; t++)
        for (int p = 0; p < ClassCount; p++)
            counts[t * ClassCount + p] += pairs[t << 8 | p];
    }

    /// <summary>Adds the counts of a matrix with as many classes.</summary>
    public void Merge(ConfusionMatrix other)
    {
        if (other.ClassCount != ClassCount)
            throw new ArgumentException($"{other.ClassCount} classes do not fit {ClassCount}.", nameof(other));
        for (int i = 0; i < counts.Length; i++)
            counts[i] += other.counts[i];
    }

    private static unsafe long[] CountPairs(Mat truth, Mat prediction)
    {
        long[] pairs = new long[256 * 256];
        (int rows, int columns) = (truth.Rows, truth.Cols);
        fixed (long* counters = pairs)
        {
            for (int y = 0; y < rows; y++)
            {
                byte* t = (byte*)truth.Ptr(y);
                byte* p = (byte*)prediction.Ptr(y);
                for (int x = 0; x < columns; x++)
                    counters[t[x] << 8 | p[x]]++;
            }
        }
        return pairs;
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
