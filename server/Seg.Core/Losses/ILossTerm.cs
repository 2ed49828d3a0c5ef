using static TorchSharp.torch;

namespace Seg.Core.Losses;

/// <summary>One summand of a loss. It may leave tensors to the dispose scope around it.</summary>
internal interface ILossTerm
{
    /// <summary>The value on a batch, a scalar, 0 where no pixel is labelled.</summary>
    Tensor Compute(ScoredBatch batch);
}
