using Seg.Core;
using Seg.Core.Augmentation;
using Seg.Core.Models;

namespace Seg.Synthetic.Pretraining;

/// <summary>What a network can do after so many steps of pretraining.</summary>
/// <param name="Step">Steps so far.</param>
/// <param name="Steps">Of the whole run.</param>
/// <param name="Loss">The mean of this round's steps.</param>
/// <param name="ImagesPerSecond">Of this round.</param>
/// <param name="MeanIou">Over the kinds, on drawn pictures that are never learned from.</param>
/// <param name="Kinds">The same by kind; null: none of these pictures has it.</param>
public sealed record PretrainedRound(
    int Step,
    int Steps,
    double Loss,
    double ImagesPerSecond,
    double MeanIou,
    IReadOnlyDictionary<string, double?> Kinds
);

/// <summary>
/// Trains a network on drawn microscopy, so that a few real images are enough to go on from. It writes what
/// <see cref="PretrainFolder"/> lists after each round, atomically, and may be killed at any moment.
/// </summary>
public static class Pretrainer
{
    /// <summary>What pretraining takes unless told otherwise.</summary>
    public static TrainOptions Defaults { get; } =
        new()
        {
            Weights = null,
            Epochs = 40,
            StepsPerEpoch = 500,
            Batch = 16,
            Crop = 192,
        };

    /// <summary>Pretrains until all rounds are done or it is stopped.</summary>
    /// <param name="folder">Where the results go.</param>
    /// <param name="options">Epochs are rounds here; the same options and seed give the same weights on the same machine.</param>
    /// <param name="drawers">How many threads draw pictures, 1 or more; changes nothing but the speed.</param>
    /// <param name="observer">Called after each round.</param>
    /// <param name="stop">Ends the run after the step that is being done; the next run goes on from the last round.</param>
    /// <exception cref="SegException"><c>train.option</c>, <c>weights.mismatch</c>: a run of another encoder is there; <c>file.write</c>.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void Run(
        PretrainFolder folder,
        TrainOptions options,
        int drawers,
        Action<PretrainedRound> observer,
        CancellationToken stop
    )
    {
        options.Validate();
        using IDisposable held = folder.TakeLock();
        using var loop = new PretrainLoop(folder, options);
        using var samples = new SampleStream(
            new DrawnSamples(options.Crop, (ulong)options.Seed),
            options.Batch,
            drawers,
            ahead: 2 + drawers
        );
        while (loop.Rounds < options.Epochs)
        {
            PretrainedRound round = loop.Round(samples, stop);
            folder.Append(round);
            observer(round);
        }
    }
}
