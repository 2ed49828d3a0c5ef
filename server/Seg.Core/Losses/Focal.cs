using static TorchSharp.torch;

namespace Seg.Core.Losses;

/// <summary>
/// Focal loss: cross-entropy times (1 - p)^gamma, with p the probability of the true class, so that easy pixels count
/// little. Lin et al., "Focal Loss for Dense Object Detection", ICCV 2017, here on the softmax of all classes and as
/// the mean over the labelled pixels, weighted as in <see cref="CrossEntropy"/>, which it equals at gamma 0.
/// </summary>
/// <param name="gamma">At least 0; the paper finds 2 best.</param>
internal sealed class Focal(double gamma) : ILossTerm
{
    public Tensor Compute(ScoredBatch batch)
    {
        // Where p is 1, the slope of the power is infinite for gamma below 1; the clamp makes it zero, as the whole is.
        Tensor doubt = batch.Surprise().neg().expm1().neg().clamp_min(1e-7);
        return (doubt.pow(gamma) * batch.WeightedSurprise()).sum() / batch.LabelledWeight();
    }
}
