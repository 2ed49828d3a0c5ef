namespace Seg.Server.Models;

/// <summary>How long work keeps the cores: a question about one image, or a folder of them.</summary>
internal enum WorkLength
{
    Short,
    Long,
}

/// <summary>
/// Lets one piece of heavy work run at a time, as one uses all cores. Long work pauses between its parts, and what is short
/// and waits goes first then; long work never overtakes long work.
/// </summary>
internal sealed class WorkGate : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly SemaphoreSlim longTurn = new(1);
    private int shortOnes; // those that wait

    /// <summary>Does work on another thread when it is its turn.</summary>
    /// <param name="length">How long it takes.</param>
    /// <param name="work">Gets what long work calls between two parts: it returns when those that are short are done.</param>
    /// <param name="stop">Ends the waiting.</param>
    public async Task<T> Run<T>(WorkLength length, Func<Action, T> work, CancellationToken stop)
    {
        if (length == WorkLength.Short)
        {
            await Enter(stop).ConfigureAwait(false);
            return await Work(() => { }).ConfigureAwait(false);
        }
        await longTurn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            await turn.WaitAsync(stop).ConfigureAwait(false);
            return await Work(LetShortOnesThrough).ConfigureAwait(false);
        }
        finally
        {
            longTurn.Release();
        }

        async Task<T> Work(Action pause)
        {
            try
            {
                return await Task.Run(() => work(pause), stop).ConfigureAwait(false);
            }
            finally
            {
                turn.Release();
            }
        }
    }

    /// <summary>Does work at once and on this thread, if none runs within that time.</summary>
    /// <returns>Whether it was done.</returns>
    public bool TryRun(Action work, TimeSpan patience)
    {
        if (!turn.Wait(patience))
            return false;
        try
        {
            work();
            return true;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        turn.Dispose();
        longTurn.Dispose();
    }

    private async Task Enter(CancellationToken stop)
    {
        Interlocked.Increment(ref shortOnes);
        try
        {
            await turn.WaitAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref shortOnes);
        }
    }

    // The turn is handed to whoever has waited for longest.
    private void LetShortOnesThrough()
    {
        if (Volatile.Read(ref shortOnes) == 0)
            return;
        turn.Release();
        turn.Wait();
    }
}
