using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Networks.Encoders;
using Seg.Core.Tests;
using Seg.Core.Tests.Training;
using Seg.Core.Weights;
using Seg.Synthetic.Pretraining;

namespace Seg.Synthetic.Tests.Pretraining;

// The first weights come from the one generator that all of a process draw from.
[Collection(nameof(AloneWithTorch))]
public sealed class PretrainerTests : IDisposable
{
    private static readonly TrainOptions Tiny = Pretrainer.Defaults with
    {
        Encoder = "plain",
        Epochs = 2,
        StepsPerEpoch = 2,
        Batch = 2,
        Crop = 32,
        Threads = 1,
    };

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_that_was_interrupted_ends_as_one_that_was_not()
    {
        PretrainFolder whole = Run("whole", CancellationToken.None);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Run("parts", stop.Token, _ => stop.Cancel()));
        PretrainFolder parts = Run("parts", CancellationToken.None);
        Assert.Equal(File.ReadAllBytes(whole.Start), File.ReadAllBytes(parts.Start));
        Assert.Equal(File.ReadAllLines(whole.Epochs).Select(Steps), File.ReadAllLines(parts.Epochs).Select(Steps));

        static string Steps(string line) => line[..line.IndexOf("\"loss\"", StringComparison.Ordinal)];
    }

    [Fact]
    public void The_weights_are_those_of_the_encoder_in_half_precision()
    {
        PretrainFolder run = Run("a", CancellationToken.None);
        using Encoder encoder = EncoderRegistry.Create("plain", channels: 1);
        InputStatistics input = PretrainedWeights.Load(encoder, run.Start);
        Assert.Equal([0.5f], input.Mean);
        Assert.Equal("""{"images":[],"isComplete":true}""", Safetensors.ReadMetadata(run.Start)["learned"]);
        long numbers = EncoderRegistry.Find("plain").Parameters;
        Assert.InRange(new FileInfo(run.Start).Length, 2 * numbers, 2.2 * numbers);
    }

    private PretrainFolder Run(string name, CancellationToken stop, Action<PretrainedEpoch>? seen = null)
    {
        var run = new PretrainFolder(folder[name]);
        Pretrainer.Run(run, Tiny, drawers: 2, seen ?? (_ => { }), stop);
        return run;
    }
}
