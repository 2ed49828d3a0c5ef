using Seg.Core.Networks.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks.Encoders;

/// <summary>
/// ResNet without its classifier (He et al. 2015, arXiv:1512.03385); keys and shapes are torchvision's.
/// Features: after the first convolution, then after each of the four stages.
/// </summary>
public sealed class ResNetEncoder : Encoder, INormalized
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly ConvNorm stem;
    private readonly Module<Tensor, Tensor> relu = ReLU(inplace: true);
    private readonly Module<Tensor, Tensor> maxpool = MaxPool2d(3, stride: 2, padding: 1);
    private readonly Module<Tensor, Tensor> layer1;
    private readonly Module<Tensor, Tensor> layer2;
    private readonly Module<Tensor, Tensor> layer3;
    private readonly Module<Tensor, Tensor> layer4;

    internal ResNetEncoder(string name, int channels, int[] blocks, bool isBottleneck)
        : base(name)
    {
        int widen = isBottleneck ? 4 : 1;
        conv1 = Conv2d(channels, 64, 7, stride: 2, padding: 3, bias: false);
        bn1 = BatchNorm2d(64);
        stem = new ConvNorm(conv1, bn1);
        layer1 = Stage(64, 64, blocks[0], 1, isBottleneck);
        layer2 = Stage(64 * widen, 128, blocks[1], 2, isBottleneck);
        layer3 = Stage(128 * widen, 256, blocks[2], 2, isBottleneck);
        layer4 = Stage(256 * widen, 512, blocks[3], 2, isBottleneck);
        Channels = [64, 64 * widen, 128 * widen, 256 * widen, 512 * widen];
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> Channels { get; }

    /// <inheritdoc/>
    public override int FirstStride => 2;

    /// <inheritdoc/>
    public override string FirstWeight => "conv1.weight";

    IEnumerable<ConvNorm> INormalized.Layers => [stem];

    /// <inheritdoc/>
    public override Tensor[] forward(Tensor image)
    {
        using Tensor convolved = stem.Apply(image);
        Tensor x0 = relu.call(convolved);
        using Tensor pooled = maxpool.call(x0);
        Tensor x1 = layer1.call(pooled);
        Tensor x2 = layer2.call(x1);
        Tensor x3 = layer3.call(x2);
        return [x0, x1, x2, x3, layer4.call(x3)];
    }

    private static Sequential Stage(long from, long width, int blocks, long stride, bool isBottleneck)
    {
        long to = isBottleneck ? 4 * width : width;
        return Sequential([
            .. Enumerable
                .Range(0, blocks)
                .Select(i =>
                    (Module<Tensor, Tensor>)
                        new ResidualBlock(i == 0 ? from : to, width, i == 0 ? stride : 1, isBottleneck)
                ),
        ]);
    }
}
