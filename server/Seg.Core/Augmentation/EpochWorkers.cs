using System.Runtime.ExceptionServices;

namespace Seg.Core.Augmentation;

/// <summary>The threads that make the batches of one epoch, and the batches that are begun or wait to be taken.</summary>
internal sealed class EpochWorkers(ISampleMaker maker, int batchSize, int ahead, int epoch, int steps, int firstStep)
    : IDisposable
{
    private readonly object gate = new();
    private readonly Dictionary<int, Pending> batches = [];
    private readonly List<Thread> threads = [];
    private int step = firstStep;
    private int place;
    private int wanted = firstStep;
    private bool isStopped;
    private ExceptionDispatchInfo? failure;

    public void Start(int count)
    {
        for (int i = 0; i < count; i++)
        {
            var thread = new Thread(Work) { IsBackground = true, Name = "samples" };
            lock (gate)
            {
                if (isStopped)
                    return;
                threads.Add(thread);
                thread.Start();
            }
        }
    }

    /// <summary>Waits for a batch; what went wrong in a thread is thrown here.</summary>
    public Batch Take(int number)
    {
        lock (gate)
        {
            wanted = number;
            Monitor.PulseAll(gate);
            while (true)
            {
                failure?.Throw();
                ObjectDisposedException.ThrowIf(isStopped, typeof(SampleStream));
                if (batches.TryGetValue(number, out Pending? pending) && pending.Missing == 0)
                {
                    batches.Remove(number);
                    wanted = number + 1;
                    Monitor.PulseAll(gate);
                    return pending.Batch;
                }
                Monitor.Wait(gate);
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isStopped = true;
            Monitor.PulseAll(gate);
        }
        // No thread is added after the stop.
        foreach (Thread thread in threads)
            thread.Join();
    }

    private void Work()
    {
        try
        {
            while (Next() is { } job)
            {
                Batch batch = job.Pending.Batch;
                int area = batch.Height * batch.Width;
                maker.Make(
                    epoch,
                    job.Step * batchSize + job.Place,
                    batch.Pixels.AsSpan(job.Place * area * batch.Channels, area * batch.Channels),
                    batch.Labels.AsSpan(job.Place * area * maker.LabelPlanes, area * maker.LabelPlanes)
                );
                lock (gate)
                {
                    if (--job.Pending.Missing == 0)
                        Monitor.PulseAll(gate);
                }
            }
        }
        catch (Exception e)
        {
            lock (gate)
            {
                failure ??= ExceptionDispatchInfo.Capture(e);
                isStopped = true;
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>The next sample to make, or null when the epoch is made or stopped.</summary>
    private Job? Next()
    {
        lock (gate)
        {
            while (!isStopped && step < steps && step >= wanted + ahead)
                Monitor.Wait(gate);
            if (isStopped || step >= steps)
                return null;
            if (place == 0)
                batches[step] = new Pending(NewBatch(), batchSize);
            var job = new Job(batches[step], step, place);
            if (++place == batchSize)
                (step, place) = (step + 1, 0);
            return job;
        }
    }

    private Batch NewBatch()
    {
        int area = batchSize * maker.CropSize * maker.CropSize;
        return new Batch(
            GC.AllocateUninitializedArray<float>(area * maker.Channels),
            GC.AllocateUninitializedArray<byte>(area * maker.LabelPlanes),
            batchSize,
            maker.CropSize,
            maker.CropSize,
            maker.Channels
        );
    }

    private sealed record Job(Pending Pending, int Step, int Place);

    /// <summary>A batch that is being filled.</summary>
    private sealed class Pending(Batch batch, int missing)
    {
        public Batch Batch { get; } = batch;
        public int Missing { get; set; } = missing;
    }
}
