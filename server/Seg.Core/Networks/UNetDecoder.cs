using Seg.Core.Networks.Encoders;
using Seg.Core.Networks.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks;

/// <summary>
/// The half of a U-Net that comes up: each block doubles height and width (nearest neighbour), joins the encoder's feature
/// map of that size where there is one, and convolves twice. Widths as in segmentation_models.pytorch: 256, 128, 64, 32, 16,
/// as many of the last as the encoder halves the image.
/// </summary>
public sealed class UNetDecoder : Module<Tensor[], Tensor>
{
    private static readonly int[] Widths = [256, 128, 64, 32, 16];

    private readonly ModuleList<UNetDecoderBlock> blocks;

    internal UNetDecoder(Encoder encoder)
        : base(nameof(UNetDecoder))
    {
        int count = (int)Math.Log2(encoder.DeepestStride);
        var made = new List<UNetDecoderBlock>();
        int from = encoder.Channels[^1];
        for (int i = 0; i < count; i++)
        {
            int level = encoder.Channels.Count - 2 - i;
            int skip = level >= 0 ? encoder.Channels[level] : 0;
            int to = Widths[Widths.Length - count + i];
            made.Add(new UNetDecoderBlock(from, skip, to));
            from = to;
        }
        OutputChannels = from;
        blocks = ModuleList(made.ToArray());
        RegisterComponents();
    }

    /// <summary>The channels of the result.</summary>
    public int OutputChannels { get; }

    /// <summary>Takes the encoder's features, shallow to deep; returns N,<see cref="OutputChannels"/>,H,W of the image's size.</summary>
    public override Tensor forward(Tensor[] features)
    {
        Tensor x = features[^1];
        for (int i = 0; i < blocks.Count; i++)
        {
            int level = features.Length - 2 - i;
            Tensor before = x;
            x = blocks[i].call(before, level >= 0 ? features[level] : null);
            if (i > 0)
                before.Dispose();
        }
        return x;
    }
}

/// <summary>One step up of <see cref="UNetDecoder"/>.</summary>
internal sealed class UNetDecoderBlock : Module<Tensor, Tensor?, Tensor>
{
    private readonly UpsampleUnit conv1;
    private readonly Module<Tensor, Tensor> conv2;

    public UNetDecoderBlock(int from, int skip, int to)
        : base(nameof(UNetDecoderBlock))
    {
        conv1 = new UpsampleUnit(from, skip, to);
        conv2 = ConvUnit.Relu(to, to);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x, Tensor? skip)
    {
        using Tensor y = conv1.call(x, skip);
        return conv2.call(y);
    }
}
