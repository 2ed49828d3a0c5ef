using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks.Layers;

/// <summary>
/// The block of MobileNet (Howard et al. 2017, arXiv:1704.04861): filter each channel by itself, then mix them by 1x1, each
/// with batch norm and ReLU6. Keys are those of timm's <c>DepthwiseSeparableConv</c>.
/// </summary>
internal sealed class SeparableConv : Module<Tensor, Tensor>, INormalized, ILayer
{
    private readonly ConvNorm filter;
    private readonly ConvNorm mix;

    public SeparableConv(long from, long to, long stride)
        : base(nameof(SeparableConv))
    {
        Conv2d depthwise = ConvUnit.Convolution(from, from, 3, stride, groups: from);
        Conv2d pointwise = ConvUnit.Convolution(from, to, 1);
        (BatchNorm2d first, BatchNorm2d second) = (BatchNorm2d(from), BatchNorm2d(to));
        filter = new ConvNorm(depthwise, first);
        mix = new ConvNorm(pointwise, second);
        register_module("conv_dw", depthwise);
        register_module("bn1", first);
        register_module("conv_pw", pointwise);
        register_module("bn2", second);
    }

    public IEnumerable<ConvNorm> Layers => [filter, mix];

    public override Tensor forward(Tensor x)
    {
        using Tensor filtered = Activation.Relu6(filter.Apply(x));
        return Activation.Relu6(mix.Apply(filtered));
    }
}
