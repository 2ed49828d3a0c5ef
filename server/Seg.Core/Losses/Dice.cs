using static TorchSharp.torch;

namespace Seg.Core.Losses;

/// <summary>
/// Soft Dice loss: 1 - (2 TP + s) / (predicted + true + s) per class, counted in probabilities over all labelled pixels
/// of the batch, then the mean over the classes that the batch holds. Milletari et al., "V-Net", 3DV 2016, with plain
/// instead of squared sums, as in Sudre et al., "Generalised Dice overlap", DLMIA 2017.
/// </summary>
/// <param name="smooth">s in pixels, at least 0.</param>
internal sealed class Dice(double smooth) : ILossTerm
{
    public Tensor Compute(ScoredBatch batch)
    {
        Tensor hits = batch.Confusion.diagonal();
        Tensor both = batch.Confusion.sum(1) + batch.TruePixels;
        return batch.MeanOverClasses(1 - (2 * hits + smooth) / ScoredBatch.AboveZero(both + smooth));
    }
}
