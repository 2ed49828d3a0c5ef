using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Models;
using Seg.Server.Rpc.Contract;

namespace Seg.Server.Runs;

/// <summary>Starts trainings, one at a time for each dataset.</summary>
internal static class RunStart
{
    /// <summary>Waits until the training has begun.</summary>
    /// <exception cref="SegException">
    /// <c>runs.busy</c>: another one is running; <c>runs.killed</c>; or why it cannot begin, in the words of <c>seg train</c>.
    /// </exception>
    public static async Task<RunSummary> Begin(Dataset dataset, StartRunParams asked, CancellationToken stop)
    {
        using IDisposable? turn = RunFolder.TakeStart(dataset.ModelsFolder);
        RequireIdle(dataset, turn is not null);
        RunFolder folder = Folder(dataset, asked);
        using var process = TrainingProcess.Start(dataset, folder, asked.Options, asked.IsResumed);
        await process.Begun(stop).ConfigureAwait(false);
        return RunSummary.Of(folder) ?? throw new InvalidOperationException($"{folder.Options} is not there.");
    }

    private static RunFolder Folder(Dataset dataset, StartRunParams asked)
    {
        if (asked.Name is { } name)
            return RunFolder.Of(dataset.ModelsFolder, name);
        return asked.IsResumed
            ? throw new SegException("train.name", "Choose the training that is to go on.")
            : RunFolder.Unused(dataset.ModelsFolder);
    }

    private static void RequireIdle(Dataset dataset, bool isOurTurn)
    {
        if (RunFolder.All(dataset.ModelsFolder).FirstOrDefault(folder => folder.IsRunning) is { } running)
            throw new SegException(
                "runs.busy",
                $"\"{running.Name}\" is being trained on this dataset. Stop it, or wait until it has ended."
            );
        if (!isOurTurn)
            throw new SegException(
                "runs.busy",
                "Another training is just being started on this dataset. Wait until it has begun, and look at it."
            );
    }
}
