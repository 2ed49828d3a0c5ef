namespace Seg.Core.Models;

/// <summary>How it stands with a run.</summary>
public enum RunState
{
    /// <summary>A process is training.</summary>
    Running,

    /// <summary>All epochs are done.</summary>
    Completed,

    /// <summary>Ended on request.</summary>
    Stopped,

    /// <summary>Something went wrong.</summary>
    Failed,

    /// <summary>Its process has ended unexpectedly.</summary>
    Killed,
}

/// <summary>How far a training has come, as its folder shows.</summary>
/// <param name="Name">The name of its folder in <c>models</c>.</param>
/// <param name="State">Whether it is running, or how it ended.</param>
/// <param name="Encoder">The name of its encoder.</param>
/// <param name="Epochs">How many it is to do in all.</param>
/// <param name="Epoch">How many are finished.</param>
/// <param name="Step">Optimizer steps that are done.</param>
/// <param name="Steps">How many it is to do in all.</param>
/// <param name="BestEpoch">The epoch of the best weights, from 1; 0: none is finished.</param>
/// <param name="BestMeanIou">Its mean IoU on the validation images; null where there are none.</param>
/// <param name="LastMeanIou">The same of the last finished epoch.</param>
/// <param name="Learned">The number of training images.</param>
/// <param name="Validation">The stems of the images that it is measured on.</param>
/// <param name="Started">When it was first begun.</param>
/// <param name="Message">How it ended, in a sentence for people; empty while it runs.</param>
public sealed record RunSummary(
    string Name,
    RunState State,
    string Encoder,
    int Epochs,
    int Epoch,
    int Step,
    int Steps,
    int BestEpoch,
    double? BestMeanIou,
    double? LastMeanIou,
    int Learned,
    IReadOnlyList<string> Validation,
    DateTimeOffset Started,
    string Message
)
{
    private const int MostTimed = 9;

    /// <summary>What was asked for; null: it cannot be read.</summary>
    public TrainOptions? Options { get; init; }

    /// <summary>Where it runs, in words for people; null: it is not known.</summary>
    public string? Device { get; init; }

    /// <summary>How long an epoch takes there, measuring and saving included: the median of the last ones; null: none is finished.</summary>
    public double? EpochSeconds { get; init; }

    /// <summary>Reads a run's folder, whether it is running or not; null for a folder without a training.</summary>
    public static RunSummary? Of(RunFolder folder)
    {
        if (!File.Exists(folder.Options))
            return null;
        try
        {
            TrainOptions options = TrainOptions.Read(folder.Options);
            (RunHistory history, bool isRunning) = Look(folder);
            return history.Started is null && folder.HasWeights && !isRunning
                ? OfModel(folder, options)
                : OfHistory(folder, options, history, isRunning);
        }
        catch (SegException e)
        {
            // One damaged folder must not hide all others.
            return new(folder.Name, RunState.Failed, "", 0, 0, 0, 0, 0, null, null, 0, [], Saved(folder), e.Message);
        }
    }

    // A run that ends between the two looks would seem killed.
    private static (RunHistory History, bool IsRunning) Look(RunFolder folder)
    {
        while (true)
        {
            bool isRunning = folder.IsRunning;
            RunHistory history = RunHistory.Glance(folder.Events);
            if (folder.IsRunning == isRunning)
                return (history, isRunning);
        }
    }

    private static RunSummary OfHistory(RunFolder folder, TrainOptions options, RunHistory history, bool isRunning)
    {
        EpochEvent? last = history.Epochs is [.., var newest] ? newest : null;
        (int bestEpoch, double? bestMeanIou) = Best(folder, history);
        return new(
            folder.Name,
            isRunning ? RunState.Running : Ended(history.End),
            options.Encoder,
            options.Epochs,
            last?.Epoch ?? 0,
            history.Step,
            options.TotalSteps,
            bestEpoch,
            bestMeanIou,
            last?.Scores?.MeanIou,
            history.Split?.Train.Count ?? 0,
            history.Split?.Validation ?? [],
            history.Started ?? Saved(folder),
            isRunning ? "" : history.End?.Message ?? Killed(folder)
        )
        {
            Options = options,
            Device = history.Device,
            EpochSeconds = Median([.. history.Epochs.TakeLast(MostTimed).Select(epoch => epoch.Seconds)]),
        };
    }

    // It may be in the part of a long history that was not read.
    private static (int Epoch, double? MeanIou) Best(RunFolder folder, RunHistory history)
    {
        if (!history.HasGap || !File.Exists(folder.Model))
            return (history.BestEpoch, history.BestScores?.MeanIou);
        var model = ModelDescription.Read(folder.Model);
        return (model.Epoch, model.Scores?.MeanIou);
    }

    // A model that came without its events, from a colleague or a backup.
    private static RunSummary OfModel(RunFolder folder, TrainOptions options)
    {
        var model = ModelDescription.Read(folder.Model);
        int steps = model.Epoch * options.StepsPerEpoch;
        double? score = model.Scores?.MeanIou;
        return new(
            folder.Name,
            RunState.Completed,
            options.Encoder,
            options.Epochs,
            model.Epoch,
            steps,
            options.TotalSteps,
            model.Epoch,
            score,
            score,
            model.Split.Train.Count,
            model.Split.Validation,
            Saved(folder),
            "The model is here, and the record of its training is not."
        )
        {
            Options = options,
        };
    }

    private static double? Median(double[] values) =>
        values.Length == 0 ? null : values.Order().ElementAt(values.Length / 2);

    private static RunState Ended(EndEvent? end) =>
        end?.Reason switch
        {
            EndEvent.Completed => RunState.Completed,
            EndEvent.Stopped => RunState.Stopped,
            EndEvent.Failed => RunState.Failed,
            _ => RunState.Killed,
        };

    private static string Killed(RunFolder folder) =>
        "The training ended unexpectedly: its process was killed, or the machine went down. "
        + (
            File.Exists(folder.Last)
                ? "It can go on from the last epoch that it has finished."
                : "It had not finished an epoch, so it begins anew."
        );

    private static DateTimeOffset Saved(RunFolder folder) => File.GetLastWriteTime(folder.Options);
}
