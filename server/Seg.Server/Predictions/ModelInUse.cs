using Seg.Core.Tensors;

namespace Seg.Server.Predictions;

/// <summary>
/// The models that were asked for last, kept in memory because the next question is mostly about the same. One question is
/// answered at a time, as one uses all cores. What nobody asks for is dropped after a while: a training may need the memory.
/// </summary>
/// <param name="load">Loads the model of a folder.</param>
/// <param name="most">How many are kept.</param>
internal sealed class ModelInUse<T>(Func<string, T> load, int most = 1) : IDisposable
    where T : class, IDisposable
{
    private readonly TimeSpan patience = TimeSpan.FromMinutes(3);
    private readonly SemaphoreSlim turn = new(1);

    // The newest first.
    private readonly List<(string Identity, T Model)> kept = [];
    private Timer? idle;

    /// <summary>Does work with a model, on another thread.</summary>
    /// <param name="folder">The full path of the model's folder.</param>
    /// <param name="work">Must not keep the model.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="Core.SegException">The model cannot be loaded, or what the work throws.</exception>
    public async Task<TResult> Use<TResult>(string folder, Func<T, TResult> work, CancellationToken stop)
    {
        await turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => work(Load(folder)), stop).ConfigureAwait(false);
        }
        finally
        {
            idle ??= new Timer(_ => DropIfIdle());
            idle.Change(patience, Timeout.InfiniteTimeSpan);
            turn.Release();
        }
    }

    public void Dispose()
    {
        turn.Wait();
        idle?.Dispose();
        DropAfter(0);
        turn.Dispose();
    }

    private T Load(string folder)
    {
        string wanted = ModelIdentity.Of(folder);
        int place = kept.FindIndex(one => one.Identity == wanted);
        if (place >= 0)
        {
            (string Identity, T Model) found = kept[place];
            kept.RemoveAt(place);
            kept.Insert(0, found);
            return found.Model;
        }
        DropAfter(most - 1);
        T model = load(folder);
        kept.Insert(0, (wanted, model));
        return model;
    }

    private void DropIfIdle()
    {
        if (!turn.Wait(0))
            return; // whoever has it sets the timer anew
        try
        {
            DropAfter(0);
        }
        finally
        {
            turn.Release();
        }
    }

    private void DropAfter(int count)
    {
        if (kept.Count <= count)
            return;
        foreach ((_, T model) in kept.Skip(count))
            model.Dispose();
        kept.RemoveRange(count, kept.Count - count);
        ComputeDevice.ReturnFreedMemory();
    }
}
