using Seg.Core.Imaging;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Losses;

/// <summary>What training makes small.</summary>
public interface ILoss
{
    /// <summary>
    /// The loss of a batch as one number that gradients flow through; the caller disposes it.
    /// Pixels labelled <see cref="Imaging.MaskFile.Ignore"/> change neither the value nor the gradient;
    /// a batch of nothing else has loss 0 and gradient 0.
    /// </summary>
    /// <param name="logits">Scores before softmax, float, N,K,H,W in any memory layout, K as the loss was made for.</param>
    /// <param name="labels">Class indices 0 to K-1 or 255, int64, N,H,W, on the device of the logits.</param>
    /// <exception cref="ArgumentException">The shapes do not fit together or K is another.</exception>
    Tensor Compute(Tensor logits, Tensor labels);
}

/// <summary>A sum of terms times factors, which share one softmax.</summary>
/// <param name="terms">At least one.</param>
/// <param name="classWeights">One positive weight a class.</param>
internal sealed class WeightedSum(
    IReadOnlyList<(double Factor, ILossTerm Term)> terms,
    IReadOnlyList<double> classWeights
) : ILoss
{
    public Tensor Compute(Tensor logits, Tensor labels)
    {
        RequireShapes(logits.shape, labels.shape);
        using var scope = NewDisposeScope();
        var batch = new LossBatch(logits, labels, classWeights);
        return terms
            .Select(item => item.Factor * item.Term.Compute(batch))
            .Aggregate((sum, term) => sum + term)
            .MoveToOuterDisposeScope();
    }

    private void RequireShapes(long[] logits, long[] labels)
    {
        if (
            logits is not [long n, long k, long h, long w]
            || k != classWeights.Count
            || labels is not [long m, long y, long x]
            || (n, h, w) != (m, y, x)
        )
            throw new ArgumentException(
                $"Logits [{string.Join(',', logits)}] and labels [{string.Join(',', labels)}] do not fit {classWeights.Count} classes."
            );
    }
}

/// <summary>
/// What the terms of a loss share about one batch, each computed at most once, in the dispose scope around it.
/// </summary>
/// <param name="logits">N,K,H,W float.</param>
/// <param name="labels">N,H,W int64, 255 = ignored.</param>
/// <param name="weights">One positive weight a class.</param>
internal sealed class LossBatch(Tensor logits, Tensor labels, IReadOnlyList<double> weights)
{
    private readonly int classCount = weights.Count;
    private Tensor? logProbabilities;
    private Tensor? torchLabels;
    private Tensor? classWeights;
    private Tensor? truePixels;
    private Tensor? confusion;

    /// <summary>The weights of the classes, K.</summary>
    public Tensor ClassWeights => classWeights ??= tensor([.. weights], dtype: logits.dtype, device: logits.device);

    /// <summary>How many pixels each class has in the labels, K.</summary>
    public Tensor TruePixels =>
        truePixels ??= labels.flatten().bincount(null, MaskFile.Ignore + 1).narrow(0, 0, classCount).to(logits.dtype);

    /// <summary>
    /// The soft confusion matrix K,K: row k, column t holds the sum of the probability of class k over the pixels
    /// labelled t. All region losses are functions of it. As one matrix product it takes a single pass over the pixels
    /// forward and one back, and an ignored pixel, whose one-hot column is zero, gets a gradient of exactly zero.
    /// </summary>
    public Tensor Confusion => confusion ??= SoftConfusion();

    /// <summary>The labels with what nll_loss ignores in place of 255; TorchSharp leaves no choice of that value.</summary>
    private Tensor TorchLabels => torchLabels ??= labels.masked_fill(labels == (long)MaskFile.Ignore, -100);

    private Tensor LogProbabilities => logProbabilities ??= functional.log_softmax(logits, 1);

    /// <summary>Minus the logarithm of the probability of the true class, N,H,W; 0 where ignored.</summary>
    public Tensor NegativeLogLikelihood() => Likelihood(null);

    /// <summary><see cref="NegativeLogLikelihood()"/> times the weight of the true class.</summary>
    public Tensor WeightedNegativeLogLikelihood() => Likelihood(ClassWeights);

    /// <summary>The sum of the weights of the labelled pixels, a scalar; where there are none, small instead of zero.</summary>
    public Tensor LabelledWeight() => AboveZero(TruePixels.dot(ClassWeights));

    /// <summary>
    /// The mean of a value per class, by the class weights, over the classes that the labels of the batch hold.
    /// A class without a labelled pixel has no region to overlap with, and its value would say only that; its false
    /// positives are the misses of the classes which are there. segmentation_models.pytorch decides likewise.
    /// </summary>
    /// <param name="values">K.</param>
    public Tensor MeanOverClasses(Tensor values)
    {
        Tensor present = (TruePixels > 0).to(values.dtype) * ClassWeights;
        return values.dot(present) / AboveZero(present.sum());
    }

    /// <summary>The values, with tiny ones in place of zeros, so that 0/0 becomes 0.</summary>
    public static Tensor AboveZero(Tensor values) => values.clamp_min(1e-12);

    private Tensor Likelihood(Tensor? weight) =>
        functional.nll_loss(LogProbabilities, TorchLabels, weight, Reduction.None);

    private Tensor SoftConfusion()
    {
        Tensor classes = arange(classCount, dtype: ScalarType.Int64, device: labels.device).view(1, classCount, 1);
        Tensor truth = labels.flatten(1).unsqueeze(1).eq(classes).to(logits.dtype); // N,K,HW
        Tensor probabilities = LogProbabilities.exp().flatten(2); // N,K,HW
        return probabilities.bmm(truth.transpose(1, 2)).sum(dim: 0);
    }
}
