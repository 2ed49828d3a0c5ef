using System.Diagnostics;
using Seg.Core.Augmentation;
using Seg.Core.Datasets;
using Seg.Core.Losses;
using Seg.Core.Metrics;
using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Prediction;
using Seg.Core.Tensors;
using Seg.Core.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Seg.Core.Training;

/// <summary>The network of a run and its way through steps and epochs. Making it writes nothing.</summary>
internal sealed class TrainingLoop : IDisposable
{
    private readonly RunFolder folder;
    private readonly TrainOptions options;
    private readonly TrainingData data;
    private readonly bool isResumed;
    private readonly string? validation;
    private readonly string? leak;
    private readonly Device device;
    private readonly UNet network;
    private readonly OptimizerPlan optimizer;
    private readonly ValidationImages validationImages;
    private readonly RunPreviews previews;
    private readonly Normalizer normalizer;
    private readonly TrainingStep step;
    private readonly LearnedImages everLearned;
    private ModelDescription model;
    private RunPosition position = new();
    private ConfusionMatrix learned;

    public TrainingLoop(
        Dataset dataset,
        Split split,
        TrainingData data,
        RunFolder folder,
        TrainOptions options,
        PreviousRun? previous
    )
    {
        this.folder = folder;
        this.options = options;
        this.data = data;
        isResumed = previous is not null;
        leak = FieldsOfView.Find(data.Details, dataset.Config.Split?.Group).Problem(split)?.Sentence;
        IReadOnlyList<SegClass> classes = dataset.Config.Classes;
        ILoss loss = LossExpression.Parse(
            options.Loss,
            classes.Count,
            ClassWeights.Parse(options.ClassWeights, classes.Count).For(data.CountPixels(classes))
        );
        ComputeDevice.PrepareTraining(options.Threads);
        device = ComputeDevice.Choose();
        if (device.type == DeviceType.CPU)
            MemoryLimit.Enforce();
        random.manual_seed(options.Seed);
        network = new UNet(options.Encoder, data.Channels, classes.Count);
        InputStatistics input = previous?.Model.Network.Input ?? StartingWeights.Load(network, options, data);
        network.to(device);
        ChannelsLast.Apply(network);
        normalizer = new Normalizer(input, device);
        optimizer = new OptimizerPlan(network, options);
        step = new TrainingStep(network, normalizer, loss, optimizer, device);
        previews = new RunPreviews(folder, classes);
        validationImages = new ValidationImages(data.Validation, classes, previews, loss, device);
        learned = new ConfusionMatrix(classes.Count);
        everLearned = (previous?.Learned ?? StartingWeights.Learned(options)).With(data.Train);
        validation = data.ValidationDigest(options.Normalization);
        model = new ModelDescription(
            1,
            new(options.Encoder, data.Channels, input),
            classes,
            options.Normalization,
            SplitStems.Of(split),
            options,
            previous?.Model.Epoch ?? 0,
            previous?.Model.Scores
        );
    }

    /// <summary>Trains until all epochs are done or it is stopped.</summary>
    public EndEvent Run(RunJournal journal, Func<bool> isStopped)
    {
        Begin(journal, isStopped);
        if (position.Epoch >= options.Epochs)
            return End(
                EndEvent.Completed,
                $"All {options.Epochs} epochs were done before; ask for more epochs to continue."
            );
        using var samples = new SampleStream(
            new SampleMaker(data.Train, options.Augmentation, options.Crop, model.Classes.Count, (ulong)options.Seed),
            options.Batch,
            SampleThreads,
            ahead: 2 + SampleThreads
        );
        var time = new Stopwatch();
        while (position.Epoch < options.Epochs)
        {
            time.Restart();
            if (!LearnEpoch(samples, journal, isStopped) || !FinishEpoch(journal, time, isStopped))
                return Stop();
        }
        return End(EndEvent.Completed, "Training is complete.");
    }

    // On the CPU one thread is ahead of the steps, and more would take cores from them; a GPU outruns one thread.
    private int SampleThreads => device.type == DeviceType.CUDA ? Math.Clamp(Environment.ProcessorCount / 4, 1, 8) : 1;

    /// <summary>The last event of the run, with how far it came.</summary>
    public EndEvent End(string reason, string message) =>
        new(
            reason,
            message,
            position.Step,
            position.BestEpoch,
            double.IsFinite(position.BestScore) ? position.BestScore : null
        );

    public void Dispose()
    {
        optimizer.Dispose();
        normalizer.Dispose();
        network.Dispose();
    }

    private void Begin(RunJournal journal, Func<bool> isStopped)
    {
        if (isResumed)
            position = Checkpoint.LoadRun(folder, network, optimizer.Optimizer);
        // Scores on other images or labels say nothing of these, and are gone before anything speaks of these.
        bool isOtherValidation = position.BestEpoch > 0 && position.Validation != validation;
        if (isOtherValidation)
        {
            position = position with { BestScore = double.NegativeInfinity };
            model = model with { Scores = null };
        }
        DiskRoom.Require(folder, network, RunPreviews.BytesFor(data.Validation, options.Epochs));
        options.Write(folder.Options);
        model.Write(folder.Model);
        if (isOtherValidation)
            journal.Write(new BestEvent(position.BestEpoch, null));
        journal.Write(
            new StartEvent(
                position.Step,
                options.Epochs,
                options.StepsPerEpoch,
                ComputeDevice.Describe(device),
                model.Split,
                leak
            )
        );
        // Without validation images there is nothing to compare, and the next epoch is the best.
        if (isOtherValidation && validation is not null)
            MeasureBest(journal, isStopped);
    }

