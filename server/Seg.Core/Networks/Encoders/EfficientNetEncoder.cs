using Seg.Core.Networks.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks.Encoders;

/// <summary>
/// EfficientNet-B0 without its last convolution and classifier (Tan and Le 2019, arXiv:1905.11946); keys and shapes are
/// torchvision's. Nothing is dropped at random in training, which is for trainings of many hours.
/// Features: <c>features.0</c>, <c>.2</c>, <c>.3</c>, <c>.5</c> and <c>.7</c>, the choice of segmentation_models.pytorch.
/// </summary>
public sealed class EfficientNetEncoder : Encoder
{
    private const double Eps = 1e-5;

    // Table 1 of the paper: expansion, kernel, stride of the first, channels, repeats.
    private static readonly (int Expansion, int Kernel, int Stride, int Channels, int Repeats)[] Table =
    [
        (1, 3, 1, 16, 1),
        (6, 3, 2, 24, 2),
        (6, 5, 2, 40, 2),
        (6, 3, 2, 80, 3),
        (6, 5, 1, 112, 3),
        (6, 5, 2, 192, 4),
        (6, 3, 1, 320, 1),
    ];

    private static readonly int[] Taken = [0, 2, 3, 5, 7];

    private readonly ModuleList<Module<Tensor, Tensor>> features;

    internal EfficientNetEncoder(int channels)
        : base("efficientnet_b0")
    {
        List<Module<Tensor, Tensor>> layers = [ConvUnit.With(Activation.Silu, channels, 32, 3, stride: 2)];
        int from = 32;
        foreach ((int expansion, int kernel, int stride, int to, int repeats) in Table)
        {
            var stage = new List<Module<Tensor, Tensor>>();
            for (int i = 0; i < repeats; i++, from = to)
                stage.Add(Block(new(from, from * expansion, to, kernel, i == 0 ? stride : 1, Activation.Silu, Eps)));
            layers.Add(Sequential(stage));
        }
        features = ModuleList(layers.ToArray());
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> Channels { get; } = [32, 24, 40, 112, 320];

    /// <inheritdoc/>
    public override int FirstStride => 2;

    /// <inheritdoc/>
    public override string FirstWeight => "features.0.0.weight";

    /// <inheritdoc/>
    protected override Tensor[] FeatureMaps(Tensor image) => LayerSequence.Features(features, image, Taken);

    // A quarter of what comes in, not of the wide middle as in MobileNetV3.
    private static MobileBlock Block(MobileBlockShape shape) =>
        new(shape, new SqueezeExcitation(shape.Wide, shape.From / 4, Activation.Silu, Activation.Sigmoid));
}
