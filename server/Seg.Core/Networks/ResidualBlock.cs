using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks;

/// <summary>
/// A block of a ResNet (He et al. 2015, arXiv:1512.03385): two 3x3 convolutions, or 1x1, 3x3, 1x1 around a narrow middle;
/// keys and the place of the stride are torchvision's.
/// </summary>
internal sealed class ResidualBlock : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> conv1;
    private readonly BatchNorm2d bn1;
    private readonly Module<Tensor, Tensor> conv2;
    private readonly BatchNorm2d bn2;
    private readonly Module<Tensor, Tensor>? conv3;
    private readonly BatchNorm2d? bn3;
    private readonly Module<Tensor, Tensor>? downsample;
    private readonly Module<Tensor, Tensor> relu = ReLU(inplace: true);

    public ResidualBlock(long from, long width, long stride, bool isBottleneck)
        : base(nameof(ResidualBlock))
    {
        long to = isBottleneck ? 4 * width : width;
        conv1 = isBottleneck ? ConvUnit.Convolution(from, width, 1) : ConvUnit.Convolution(from, width, 3, stride);
        bn1 = BatchNorm2d(width);
        conv2 = ConvUnit.Convolution(width, width, 3, isBottleneck ? stride : 1);
        bn2 = BatchNorm2d(width);
        if (isBottleneck)
        {
            conv3 = ConvUnit.Convolution(width, to, 1);
            bn3 = BatchNorm2d(to);
        }
        if (stride != 1 || from != to)
            downsample = Sequential(ConvUnit.Convolution(from, to, 1, stride), BatchNorm2d(to));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        Tensor y = relu.call(bn1.call(conv1.call(x)));
        y = bn2.call(conv2.call(y));
        if (conv3 is not null)
            y = bn3!.call(conv3.call(relu.call(y)));
        Tensor shortcut = downsample is null ? x : downsample.call(x);
        return relu.call(y.add_(shortcut));
    }
}
