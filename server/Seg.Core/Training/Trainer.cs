using Seg.Core.Datasets;
using Seg.Core.Files;
using Seg.Core.Losses;
using Seg.Core.Models;

namespace Seg.Core.Training;

/// <summary>
/// Runs a training. Everything it knows goes into its <see cref="RunFolder"/>; nothing of it lives anywhere else, so that
/// the process may be killed at any moment and go on later from the last checkpoint, with the same result.
/// </summary>
public static class Trainer
{
    /// <summary>Trains a new model, or goes on with one, until it is done, stopped or fails.</summary>
    /// <param name="dataset">It is trained on its images that are done, and on those in progress where the options say so.</param>
    /// <param name="folder">Where all results go.</param>
    /// <param name="options">Checked, with the dataset, before anything is written.</param>
    /// <param name="isResumed">Whether to go on from the folder's last checkpoint; without one it begins anew.</param>
    /// <param name="observer">Called for every event after it was written.</param>
    /// <param name="stop">Ends the run after the step that is being done; the model is kept.</param>
    /// <returns>How it ended, the same as the last line of <c>events.jsonl</c>.</returns>
    /// <exception cref="SegException">
    /// Something is wrong with the options or the dataset, and nothing was written; or the training failed, and
    /// <c>events.jsonl</c> ends with the same sentence.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was stopped before it had begun; nothing was written.</exception>
    public static EndEvent Run(
        Dataset dataset,
        RunFolder folder,
        TrainOptions options,
        bool isResumed,
        Action<TrainingEvent> observer,
        CancellationToken stop
    )
    {
        try
        {
            return RunOrThrow(dataset, folder, options, isResumed, observer, stop);
        }
        catch (Exception e) when (e is not SegException && Failure.Explain(e) is { } explained)
        {
            throw explained;
        }
    }

    private static EndEvent RunOrThrow(
        Dataset dataset,
        RunFolder folder,
        TrainOptions options,
        bool isResumed,
        Action<TrainingEvent> observer,
        CancellationToken stop
    )
    {
        folder.RequireOwn();
        folder.RequireIdle();
        RequireFree(folder, isResumed);
        PreviousRun? previous = isResumed ? PreviousRun.Find(folder) : null;
        Check(options, dataset, previous, stop);
        ValidationRule? rule = Validation(options) ?? previous?.Validation(dataset);
        var split = Split.Of(dataset, options.Seed, rule, options.InProgress);
        TrainingData data = TrainingData.Load(
            split,
            options.Normalization,
            previous?.Model.Network.Channels,
            MemoryLimit.Bytes,
            stop
        );
        using var loop = new TrainingLoop(dataset, split, data, folder, options, previous);
        using IDisposable held = folder.TakeLock();
        RequireFree(folder, isResumed); // another may have been quicker while the images were read
        folder.Tidy();
        if (!isResumed)
            folder.Clear();
        try
        {
            return Journalled(loop, folder, observer, stop);
        }
        finally
        {
            AtomicFile.TryDelete(folder.StopRequest);
        }
    }

    private static EndEvent Journalled(
        TrainingLoop loop,
        RunFolder folder,
        Action<TrainingEvent> observer,
        CancellationToken stop
    )
    {
        using var journal = new RunJournal(folder, observer, TimeProvider.System);
        try
        {
            EndEvent end = loop.Run(journal, () => stop.IsCancellationRequested || File.Exists(folder.StopRequest));
            journal.Write(end);
            return end;
        }
        catch (Exception e)
        {
            SegException? explained = Failure.Explain(e);
            string message = explained?.Message ?? $"Training failed by a fault of Seg: {e.Message}";
            journal.WriteFailure(loop.End(EndEvent.Failed, message), explained is null ? e : null);
            throw;
        }
    }

    private static void RequireFree(RunFolder folder, bool isResumed)
    {
        if (!isResumed && folder.HasWeights)
            throw new SegException(
                "train.exists",
                $"There is a model in {folder.Path} already; choose another name, or continue it."
            )
            {
                Fields = ["name", "resume"],
            };
    }

    private static void Check(TrainOptions options, Dataset dataset, PreviousRun? previous, CancellationToken stop)
    {
        options.Validate();
        dataset.RequireOwnMasks();
        LossExpression.Parse(options.Loss, dataset.Config.Classes.Count);
        ClassWeights.Parse(options.ClassWeights, dataset.Config.Classes.Count);
        if (previous is null)
            StartingWeights.RequireFile(options, stop);
        else
            previous.RequireFits(options, dataset);
    }

    private static ValidationRule? Validation(TrainOptions options) =>
        options.Validation is { } names ? (names.Count == 0 ? new(0) : new(names)) : null;
}
