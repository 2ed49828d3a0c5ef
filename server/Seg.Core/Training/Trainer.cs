using System.Diagnostics;
using Seg.Core.Augmentation;
using Seg.Core.Datasets;
using Seg.Core.Losses;
using Seg.Core.Metrics;
using Seg.Core.Networks;
using Seg.Core.Prediction;
using TorchSharp;
using static TorchSharp.torch;

namespace Seg.Core.Training;

/// <summary>
/// One training run. Everything it knows goes into its <see cref="RunFolder"/>; nothing of it lives anywhere else, so that
/// the process may be killed at any moment and go on later from the last checkpoint, with the same result.
/// </summary>
public sealed class Trainer : IDisposable
{
    private readonly RunFolder folder;
    private readonly TrainOptions options;
    private readonly TrainingData data;
    private readonly ILoss loss;
    private readonly Device device;
    private readonly UNet network;
    private readonly OptimizerPlan optimizer;
    private readonly RunJournal journal;
    private readonly HeldOut heldOut;
    private readonly Normalizer normalizer;
    private readonly Stopwatch epochTime = new();
    private ModelDescription model;
    private RunPosition position = new();

    private Trainer(Dataset dataset, Split split, RunFolder folder, TrainOptions options, RunJournal journal)
    {
        this.folder = folder;
        this.options = options;
        this.journal = journal;
        IReadOnlyList<SegClass> classes = dataset.Config.Classes;
        ComputeDevice.PrepareTraining(options.Threads);
        device = ComputeDevice.Choose();
        data = TrainingData.Load(split, options.Normalization);
        loss = LossExpression.Parse(
            options.Loss,
            classes.Count,
            ClassWeights.Parse(options.ClassWeights, classes.Count).For(data.CountPixels(classes.Count))
        );
        random.manual_seed(options.Seed);
        network = new UNet(options.Encoder, data.Channels, classes.Count);
        InputStatistics input = StartingWeights.Load(network, options, data);
        network.to(device);
        ChannelsLast.Apply(network);
        normalizer = new Normalizer(input, device);
        optimizer = new OptimizerPlan(network, options);
        heldOut = new HeldOut(data.Validation, classes, folder);
        model = new ModelDescription(
            1,
            new(options.Encoder, data.Channels, input),
            classes,
            options.Normalization,
            SplitStems.Of(split),
            options
        );
    }

    /// <summary>Trains a new model, or goes on with one, until it is done, stopped or fails.</summary>
    /// <param name="dataset">Its labelled images are learned from.</param>
    /// <param name="folder">Where all results go.</param>
    /// <param name="options">Checked before anything is written.</param>
    /// <param name="isResumed">Whether to go on from the folder's last checkpoint.</param>
    /// <param name="observer">Called for every event after it was written.</param>
    /// <param name="stop">Ends the run after the step that is being done; the model is kept.</param>
    /// <returns>How it ended, the same as the last line of <c>events.jsonl</c>.</returns>
    /// <exception cref="SegException">Something is wrong with the options or the dataset; nothing has begun then.</exception>
    public static EndEvent Run(
        Dataset dataset,
        RunFolder folder,
        TrainOptions options,
        bool isResumed,
        Action<TrainingEvent> observer,
        CancellationToken stop
    )
    {
        options.Validate();
        ValidationRule? rule = options.Validation is { } names ? (names.Count == 0 ? new(0) : new(names)) : null;
        Split split = Split.Of(dataset, options.Seed, rule);
        LossExpression.Parse(options.Loss, dataset.Config.Classes.Count);
        ClassWeights.Parse(options.ClassWeights, dataset.Config.Classes.Count);
        using IDisposable runLock = folder.TakeLock();
        File.Delete(folder.StopRequest);
        using var journal = new RunJournal(folder, observer);
        return journal.Guard(() =>
        {
            using var trainer = new Trainer(dataset, split, folder, options, journal);
            return trainer.Run(isResumed, stop);
        });
    }

    /// <summary>Frees the network and the images.</summary>
    public void Dispose()
    {
        optimizer.Dispose();
        normalizer.Dispose();
        network.Dispose();
        data.Dispose();
    }

