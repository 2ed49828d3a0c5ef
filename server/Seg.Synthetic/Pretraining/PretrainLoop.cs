using System.Diagnostics;
using Seg.Core.Augmentation;
using Seg.Core.Metrics;
using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Tensors;
using Seg.Core.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Seg.Synthetic.Pretraining;

/// <summary>The network of a pretraining and its way through the epochs.</summary>
internal sealed class PretrainLoop : IDisposable
{
    private const int Channels = 3;

    // Enough for a mean that moves by less than a hundredth from draw to draw.
    private const int ValidationPictures = 96;

    private readonly PretrainFolder folder;
    private readonly TrainOptions options;
    private readonly Device device;
    private readonly UNet network;
    private readonly OptimizerPlan optimizer;
    private readonly Normalizer normalizer;
    private readonly InputStatistics input = InputStatistics.Centred(Channels);
    private readonly PretrainLoss loss = new();
    private RunPosition position = new();

    public PretrainLoop(PretrainFolder folder, TrainOptions options)
    {
        this.folder = folder;
        this.options = options;
        ComputeDevice.PrepareTraining(options.Threads);
        device = ComputeDevice.Choose();
        random.manual_seed(options.Seed);
        network = new UNet(options.Encoder, Channels, PretrainLoss.Outputs);
        network.to(device);
        ChannelsLast.Apply(network);
        optimizer = new OptimizerPlan(network, options);
        normalizer = new Normalizer(input, device);
        if (File.Exists(folder.Last))
            position = Checkpoint.LoadAll(folder.Last, network, optimizer.Optimizer);
        options.Write(folder.Options);
    }

    /// <summary>Finished epochs.</summary>
    public int Epochs => position.Epoch;

    /// <summary>Learns for one epoch, measures, and saves.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; the epoch is done anew the next time.</exception>
    public PretrainedEpoch RunEpoch(SampleStream samples, CancellationToken stop)
    {
        var time = Stopwatch.StartNew();
        double sum = 0;
        network.train();
        foreach (Batch batch in samples.Epoch(position.Epoch, options.StepsPerEpoch))
        {
            stop.ThrowIfCancellationRequested();
            optimizer.SetRate(position.Step);
            sum += Learn(batch);
            position = position with { Step = position.Step + 1 };
        }
        if (!double.IsFinite(sum) || !Checkpoint.IsFinite(network, optimizer.Optimizer))
            throw Failure.Diverged(position, options);
        double seconds = time.Elapsed.TotalSeconds;
        position = position with { Epoch = position.Epoch + 1 };
        SegmentationScores scores = Measure();
        double meanIou = scores.MeanIou ?? 0; // there is always some background
        Checkpoint.SaveAll(folder.Last, network, optimizer.Optimizer, position);
        EncoderFile.Write(folder.Start, network, input, position.Step, meanIou);
        return new PretrainedEpoch(
            position.Step,
            options.TotalSteps,
            sum / options.StepsPerEpoch,
            options.StepsPerEpoch * options.Batch / seconds,
            meanIou,
            scores.Classes.ToDictionary(kind => kind.Name, kind => kind.Iou)
        );
    }

    public void Dispose()
    {
        optimizer.Dispose();
        normalizer.Dispose();
        network.Dispose();
    }

    private double Learn(Batch batch)
    {
        using var scope = ComputeScope.Open();
        Tensor value = Loss(batch);
        optimizer.Step(value);
        return TensorConversion.Number(value);
    }

    // Freed before the way back, as in TrainingStep.
    private Tensor Loss(Batch batch)
    {
        using var scope = ComputeScope.Open();
        Tensor labels = from_array(batch.Labels, device)
            .reshape(batch.Count, SyntheticPictures.Planes, batch.Height, batch.Width);
        return loss.Compute(Output(batch), labels).MoveToOuterDisposeScope();
    }

    private Tensor Output(Batch batch) =>
        network.call(
            normalizer.Apply(
                TensorConversion.Images(batch.Pixels, batch.Count, batch.Height, batch.Width, batch.Channels, device)
            )
        );

    private SegmentationScores Measure()
    {
        network.eval();
        var confusion = new ConfusionMatrix(PretrainLoss.Kinds.Length);
        using var _ = no_grad();
        // A seed of its own: none of these pictures is ever learned from.
        using var samples = new SampleStream(
            new SyntheticPictures(options.Crop, ~(ulong)options.Seed),
            options.Batch,
            threads: 1,
            ahead: 1
        );
        foreach (Batch batch in samples.Epoch(0, (ValidationPictures + options.Batch - 1) / options.Batch))
        {
            using var scope = ComputeScope.Open();
            byte[] seen = TensorConversion.Bytes(Output(batch).narrow(1, 0, PretrainLoss.Kinds.Length).argmax(1));
            int area = batch.Height * batch.Width;
            for (int i = 0; i < batch.Count; i++)
                confusion.Add(
                    batch.Labels.AsSpan(i * SyntheticPictures.Planes * area, area),
                    seen.AsSpan(i * area, area)
                );
        }
        return SegmentationScores.From(confusion, PretrainLoss.Kinds);
    }
}
