using Seg.Core.Networks.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks.Encoders;

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
