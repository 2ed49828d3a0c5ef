using Seg.Core.Networks.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks.Encoders;

/// <summary>
/// MobileNet without its classifier (Howard et al. 2017, arXiv:1704.04861), with ReLU6; torchvision has none, so keys and
/// shapes are those of timm's <c>mobilenetv1_100</c>. Features: each stage's last.
/// </summary>
public sealed class MobileNetV1Encoder : Encoder, INormalized
{
    // How many convolutions each stage has; all but the first stage halve the image.
    private static readonly int[] Repeats = [1, 2, 2, 6, 2];

    private readonly Conv2d conv_stem;
    private readonly BatchNorm2d bn1;
    private readonly ConvNorm stem;
    private readonly ModuleList<Module<Tensor, Tensor>> blocks;

    internal MobileNetV1Encoder(int channels)
        : base("mobilenet_v1")
    {
        conv_stem = ConvUnit.Convolution(channels, 32, 3, stride: 2);
        bn1 = BatchNorm2d(32);
        stem = new ConvNorm(conv_stem, bn1);
        var stages = new List<Module<Tensor, Tensor>>();
        int from = 32;
        for (int i = 0; i < Channels.Count; i++)
        {
            var stage = new List<Module<Tensor, Tensor>>();
            for (int k = 0; k < Repeats[i]; k++, from = Channels[i])
                stage.Add(new SeparableConv(from, Channels[i], stride: i > 0 && k == 0 ? 2 : 1));
            stages.Add(Sequential(stage));
        }
        blocks = ModuleList(stages.ToArray());
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> Channels { get; } = [64, 128, 256, 512, 1024];

    /// <inheritdoc/>
    public override int FirstStride => 2;

    /// <inheritdoc/>
    public override string FirstWeight => "conv_stem.weight";

    IEnumerable<ConvNorm> INormalized.Layers => [stem];

    /// <inheritdoc/>
    protected override Tensor[] FeatureMaps(Tensor image)
    {
        using Tensor x = Activation.Relu6(stem.Apply(image));
        return LayerSequence.Features(blocks, x, [0, 1, 2, 3, 4]);
    }
}