    /// <summary>Measures the best weights on the validation images of now, so that an epoch that is worse does not take their place.</summary>
    private void MeasureBest(RunJournal journal, Func<bool> isStopped)
    {
        Checkpoint.LoadWeights(network, folder.Best);
        network.eval();
        using (var predictor = new Predictor(network, model, device))
            if (validationImages.Measure(predictor, position.BestEpoch, isStopped) is { Scores: { } scores } measured)
            {
                RunPosition best = RunPosition.From(Safetensors.ReadMetadata(folder.Best), folder.Best);
                best = best with { BestScore = ScoreOf(scores), Validation = validation };
                Checkpoint.SaveWeights(folder.Best, network, best);
                model = model with { Epoch = best.BestEpoch, Scores = scores };
                model.Write(folder.Model);
                journal.Write(new BestEvent(best.BestEpoch, scores));
                foreach ((string stem, string file) in measured.Previews)
                    journal.Write(new PreviewEvent(best.BestEpoch, stem, file));
                position = position with { BestScore = best.BestScore, Validation = validation };
            }
        Checkpoint.LoadAll(folder.Last, network, optimizer.Optimizer);
    }

    private static double ScoreOf(SegmentationScores? scores) => scores?.MeanIou ?? double.NegativeInfinity;

    /// <returns>Whether all the epoch's steps are done.</returns>
    private bool LearnEpoch(SampleStream samples, RunJournal journal, Func<bool> isStopped)
    {
        network.train();
        journal.BeginSteps();
        int done = position.Step - position.Epoch * options.StepsPerEpoch;
        foreach (Batch batch in samples.Epoch(position.Epoch, options.StepsPerEpoch, done))
        {
            if (isStopped())
                return false;
            double rate = optimizer.SetRate(position.Step);
            double value = step.Run(batch, learned);
            if (!double.IsFinite(value))
                throw Failure.Diverged(position, options);
            position = position with
            {
                Step = position.Step + 1,
                LossSum = position.LossSum + value,
                Learned = everLearned,
            };
            journal.Step(position.Epoch + 1, position.Step, value, rate, batch.Count);
        }
        journal.EndSteps();
        return true;
    }

    /// <returns>False when it was stopped before the validation images were measured.</returns>
    private bool FinishEpoch(RunJournal journal, Stopwatch time, Func<bool> isStopped)
    {
        RequireFinite();
        int epoch = position.Epoch + 1;
        network.eval();
        using var predictor = new Predictor(network, model, device);
        if (validationImages.Measure(predictor, epoch, isStopped) is not { } measured)
            return false;
        double meanLoss = position.LossSum / options.StepsPerEpoch;
        double score = ScoreOf(measured.Scores);
        // Without validation images nothing can be compared, and the newest weights are taken. An epoch that is done again
        // after a kill is the best again.
        bool isBest = measured.Scores is null || score > position.BestScore || epoch == position.BestEpoch;
        position = position with { Epoch = epoch, LossSum = 0 };
        if (isBest)
            KeepBest(score, measured.Scores);
        journal.Write(
            new EpochEvent(
                epoch,
                position.Step,
                meanLoss,
                isBest,
                time.Elapsed.TotalSeconds,
                measured.Scores,
                measured.Loss,
                SegmentationScores.From(learned, [.. model.Classes.Select(c => c.Name)])
            )
        );
        learned = new ConfusionMatrix(model.Classes.Count);
        foreach ((string stem, string file) in measured.Previews)
            journal.Write(new PreviewEvent(epoch, stem, file));
        Checkpoint.SaveAll(folder.Last, network, optimizer.Optimizer, position);
        previews.Prune(epoch, position.BestEpoch);
        return true;
    }

    // The weights first: a description must not speak of weights that a kill kept from the disk.
    private void KeepBest(double score, SegmentationScores? scores)
    {
        position = position with { BestEpoch = position.Epoch, BestScore = score, Validation = validation };
        Checkpoint.SaveWeights(folder.Best, network, position);
        model = model with { Epoch = position.Epoch, Scores = scores };
        model.Write(folder.Model);
    }

    private EndEvent Stop()
    {
        if (position.Step == 0)
            return End(EndEvent.Stopped, "Stopped before the first step; nothing was learned.");
        RequireFinite();
        Checkpoint.SaveAll(folder.Last, network, optimizer.Optimizer, position);
        return End(
            EndEvent.Stopped,
            $"Stopped after {position.Step} of {options.TotalSteps} steps; it can go on from there."
        );
    }

    // The loss may be a number while the step it leads to breaks the weights.
    private void RequireFinite()
    {
        if (!Checkpoint.IsFinite(network, optimizer.Optimizer))
            throw Failure.Diverged(position, options);
    }
}
