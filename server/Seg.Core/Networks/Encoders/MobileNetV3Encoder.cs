using Seg.Core.Networks.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks.Encoders;

/// <summary>
/// MobileNetV3 without its classifier (Howard et al. 2019, arXiv:1905.02244); keys and shapes are torchvision's.
/// Features: the last layer at each size, the choice of segmentation_models.pytorch.
/// </summary>
public sealed class MobileNetV3Encoder : Encoder
{
    // torchvision's. Its momentum of 0.01 is left out: a short training would not bring the statistics where they belong.
    private const double Eps = 1e-3;

    private readonly ModuleList<Module<Tensor, Tensor>> features;
    private readonly int[] taken;

    private MobileNetV3Encoder(string name, int channels, Row[] table, int[] taken)
        : base(name)
    {
        const int first = 16;
        this.taken = taken;
        List<Module<Tensor, Tensor>> layers =
        [
            ConvUnit.With(Activation.HardSwish, channels, first, 3, stride: 2, eps: Eps),
        ];
        int from = first;
        foreach (Row row in table)
        {
            layers.Add(Block(from, row));
            from = row.To;
        }
        layers.Add(ConvUnit.With(Activation.HardSwish, from, 6 * from, 1, eps: Eps));
        features = ModuleList(layers.ToArray());
        int[] widths = [first, .. table.Select(row => row.To), 6 * from];
        Channels = [.. taken.Select(i => widths[i])];
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> Channels { get; }

    /// <inheritdoc/>
    public override int FirstStride => 2;

    /// <inheritdoc/>
    public override string FirstWeight => "features.0.0.weight";

    /// <inheritdoc/>
    protected override Tensor[] FeatureMaps(Tensor image) => LayerSequence.Features(features, image, taken);

    // Table 2 of the paper.
    internal static MobileNetV3Encoder Small(int channels) =>
        new(
            "mobilenet_v3_small",
            channels,
            [
                new(3, 16, 16, 2, IsWeighed: true, IsHard: false),
                new(3, 72, 24, 2, IsWeighed: false, IsHard: false),
                new(3, 88, 24, 1, IsWeighed: false, IsHard: false),
                new(5, 96, 40, 2, IsWeighed: true, IsHard: true),
                new(5, 240, 40, 1, IsWeighed: true, IsHard: true),
                new(5, 240, 40, 1, IsWeighed: true, IsHard: true),
                new(5, 120, 48, 1, IsWeighed: true, IsHard: true),
                new(5, 144, 48, 1, IsWeighed: true, IsHard: true),
                new(5, 288, 96, 2, IsWeighed: true, IsHard: true),
                new(5, 576, 96, 1, IsWeighed: true, IsHard: true),
                new(5, 576, 96, 1, IsWeighed: true, IsHard: true),
            ],
            taken: [0, 1, 3, 8, 12]
        );

    // Table 1 of the paper.
    internal static MobileNetV3Encoder Large(int channels) =>
        new(
            "mobilenet_v3_large",
            channels,
            [
                new(3, 16, 16, 1, IsWeighed: false, IsHard: false),
                new(3, 64, 24, 2, IsWeighed: false, IsHard: false),
                new(3, 72, 24, 1, IsWeighed: false, IsHard: false),
                new(5, 72, 40, 2, IsWeighed: true, IsHard: false),
                new(5, 120, 40, 1, IsWeighed: true, IsHard: false),
                new(5, 120, 40, 1, IsWeighed: true, IsHard: false),
                new(3, 240, 80, 2, IsWeighed: false, IsHard: true),
                new(3, 200, 80, 1, IsWeighed: false, IsHard: true),
                new(3, 184, 80, 1, IsWeighed: false, IsHard: true),
                new(3, 184, 80, 1, IsWeighed: false, IsHard: true),
                new(3, 480, 112, 1, IsWeighed: true, IsHard: true),
                new(3, 672, 112, 1, IsWeighed: true, IsHard: true),
                new(5, 672, 160, 2, IsWeighed: true, IsHard: true),
                new(5, 960, 160, 1, IsWeighed: true, IsHard: true),
                new(5, 960, 160, 1, IsWeighed: true, IsHard: true),
            ],
            taken: [1, 3, 6, 12, 16]
        );

    private static MobileBlock Block(int from, Row row)
    {
        Func<Tensor, Tensor> activation = row.IsHard ? Activation.HardSwish : Activation.Relu;
        SqueezeExcitation? weighing = row.IsWeighed
            ? new(row.Wide, Squeezed(row.Wide), Activation.Relu, Activation.HardSigmoid)
            : null;
        return new(new(from, row.Wide, row.To, row.Kernel, row.Stride, activation, Eps), weighing);
    }

    // A quarter, to the nearest multiple of eight, but never less than nine tenths of it.
    private static int Squeezed(int wide)
    {
        int quarter = wide / 4;
        int rounded = Math.Max(8, (quarter + 4) / 8 * 8);
        return rounded < 0.9 * quarter ? rounded + 8 : rounded;
    }

    private sealed record Row(int Kernel, int Wide, int To, int Stride, bool IsWeighed, bool IsHard);
}
