using static TorchSharp.torch;

namespace Seg.Core.Losses;

/// <summary>
/// Cross-entropy: the mean surprise at the true class over the labelled pixels, each with the weight of its class,
/// as <c>torch.nn.functional.cross_entropy</c> has it.
/// </summary>
internal sealed class CrossEntropy : ILossTerm
{
    public Tensor Compute(ScoredBatch batch) => batch.WeightedSurprise().sum() / batch.LabelledWeight();
}