    private EndEvent Run(bool isResumed, CancellationToken stop)
    {
        Begin(isResumed);
        using var samples = new SampleStream(
            new SampleMaker(data.Train, options.Augmentation, options.Crop, model.Classes.Count, (ulong)options.Seed),
            options.Batch,
            threads: 1,
            ahead: 3
        );
        while (position.Step < options.TotalSteps)
        {
            if (!RunEpoch(samples, stop))
                return Stop();
            FinishEpoch();
        }
        return End("completed", "Training is complete.");
    }

    private void Begin(bool isResumed)
    {
        if (isResumed && File.Exists(folder.Last))
        {
            position = Checkpoint.LoadAll(folder.Last, network, optimizer.Optimizer);
            model = ModelDescription.Read(folder.Model) with { Options = options };
        }
        options.Write(folder.Options);
        model.Write(folder.Model);
        if (position.Step == 0)
            Checkpoint.SaveAll(folder.Last, network, optimizer.Optimizer, position);
        journal.Write(
            new StartEvent(
                position.Step,
                options.Epochs,
                options.StepsPerEpoch,
                ComputeDevice.Describe(device),
                model.Split
            )
        );
    }

    /// <returns>Whether the epoch was finished rather than stopped.</returns>
    private bool RunEpoch(SampleStream samples, CancellationToken stop)
    {
        int epoch = position.Step / options.StepsPerEpoch;
        epochTime.Restart();
        journal.BeginEpoch();
        network.train();
        foreach (Batch batch in samples.Epoch(epoch, options.StepsPerEpoch, position.Step % options.StepsPerEpoch))
        {
            if (stop.IsCancellationRequested || File.Exists(folder.StopRequest))
                return false;
            double rate = optimizer.SetRate(position.Step);
            double value = Step(batch);
            if (!double.IsFinite(value))
                throw Diverged();
            position = position with { Step = position.Step + 1 };
            journal.Step(epoch + 1, position.Step, value, rate, batch.Count);
        }
        return true;
    }

    private double Step(Batch batch)
    {
        using var scope = NewDisposeScope();
        using Tensor images = TensorBorder.Images(
            batch.Pixels,
            batch.Count,
            batch.Height,
            batch.Width,
            batch.Channels,
            device
        );
        using Tensor labels = TensorBorder.Labels(batch.Labels, batch.Count, batch.Height, batch.Width, device);
        Tensor value = loss.Compute(network.call(normalizer.Apply(images)), labels);
        optimizer.Step(value);
        return value.item<float>();
    }

    private void FinishEpoch()
    {
        int epoch = position.Step / options.StepsPerEpoch;
        network.eval();
        using var predictor = new Predictor(network, model, device);
        (SegmentationScores? scores, IReadOnlyList<PreviewEvent> previews) = heldOut.Measure(predictor, epoch);
        // Without held-out images nothing can be compared, and the newest weights are taken.
        double score = scores?.MeanIou ?? double.NegativeInfinity;
        bool isBest = scores is null || score > position.BestScore;
        if (isBest)
            KeepBest(epoch, score, scores);
        Checkpoint.SaveAll(folder.Last, network, optimizer.Optimizer, position);
        journal.Write(
            new EpochEvent(epoch, position.Step, journal.MeanLoss, isBest, epochTime.Elapsed.TotalSeconds, scores)
        );
        foreach (PreviewEvent preview in previews)
            journal.Write(preview);
    }

    // The weights first: a description must not speak of weights that a kill kept from the disk.
    private void KeepBest(int epoch, double score, SegmentationScores? scores)
    {
        position = position with { BestEpoch = epoch, BestScore = score };
        Checkpoint.SaveWeights(folder.Best, network, position);
        model = model with { Epoch = epoch, Scores = scores };
        model.Write(folder.Model);
    }

    private EndEvent Stop()
    {
        Checkpoint.SaveAll(folder.Last, network, optimizer.Optimizer, position);
        return End(
            "stopped",
            $"Stopped after {position.Step} of {options.TotalSteps} steps; --resume goes on from there."
        );
    }

    private EndEvent End(string reason, string message) =>
        new(
            reason,
            message,
            position.Step,
            position.BestEpoch,
            double.IsFinite(position.BestScore) ? position.BestScore : null
        );

    private SegException Diverged() =>
        new(
            "train.diverged",
            $"The loss became infinite or not a number in step {position.Step + 1}. The model of the last epoch is kept. Use a lower --lr ({options.LearningRate} was used) and look at the class weights."
        );
}
