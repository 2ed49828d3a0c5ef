using Seg.Core.Networks.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks.Encoders;

/// <summary>
/// MobileNetV2 without its classifier (Sandler et al. 2018, arXiv:1801.04381); keys and shapes are torchvision's.
/// Features: <c>features.1</c>, <c>.3</c>, <c>.6</c>, <c>.13</c> and the last, the choice of segmentation_models.pytorch.
/// </summary>
public sealed class MobileNetV2Encoder : Encoder
{
    // Table 2 of the paper: expansion, channels, repeats, stride of the first.
    private static readonly (int Expansion, int Channels, int Repeats, int Stride)[] Table =
    [
        (1, 16, 1, 1),
        (6, 24, 2, 2),
        (6, 32, 3, 2),
        (6, 64, 4, 2),
        (6, 96, 3, 1),
        (6, 160, 3, 2),
        (6, 320, 1, 1),
    ];

    private static readonly int[] Taken = [1, 3, 6, 13, 18];

    private readonly ModuleList<Module<Tensor, Tensor>> features;

    internal MobileNetV2Encoder(int channels)
        : base("mobilenet_v2")
    {
        var layers = new List<Module<Tensor, Tensor>> { ConvUnit.Relu6(channels, 32, 3, stride: 2) };
        int from = 32;
        foreach ((int expansion, int to, int repeats, int stride) in Table)
        {
            for (int i = 0; i < repeats; i++, from = to)
                layers.Add(new InvertedResidual(from, to, i == 0 ? stride : 1, expansion));
        }
        layers.Add(ConvUnit.Relu6(from, 1280, 1));
        features = ModuleList(layers.ToArray());
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> Channels { get; } = [16, 24, 32, 96, 1280];

    /// <inheritdoc/>
    public override int FirstStride => 2;

    /// <inheritdoc/>
    public override string FirstWeight => "features.0.0.weight";

    /// <inheritdoc/>
    protected override Tensor[] FeatureMaps(Tensor image) => LayerSequence.Features(features, image, Taken);
}
