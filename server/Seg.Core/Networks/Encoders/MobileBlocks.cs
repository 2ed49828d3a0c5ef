using Seg.Core.Networks.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks.Encoders;

/// <summary>
/// The block of MobileNetV2 (Sandler et al. 2018, arXiv:1801.04381): widen by 1x1, filter each channel by itself, narrow by
/// 1x1 without activation; add the input where the shapes allow. Keys are torchvision's.
/// </summary>
internal sealed class InvertedResidual : Module<Tensor, Tensor>, INormalized, ILayer
{
    private readonly ModuleList<Module<Tensor, Tensor>> conv;
    private readonly bool hasShortcut;
    private readonly ConvNorm narrow;

    public InvertedResidual(int from, int to, int stride, int expansion)
        : base(nameof(InvertedResidual))
    {
        int wide = from * expansion;
        hasShortcut = stride == 1 && from == to;
        Conv2d convolution = ConvUnit.Convolution(wide, to, 1);
        BatchNorm2d norm = BatchNorm2d(to);
        narrow = new ConvNorm(convolution, norm);
        Module<Tensor, Tensor>[] widen = expansion == 1 ? [] : [ConvUnit.Relu6(from, wide, 1)];
        conv = ModuleList([.. widen, ConvUnit.Relu6(wide, wide, 3, stride, groups: wide), convolution, norm]);
        RegisterComponents();
    }

    public IEnumerable<ConvNorm> Layers => [narrow];

    public override Tensor forward(Tensor x)
    {
        Tensor wide = conv[0].call(x);
        for (int i = 1; i < conv.Count - 2; i++)
        {
            using Tensor before = wide;
            wide = conv[i].call(before);
        }
        Tensor y = narrow.Apply(wide);
        wide.Dispose();
        return hasShortcut ? y.add_(x) : y;
    }
}

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

/// <summary>
/// Weighs each channel by a number from 0 to 1 that depends on the means of all channels (Hu et al. 2017, arXiv:1709.01507);
/// keys are torchvision's.
/// </summary>
internal sealed class SqueezeExcitation : Module<Tensor, Tensor>
{
    private readonly Conv2d fc1;
    private readonly Conv2d fc2;
    private readonly Func<Tensor, Tensor> activation;
    private readonly Func<Tensor, Tensor> gate;

    /// <param name="channels">Channels of the image.</param>
    /// <param name="squeezed">The width of the layer between.</param>
    /// <param name="activation">What follows the first layer.</param>
    /// <param name="gate">What makes numbers from 0 to 1 of the second layer's.</param>
    public SqueezeExcitation(long channels, long squeezed, Func<Tensor, Tensor> activation, Func<Tensor, Tensor> gate)
        : base(nameof(SqueezeExcitation))
    {
        fc1 = Conv2d(channels, squeezed, 1);
        fc2 = Conv2d(squeezed, channels, 1);
        (this.activation, this.gate) = (activation, gate);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using Tensor means = x.mean([2, 3], keepdim: true);
        using Tensor squeezed = activation(fc1.call(means));
        using Tensor weights = gate(fc2.call(squeezed));
        return x * weights;
    }
}
