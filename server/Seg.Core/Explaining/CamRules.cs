using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Explaining;

/// <summary>
/// Rules that make one picture of a layer's channels, h,w: how much each pixel of the layer speaks for the score, or, where
/// it is negative, against it.
/// </summary>
internal static class CamRules
{
    // Keeps Grad-CAM++ from dividing by zero where a gradient is tiny; pytorch-grad-cam's value.
    private const double Tiny = 1e-6;

    private static readonly Dictionary<HeatmapMethod, Func<LayerEffect, Tensor>> ByMethod = new()
    {
        [HeatmapMethod.SegGradCam] = SegGradCam,
        [HeatmapMethod.GradCamPlusPlus] = GradCamPlusPlus,
        [HeatmapMethod.HiResCam] = HiResCam,
        [HeatmapMethod.EigenCam] = effect => EigenCam(effect.Activation),
    };

    /// <summary>Weighs the channels and adds them up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The method does not look at a layer.</exception>
    public static Tensor Apply(HeatmapMethod method, LayerEffect effect)
    {
        using var scope = ComputeScope.Open();
        if (!ByMethod.TryGetValue(method, out Func<LayerEffect, Tensor>? rule))
            throw new ArgumentOutOfRangeException(nameof(method), method, "It is no rule for a layer.");
        return rule(effect).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// How far each pixel is along the direction in which the channels vary most, whatever the score (Muhammad and Yeasin
    /// 2020, arXiv:2008.00299). The sign is free; it is the one that grows with the channels' sum.
    /// </summary>
    /// <param name="activation">C,h,w.</param>
    public static Tensor EigenCam(Tensor activation)
    {
        using var scope = ComputeScope.Open();
        (long height, long width) = (activation.shape[1], activation.shape[2]);
        Tensor pixels = activation.flatten(1).transpose(0, 1);
        Tensor centred = pixels - pixels.mean([0], keepdim: true);
        (Tensor left, Tensor sizes, _) = linalg.svd(centred, fullMatrices: false);
        Tensor along = left.select(1, 0) * sizes[0];
        Tensor isAgainst = (along * centred.sum([1])).sum() < 0;
        return where(isAgainst, -along, along).reshape(height, width).MoveToOuterDisposeScope();
    }

    // Selvaraju et al. 2017, arXiv:1610.02391; Vinogradova et al. 2020, arXiv:2002.11434, for a set of pixels: a channel
    // counts as much as the score grows with it on average.
    private static Tensor SegGradCam(LayerEffect effect) =>
        Weighted(effect.Activation, effect.Gradient.mean([1, 2], keepdim: true));

    // Chattopadhay et al. 2018, arXiv:1710.11063, equation 19 with the score's exponential as its derivatives.
    private static Tensor GradCamPlusPlus(LayerEffect effect)
    {
        Tensor squared = effect.Gradient.square();
        Tensor total = effect.Activation.sum([1, 2], keepdim: true);
        Tensor share = squared / (2 * squared + total * squared * effect.Gradient + Tiny);
        return Weighted(effect.Activation, (share * effect.Gradient.relu()).sum([1, 2], keepdim: true));
    }

    // Draelos and Carin 2020, arXiv:2011.08891: each pixel by its own gradient, so that the sum is what the pixel adds.
    private static Tensor HiResCam(LayerEffect effect) => Weighted(effect.Activation, effect.Gradient);

    private static Tensor Weighted(Tensor activation, Tensor weight) => (activation * weight).sum([0]);
}
