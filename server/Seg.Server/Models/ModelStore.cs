using Microsoft.Extensions.Logging;
using Seg.Core.Tensors;
using Seg.Server.Serving;

namespace Seg.Server.Models;

/// <summary>
/// The models in memory, for all who ask: those that were asked for last, because the next question is mostly about the same.
/// There are two at most, so that two can be held against each other, and what nobody asks for is dropped after a while: a
/// training may need the memory.
/// </summary>
internal sealed partial class ModelStore : IDisposable
{
    /// <summary>How many models are in memory at most.</summary>
    public const int Most = 2;

    private readonly ServeSettings settings;
    private readonly WorkGate gate;
    private readonly ILogger<ModelStore> log;
    private readonly ITimer idle;

    // The newest first. Only who has the turn at the gate touches it.
    private readonly List<Entry> kept = [];

    public ModelStore(ServeSettings settings, WorkGate gate, TimeProvider time, ILogger<ModelStore> log)
    {
        (this.settings, this.gate, this.log) = (settings, gate, log);
        idle = time.CreateTimer(
            _ => gate.TryRun(() => DropAllBut(0), TimeSpan.Zero), // whoever is at work sets the timer anew
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    /// <summary>How many models are in memory.</summary>
    public int Count => kept.Count;

    /// <summary>Does work with a model, on another thread, when it is its turn.</summary>
    /// <param name="kind">What the model is loaded for.</param>
    /// <param name="folder">The full path of the model's folder.</param>
    /// <param name="length">How long the work takes.</param>
    /// <param name="work">Must not keep the model. It gets what long work calls between two parts, see <see cref="WorkGate"/>.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="Core.SegException">The model cannot be loaded, or what the work throws.</exception>
    public async Task<TResult> Use<TModel, TResult>(
        ModelKind<TModel> kind,
        string folder,
        WorkLength length,
        Func<TModel, Action, TResult> work,
        CancellationToken stop
    )
        where TModel : class, IDisposable
    {
        try
        {
            return await gate.Run(
                    length,
                    pause =>
                    {
                        Entry entry = Find(kind, folder);
                        entry.Users++;
                        try
                        {
                            return work((TModel)entry.Model, pause);
                        }
                        finally
                        {
                            entry.Users--;
                            MakeRoom(Most);
                        }
                    },
                    stop
                )
                .ConfigureAwait(false);
        }
        finally
        {
            idle.Change(settings.IdleTime, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Frees the models when the work that uses them has ended; after a while of waiting the process's end must do.</summary>
    public void Dispose()
    {
        idle.Dispose();
        if (!gate.TryRun(() => DropAllBut(0), settings.StopPatience))
            LogStillAtWork();
    }

    private Entry Find<TModel>(ModelKind<TModel> kind, string folder)
        where TModel : class, IDisposable
    {
        string identity = $"{kind.Name}\n{ModelIdentity.Of(folder)}";
        Entry? found = kept.Find(entry => entry.Identity == identity);
        if (found is null)
        {
            kept.Where(entry => entry.Folder == folder && entry.Kind == kind.Name && entry.Users == 0)
                .ToList()
                .ForEach(Drop); // it has learned more since
            MakeRoom(Most - 1);
            TModel model = kind.Load(folder);
            found = new Entry(identity, folder, kind.Name, model, () => kind.Bytes(model));
            LogLoaded(folder, kind.Name);
        }
        kept.Remove(found);
        kept.Insert(0, found);
        return found;
    }

    private void MakeRoom(int most)
    {
        while (kept.Count > most || (kept.Count > 1 && kept.Sum(entry => entry.Bytes()) > settings.ModelBytes))
        {
            if (kept.FindLast(entry => entry.Users == 0) is not { } oldest)
                return;
            Drop(oldest);
        }
    }

    private void DropAllBut(int count)
    {
        while (kept.Count > count)
            Drop(kept[^1]);
    }

    private void Drop(Entry entry)
    {
        kept.Remove(entry);
        entry.Model.Dispose();
        ComputeDevice.ReturnFreedMemory();
        LogDropped(entry.Folder, entry.Kind);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Loaded the model {Folder} ({Kind}).")]
    private partial void LogLoaded(string folder, string kind);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Dropped the model {Folder} ({Kind}).")]
    private partial void LogDropped(string folder, string kind);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A model is still at work, and is left to the end of the process."
    )]
    private partial void LogStillAtWork();

    private sealed record Entry(string Identity, string Folder, string Kind, IDisposable Model, Func<long> Bytes)
    {
        /// <summary>How much work has it now: long work, and what it has let through.</summary>
        public int Users { get; set; }
    }
}
