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
    protected override Tensor[] FeatureMaps(Tensor image)
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

/// <summary>
/// A block of a ResNet (He et al. 2015, arXiv:1512.03385): two 3x3 convolutions, or 1x1, 3x3, 1x1 around a narrow middle;
/// keys and the place of the stride are torchvision's.
/// </summary>
internal sealed class ResidualBlock : Module<Tensor, Tensor>, INormalized, ILayer
{
    private readonly Module<Tensor, Tensor>? downsample;
    private readonly List<ConvNorm> layers = [];

    public ResidualBlock(long from, long width, long stride, bool isBottleneck)
        : base(nameof(ResidualBlock))
    {
        long to = isBottleneck ? 4 * width : width;
        if (isBottleneck)
        {
            Add(ConvUnit.Convolution(from, width, 1), width);
            Add(ConvUnit.Convolution(width, width, 3, stride), width);
            Add(ConvUnit.Convolution(width, to, 1), to);
        }
        else
        {
            Add(ConvUnit.Convolution(from, width, 3, stride), width);
            Add(ConvUnit.Convolution(width, width, 3), width);
        }
        if (stride != 1 || from != to)
            downsample = ConvUnit.Linear(from, to, 1, stride);
        RegisterComponents();
    }

    public IEnumerable<ConvNorm> Layers => layers;

    public override Tensor forward(Tensor x)
    {
        Tensor y = layers[0].Apply(x);
        foreach (ConvNorm layer in layers.Skip(1))
        {
            using Tensor before = y.relu_();
            y = layer.Apply(before);
        }
        using Tensor? shortcut = downsample?.call(x);
        return y.add_(shortcut ?? x).relu_();
    }

    private void Add(Conv2d convolution, long channels)
    {
        BatchNorm2d norm = BatchNorm2d(channels);
        layers.Add(new ConvNorm(convolution, norm));
        register_module($"conv{layers.Count}", convolution);
        register_module($"bn{layers.Count}", norm);
    }
}
