using Seg.Core.Networks.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks.Encoders;

/// <summary>What distinguishes one <see cref="MobileBlock"/> from another.</summary>
/// <param name="From">Channels of its input.</param>
/// <param name="Wide">Channels in its middle; not widened where equal to <paramref name="From"/>.</param>
/// <param name="To">Channels of its result.</param>
/// <param name="Kernel">Height and width of the filter of each channel.</param>
/// <param name="Stride">1 or 2.</param>
/// <param name="Activation">Follows all convolutions but the last.</param>
/// <param name="Eps">The batch norms'.</param>
internal sealed record MobileBlockShape(
    int From,
    int Wide,
    int To,
    int Kernel,
    int Stride,
    Func<Tensor, Tensor> Activation,
    double Eps
);

/// <summary>
/// The inverted residual of MobileNetV3 (Howard et al. 2019, arXiv:1905.02244, figure 4) and of EfficientNet (Tan and Le
/// 2019, arXiv:1905.11946): widen by 1x1, filter each channel by itself, weigh the channels, narrow by 1x1 without
/// activation; add the input where the shapes allow. Keys are torchvision's.
/// </summary>
internal sealed class MobileBlock : Module<Tensor, Tensor>, ILayer
{
    private readonly Sequential block;
    private readonly bool hasShortcut;

    /// <param name="shape">Its numbers.</param>
    /// <param name="weighing">Of the middle's channels, or null.</param>
    public MobileBlock(MobileBlockShape shape, SqueezeExcitation? weighing)
        : base(nameof(MobileBlock))
    {
        (int from, int wide, int to, int kernel, int stride, Func<Tensor, Tensor> activation, double eps) = shape;
        hasShortcut = stride == 1 && from == to;
        var parts = new List<Module<Tensor, Tensor>>();
        if (wide != from)
            parts.Add(ConvUnit.With(activation, from, wide, 1, eps: eps));
        parts.Add(ConvUnit.With(activation, wide, wide, kernel, stride, groups: wide, eps));
        if (weighing is not null)
            parts.Add(weighing);
        parts.Add(ConvUnit.With(Activation.None, wide, to, 1, eps: eps));
        block = Sequential(parts);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        Tensor y = block.call(x);
        return hasShortcut ? y.add_(x) : y;
    }
}
