using static TorchSharp.torch;

namespace Seg.Core.Losses;

/// <summary>
/// Soft Jaccard loss: 1 - (TP + s) / (predicted + true - TP + s) per class, one minus the intersection over union
/// counted in probabilities, averaged as <see cref="Dice"/> is. Rahman and Wang, "Optimizing
/// Intersection-Over-Union in Deep Neural Networks for Image Segmentation", ISVC 2016.
/// </summary>
/// <param name="smooth">s in pixels, at least 0.</param>
internal sealed class Jaccard(double smooth) : ILossTerm
{
    public Tensor Compute(ScoredBatch batch)
    {
        Tensor hits = batch.Confusion.diagonal();
        Tensor union = batch.Confusion.sum(1) + batch.TruePixels - hits;
        return batch.MeanOverClasses(1 - (hits + smooth) / ScoredBatch.AboveZero(union + smooth));
    }
}
