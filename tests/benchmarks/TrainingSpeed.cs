using Seg.Core.Models;

namespace Seg.Benchmarks;

/// <summary>How fast a network learns, against PyTorch and against what the machine can compute.</summary>
internal static class TrainingSpeed
{
    // The way back computes the gradients of the weights and of the input, each as much as the way there.
    private const int PassesPerStep = 3;

    public static IEnumerable<Result> Measure(TrainOptions options, TrainingRounds rounds, Peer? peer)
    {
        yield return Peer.Compare(
            1.0,
            FormattableString.Invariant($"training, {options.Batch} crops of {options.Crop}²"),
            rounds.Seg,
            peer,
            rounds.PyTorch
        );
        double operations = ConvolutionWork.Of(options.Encoder, options.Crop) * PassesPerStep * rounds.Seg;
        yield return Result.AtLeast(
            0.45,
            "  its convolutions",
            FormattableString.Invariant($"{operations / 1e9:0} GFLOP/s"),
            FormattableString.Invariant($"matrix product {rounds.Product / 1e9:0} GFLOP/s"),
            operations / rounds.Product
        );
    }
}
