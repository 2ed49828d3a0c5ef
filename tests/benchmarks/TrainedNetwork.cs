using Seg.Core.Augmentation;
using Seg.Core.Losses;
using Seg.Core.Metrics;
using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Tensors;
using Seg.Core.Training;
using static TorchSharp.torch;

namespace Seg.Benchmarks;

/// <summary>A network and all that one step of its training needs, set up as the trainer does it.</summary>
internal sealed class TrainedNetwork : IDisposable
{
    public const int Classes = 3;
    public const int Channels = 3;

    private readonly UNet network;
    private readonly Normalizer normalizer;
    private readonly OptimizerPlan optimizer;
    private readonly TrainingStep step;
    private readonly Batch batch;
    private readonly ConfusionMatrix confusion = new(Classes);

    public TrainedNetwork(TrainOptions options)
    {
        random.manual_seed(options.Seed);
        network = new UNet(options.Encoder, Channels, Classes);
        ChannelsLast.Apply(network);
        normalizer = new Normalizer(InputStatistics.Centred(Channels), CPU);
        optimizer = new OptimizerPlan(network, options);
        step = new TrainingStep(network, normalizer, LossExpression.Parse(options.Loss, Classes), optimizer, CPU);
        batch = RandomBatch(options);
    }

    /// <summary>Does a number of steps with the same crops; returns their losses.</summary>
    public double[] Train(int steps) => [.. Enumerable.Range(0, steps).Select(_ => step.Run(batch, confusion))];

    public void Dispose()
    {
        optimizer.Dispose();
        normalizer.Dispose();
        network.Dispose();
    }

    private static Batch RandomBatch(TrainOptions options)
    {
        var random = new Random(options.Seed);
        int pixels = options.Batch * options.Crop * options.Crop;
        var values = new float[pixels * Channels];
        foreach (ref float value in values.AsSpan())
            value = random.NextSingle();
        var labels = new byte[pixels];
        foreach (ref byte label in labels.AsSpan())
            label = (byte)random.Next(Classes);
        return new Batch(values, labels, options.Batch, options.Crop, options.Crop, Channels);
    }
}
