using Seg.Core.Models;
using static TorchSharp.torch;

namespace Seg.Benchmarks;

/// <summary>Whether training steps leave tensors behind, with a small network and small crops, because only their number matters.</summary>
internal static class LiveTensors
{
    public static Result Measure(TrainOptions options)
    {
        // What the measurements before left to the collector would go at a moment of its own.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var network = new TrainedNetwork(options with { Encoder = "plain", Batch = 2, Crop = 32 });
        network.Train(50);
        long early = Tensor.TotalCount;
        network.Train(450);
        long late = Tensor.TotalCount;
        return new Result(
            "live tensors after 500 steps (plain, 32²)",
            $"{late}",
            $"after 50 steps {early}",
            null,
            "equal",
            early == late
        );
    }
}
