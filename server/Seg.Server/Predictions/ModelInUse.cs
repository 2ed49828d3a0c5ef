using Seg.Core.Imaging;
using Seg.Core.Networks;
using Seg.Core.Training;

namespace Seg.Server.Predictions;

/// <summary>
/// The model that was asked for last, kept in memory because the next question is mostly about the same. One question is
/// answered at a time, as one uses all cores. What nobody asks for is dropped after a while: a training may need the memory.
/// </summary>
internal sealed class ModelInUse : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly SemaphoreSlim turn = new(1);
    private readonly Timer idle;
    private TrainedModel? model;
    private string identity = "";

    public ModelInUse() => idle = new Timer(_ => DropIfIdle());

    /// <summary>Another text for each state of a model.</summary>
    public static string IdentityOf(string folder)
    {
        var files = new RunFolder(folder);
        return $"{folder}\n{FileStamp.Of(files.Best)}\n{FileStamp.Of(files.Last)}\n{FileStamp.Of(files.Model)}";
    }

    /// <summary>Does work with a model, on another thread.</summary>
    /// <param name="folder">The full path of the model's folder.</param>
    /// <param name="work">Must not keep the model.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="Core.SegException">The model cannot be loaded, or what the work throws.</exception>
    public async Task<T> Use<T>(string folder, Func<TrainedModel, T> work, CancellationToken stop)
    {
        await turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => work(Load(folder)), stop).ConfigureAwait(false);
        }
        finally
        {
            idle.Change(Patience, Timeout.InfiniteTimeSpan);
            turn.Release();
        }
    }

    public void Dispose()
    {
        idle.Dispose();
        turn.Wait();
        Drop();
        turn.Dispose();
    }

    private TrainedModel Load(string folder)
    {
        string wanted = IdentityOf(folder);
        if (model is { } loaded && identity == wanted)
            return loaded;
        Drop();
        model = TrainedModel.Load(folder, ComputeDevice.Choose());
        identity = wanted;
        return model;
    }

    private void DropIfIdle()
    {
        if (!turn.Wait(0))
            return; // whoever has it sets the timer anew
        try
        {
            Drop();
        }
        finally
        {
            turn.Release();
        }
    }

    private void Drop()
    {
        model?.Dispose();
        model = null;
    }
}
