using static TorchSharp.torch;

namespace Seg.Core.Losses;

/// <summary>One summand of a loss. It may leave tensors to the dispose scope around it.</summary>
internal interface ILossTerm
{
    /// <summary>The value on a batch, a scalar, 0 where no pixel is labelled.</summary>
    Tensor Compute(LossBatch batch);
}

/// <summary>
/// Cross-entropy: the mean negative log-likelihood of the true class over the labelled pixels, each with the weight of its class,
/// as <c>torch.nn.functional.cross_entropy</c> has it.
/// </summary>
internal sealed class CrossEntropy : ILossTerm
{
    public Tensor Compute(LossBatch batch) => batch.WeightedNegativeLogLikelihood().sum() / batch.LabelledWeight();
}

/// <summary>
/// Focal loss: cross-entropy times (1 - p)^gamma, with p the probability of the true class, so that easy pixels count
/// little. Lin et al., "Focal Loss for Dense Object Detection", ICCV 2017, here on the softmax of all classes and as
/// the mean over the labelled pixels, weighted as in <see cref="CrossEntropy"/>, which it equals at gamma 0.
/// </summary>
/// <param name="gamma">At least 0; the paper finds 2 best.</param>
internal sealed class Focal(double gamma) : ILossTerm
{
    public Tensor Compute(LossBatch batch)
    {
        // Where p is 1, the slope of the power is infinite for gamma below 1; the clamp makes it zero, as the whole is.
        Tensor doubt = batch.NegativeLogLikelihood().neg().expm1().neg().clamp_min(1e-7);
        return (doubt.pow(gamma) * batch.WeightedNegativeLogLikelihood()).sum() / batch.LabelledWeight();
    }
}

/// <summary>
/// Soft Dice loss: 1 - (2 TP + s) / (predicted + true + s) per class, counted in probabilities over all labelled pixels
/// of the batch, then the mean over the classes that the batch holds. Milletari et al., "V-Net", 3DV 2016, with plain
/// instead of squared sums, as in Sudre et al., "Generalised Dice overlap", DLMIA 2017.
/// </summary>
/// <param name="smooth">s in pixels, at least 0.</param>
internal sealed class Dice(double smooth) : ILossTerm
{
    public Tensor Compute(LossBatch batch)
    {
        Tensor hits = batch.Confusion.diagonal();
        Tensor both = batch.Confusion.sum(1) + batch.TruePixels;
        return batch.MeanOverClasses(1 - (2 * hits + smooth) / LossBatch.AboveZero(both + smooth));
    }
}

/// <summary>
/// Soft Jaccard loss: 1 - (TP + s) / (predicted + true - TP + s) per class, one minus the intersection over union
/// counted in probabilities, averaged as <see cref="Dice"/> is. Rahman and Wang, "Optimizing
/// Intersection-Over-Union in Deep Neural Networks for Image Segmentation", ISVC 2016.
/// </summary>
/// <param name="smooth">s in pixels, at least 0.</param>
internal sealed class Jaccard(double smooth) : ILossTerm
{
    public Tensor Compute(LossBatch batch)
    {
        Tensor hits = batch.Confusion.diagonal();
        Tensor union = batch.Confusion.sum(1) + batch.TruePixels - hits;
        return batch.MeanOverClasses(1 - (hits + smooth) / LossBatch.AboveZero(union + smooth));
    }
}

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

    public Tensor Compute(LossBatch batch)
    {
        Tensor hits = batch.Confusion.diagonal();
        Tensor falsePositives = batch.Confusion.sum(1) - hits;
        Tensor misses = batch.TruePixels - hits;
        Tensor all = hits + alpha * falsePositives + beta * misses;
        return batch.MeanOverClasses(1 - (hits + smooth) / LossBatch.AboveZero(all + smooth));
    }
}
