using static TorchSharp.torch;

namespace Seg.Core.Losses;

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
        var batch = new ScoredBatch(logits, labels, classWeights);
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
