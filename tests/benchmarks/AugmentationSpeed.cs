using System.Diagnostics;
using Seg.Core.Augmentation;
using Seg.Core.Datasets;
using Seg.Core.Models;
using Seg.Core.Training;

namespace Seg.Benchmarks;

/// <summary>How many training samples one core makes, against how many the training step consumes.</summary>
internal static class AugmentationSpeed
{
    private const int Samples = 300;

    public static Result Measure(TrainOptions options, TrainingRounds rounds)
    {
        var dataset = Dataset.Open(Paths.SampleData);
        var data = TrainingData.Load(
            Split.Of(dataset, options.Seed),
            options.Normalization,
            channels: null,
            MemoryLimit.Bytes,
            CancellationToken.None
        );
        var maker = new SampleMaker(
            data.Train,
            options.Augmentation,
            options.Crop,
            dataset.Config.Classes.Count,
            (ulong)options.Seed
        );
        Make(maker, 20);
        // Of processor time, so that it is one core's whatever runs beside it.
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        Make(maker, Samples);
        double rate = Samples / (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        return Result.AtLeast(
            3,
            "augmented samples, one core",
            FormattableString.Invariant($"{rate:0.0} samples/s"),
            FormattableString.Invariant($"training takes {rounds.Seg:0.0}"),
            rate / rounds.Seg
        );
    }

    private static void Make(SampleMaker maker, int count)
    {
        for (int i = 0; i < count; i++)
            maker.Make(0, i);
    }
}
