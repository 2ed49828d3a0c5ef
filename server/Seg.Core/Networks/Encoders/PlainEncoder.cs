using Seg.Core.Networks.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks.Encoders;

/// <summary>
/// The contracting path of the original U-Net (Ronneberger et al. 2015, arXiv:1505.04597) with a quarter of its channels,
/// padding and batch norm: two 3x3 convolutions per level, max pooling between levels.
/// </summary>
public sealed class PlainEncoder : Encoder
{
    private readonly ModuleList<Module<Tensor, Tensor>> levels;
    private readonly Module<Tensor, Tensor> pool = MaxPool2d(2);

    internal PlainEncoder(int channels)
        : base("plain")
    {
        int[] widths = [channels, .. Channels];
        levels = ModuleList([
            .. Channels.Select(
                (to, i) => (Module<Tensor, Tensor>)Sequential(ConvUnit.Relu(widths[i], to), ConvUnit.Relu(to, to))
            ),
        ]);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> Channels { get; } = [16, 32, 64, 128, 256];

    /// <inheritdoc/>
    public override int FirstStride => 1;

    /// <inheritdoc/>
    public override string FirstWeight => "levels.0.0.0.weight";

    /// <inheritdoc/>
    protected override Tensor[] FeatureMaps(Tensor image)
    {
        var features = new Tensor[levels.Count];
        features[0] = levels[0].call(image);
        for (int i = 1; i < features.Length; i++)
        {
            using Tensor pooled = pool.call(features[i - 1]);
            features[i] = levels[i].call(pooled);
        }
        return features;
    }
}
