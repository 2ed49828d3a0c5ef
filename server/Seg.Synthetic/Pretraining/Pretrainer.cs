using Seg.Core;
using Seg.Core.Augmentation;
using Seg.Core.Models;

namespace Seg.Synthetic.Pretraining;

/// <summary>What a network can do after so many steps of pretraining.</summary>
/// <param name="Step">Steps so far.</param>
/// <param name="Steps">Of the whole run.</param>
/// <param name="Loss">The mean of this epoch's steps.</param>
/// <param name="ImagesPerSecond">Of this epoch.</param>
/// <param name="MeanIou">Over the kinds, on drawn pictures that are never learned from.</param>
/// <param name="Kinds">The same by kind; null: none of these pictures has it.</param>
public sealed record PretrainedEpoch(
    int Step,
    int Steps,
    double Loss,
    double ImagesPerSecond,
    double MeanIou,
    IReadOnlyDictionary<string, double?> Kinds
);

/// <summary>
/// Trains a network on drawn microscopy, so that a few real images are enough to go on from. It writes what
/// <see cref="PretrainFolder"/> lists after each epoch, atomically, and may be killed at any moment.
/// </summary>
public static class Pretrainer
{
    /// <summary>The options of pretraining by default.</summary>
    public static TrainOptions Defaults { get; } =
        new()
        {
            Weights = null,
            Epochs = 40,
            StepsPerEpoch = 500,
            Batch = 16,
            Crop = 192,
        };

    /// <summary>Pretrains until all epochs are done or it is stopped.</summary>
    /// <param name="folder">Where the results go.</param>
    /// <param name="options">The same options and seed give the same weights on the same machine.</param>
    /// <param name="drawers">How many threads draw pictures, 1 or more; changes nothing but the speed.</param>
    /// <param name="observer">Called after each epoch.</param>
    /// <param name="stop">Ends the run after the step that is being done; the next run goes on from the last epoch.</param>
    /// <exception cref="SegException"><c>train.option</c>, <c>weights.mismatch</c>: a run of another encoder is there; <c>file.write</c>.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void Run(
        PretrainFolder folder,
        TrainOptions options,
        int drawers,
        Action<PretrainedEpoch> observer,
        CancellationToken stop
    )
    {
        options.Validate();
        using IDisposable held = folder.TakeLock();
        using var loop = new PretrainLoop(folder, options);
        using var samples = new SampleStream(
            new SyntheticPictures(options.Crop, (ulong)options.Seed),
            options.Batch,
            drawers,
            ahead: 2 + drawers
        );
        while (loop.Epochs < options.Epochs)
        {
            PretrainedEpoch epoch = loop.RunEpoch(samples, stop);
            folder.Append(epoch);
            observer(epoch);
        }
    }
}
