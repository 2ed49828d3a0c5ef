using Seg.Core.Networks.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks.Encoders;

/// <summary>
/// Inception v3 without its classifiers (Szegedy et al. 2015, arXiv:1512.00567); keys and shapes are torchvision's.
/// The published network leaves out the padding of some 3x3 convolutions and poolings, so that maps shrink by a few pixels.
/// Here all are padded, as segmentation_models.pytorch does with its Inception encoders: each map has exactly half the size
/// of the one before, and the same numbers as ever away from the border.
/// Features: the last layer at each size, timm's choice.
/// </summary>
public sealed class InceptionEncoder : Encoder
{
    private readonly (string Name, Module<Tensor, Tensor> Layer)[][] levels;

    internal InceptionEncoder(int channels)
        : base("inception_v3")
    {
        levels =
        [
            [
                ("Conv2d_1a_3x3", ConvUnit.Inception(channels, 32, (3, 3), stride: 2)),
                ("Conv2d_2a_3x3", ConvUnit.Inception(32, 32, (3, 3))),
                ("Conv2d_2b_3x3", ConvUnit.Inception(32, 64, (3, 3))),
            ],
            [
                ("maxpool1", MaxPool2d(3, stride: 2, padding: 1)),
                ("Conv2d_3b_1x1", ConvUnit.Inception(64, 80, (1, 1))),
                ("Conv2d_4a_3x3", ConvUnit.Inception(80, 192, (3, 3))),
            ],
            [
                ("maxpool2", MaxPool2d(3, stride: 2, padding: 1)),
                ("Mixed_5b", InceptionBlocks.A(192, pooled: 32)),
                ("Mixed_5c", InceptionBlocks.A(256, pooled: 64)),
                ("Mixed_5d", InceptionBlocks.A(288, pooled: 64)),
            ],
            [
                ("Mixed_6a", InceptionBlocks.B(288)),
                ("Mixed_6b", InceptionBlocks.C(middle: 128)),
                ("Mixed_6c", InceptionBlocks.C(middle: 160)),
                ("Mixed_6d", InceptionBlocks.C(middle: 160)),
                ("Mixed_6e", InceptionBlocks.C(middle: 192)),
            ],
            [
                ("Mixed_7a", InceptionBlocks.D()),
                ("Mixed_7b", InceptionBlocks.E(1280)),
                ("Mixed_7c", InceptionBlocks.E(2048)),
            ],
        ];
        foreach ((string name, Module<Tensor, Tensor> layer) in levels.SelectMany(level => level))
            register_module(name, layer);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> Channels { get; } = [64, 192, 288, 768, 2048];

    /// <inheritdoc/>
    public override int FirstStride => 2;

    /// <inheritdoc/>
    public override string FirstWeight => "Conv2d_1a_3x3.conv.weight";

    /// <inheritdoc/>
    protected override Tensor[] FeatureMaps(Tensor image)
    {
        var features = new List<Tensor>(levels.Length);
        Tensor x = image;
        foreach ((string Name, Module<Tensor, Tensor> Layer)[] level in levels)
        {
            Tensor from = x;
            foreach ((_, Module<Tensor, Tensor> layer) in level)
            {
                Tensor before = x;
                x = layer.call(before);
                if (!ReferenceEquals(before, from))
                    before.Dispose();
            }
            features.Add(x);
        }
        return [.. features];
    }
}
