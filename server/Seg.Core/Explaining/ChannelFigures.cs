using static TorchSharp.torch;

namespace Seg.Core.Explaining;

/// <summary>What a channel of a layer does for one image, in the layer's own unit.</summary>
/// <param name="Strength">How strongly it responds: the mean of its absolute values.</param>
/// <param name="Variance">How much it differs over the image.</param>
/// <param name="Least">Its smallest value.</param>
/// <param name="Greatest">Its largest value.</param>
/// <param name="Importance">
/// How much of a score it makes, to first order: the sum of its values, each times the score's gradient there (Molchanov et
/// al. 2017, arXiv:1611.06440); below 0 it speaks against. Null where no score was asked for.
/// </param>
public sealed record ChannelFigures(double Strength, double Variance, double Least, double Greatest, double? Importance)
{
    /// <summary>Of each channel of a layer.</summary>
    /// <param name="activation">C,h,w.</param>
    /// <param name="gradient">Of the score, C,h,w; null: no score was asked for.</param>
    internal static IReadOnlyList<ChannelFigures> Of(Tensor activation, Tensor? gradient = null)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor flat = activation.detach().flatten(1);
        float[] strengths = Numbers(flat.abs().mean([1]));
        float[] variances = Numbers(flat.var(dim: 1, unbiased: false));
        float[] least = Numbers(flat.min(1).values);
        float[] greatest = Numbers(flat.max(1).values);
        float[]? importances = gradient is null ? null : Numbers((flat * gradient.flatten(1)).sum([1]));
        return
        [
            .. strengths.Select(
                (strength, i) => new ChannelFigures(strength, variances[i], least[i], greatest[i], importances?[i])
            ),
        ];
    }

    private static float[] Numbers(Tensor values) => values.cpu().contiguous().data<float>().ToArray();
}
