namespace Seg.Core.Tests.Tensors;

/// <summary>Collects garbage all the time until it is disposed, so that what nobody refers to any more is finalized at once.</summary>
internal sealed class Collector : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Thread thread;

    public Collector()
    {
        thread = new Thread(() =>
        {
            while (!stop.Token.WaitHandle.WaitOne(1))
                GC.Collect(generation: 0); // what was just left behind is there
        });
        thread.Start();
    }

    public void Dispose()
    {
        stop.Cancel();
        thread.Join();
        stop.Dispose();
    }
}
