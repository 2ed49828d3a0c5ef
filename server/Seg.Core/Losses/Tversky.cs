using static TorchSharp.torch;

namespace Seg.Core.Losses;

/// <summary>
/// Tversky loss: 1 - (TP + s) / (TP + alpha FP + beta FN + s) per class, counted in probabilities and averaged as
/// <see cref="Dice"/> is, which it equals at alpha = beta = 1/2. Salehi et al., "Tversky loss function for image
/// segmentation using 3D fully convolutional deep networks", MLMI 2017.
/// </summary>
/// <param name="alpha">What a false positive costs, at least 0.</param>
/// <param name="beta">What a miss costs, at least 0.</param>
/// <param name="smooth">s in pixels, at least 0.</param>
internal sealed class Tversky(double alpha, double beta, double smooth) : ILossTerm
{
    private readonly double beta =
        alpha + beta > 0
            ? beta
            : throw new ArgumentException("alpha and beta are both 0, so no mistake costs anything");

    public Tensor Compute(ScoredBatch batch)
    {
        Tensor hits = batch.Confusion.diagonal();
        Tensor falsePositives = batch.Confusion.sum(1) - hits;
        Tensor misses = batch.TruePixels - hits;
        Tensor all = hits + alpha * falsePositives + beta * misses;
        return batch.MeanOverClasses(1 - (hits + smooth) / ScoredBatch.AboveZero(all + smooth));
    }
}
