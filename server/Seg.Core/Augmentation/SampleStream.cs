using System.Diagnostics.CodeAnalysis;

namespace Seg.Core.Augmentation;

/// <summary>
/// Makes the batches of an epoch ahead of the training step, in threads of its own. The threads share out single
/// samples, and a sample is a pure function of its number, so neither their count nor their speed changes a batch.
/// </summary>
/// <param name="maker">Makes the samples.</param>
/// <param name="batchSize">Samples in a batch, 1 or more.</param>
/// <param name="threads">How many threads work, 1 or more.</param>
/// <param name="ahead">How many batches may be begun beyond those taken, 1 or more; what is ready waits in memory.</param>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of samples, not of bytes.")]
public sealed class SampleStream(ISampleMaker maker, int batchSize, int threads, int ahead) : IDisposable
{
    private readonly Lock gate = new();
    private readonly HashSet<EpochWorkers> running = [];
    private readonly int batchSize = AtLeastOne(batchSize, nameof(batchSize));
    private readonly int threads = AtLeastOne(threads, nameof(threads));
    private readonly int ahead = AtLeastOne(ahead, nameof(ahead));
    private bool isDisposed;

    /// <summary>
    /// The batches <paramref name="firstStep"/> to <paramref name="steps"/> - 1 of an epoch in order, each in arrays of
    /// its own. Batch b holds the samples b * batchSize and following, wherever the epoch is begun.
    /// The threads start with the first batch asked for and end with the enumeration.
    /// </summary>
    /// <param name="epoch">From 0.</param>
    /// <param name="steps">The number of batches in the whole epoch.</param>
    /// <param name="firstStep">Where to begin, such as after an interruption.</param>
    /// <exception cref="ObjectDisposedException">The stream was disposed, perhaps while waiting for a batch.</exception>
    public IEnumerable<Batch> Epoch(int epoch, int steps, int firstStep = 0)
    {
        using var workers = new EpochWorkers(maker, batchSize, ahead, epoch, steps, firstStep);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            running.Add(workers);
        }
        try
        {
            workers.Start(threads);
            for (int step = firstStep; step < steps; step++)
                yield return workers.Take(step);
        }
        finally
        {
            lock (gate)
                running.Remove(workers);
        }
    }

    /// <summary>Ends the threads; each finishes at most the sample it is making.</summary>
    public void Dispose()
    {
        EpochWorkers[] left;
        lock (gate)
        {
            isDisposed = true;
            left = [.. running];
        }
        foreach (EpochWorkers workers in left)
            workers.Dispose();
    }

    private static int AtLeastOne(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        return value;
    }
}
