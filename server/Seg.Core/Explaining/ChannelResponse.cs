using Seg.Core.Networks;
using Seg.Core.Networks.Layers;
using static TorchSharp.torch;

namespace Seg.Core.Explaining;

/// <summary>How strongly a channel responds to pictures, until it is disposed. To be used in a dispose scope.</summary>
internal sealed class ChannelResponse : IDisposable
{
    private readonly UNet network;
    private readonly Layer layer;
    private readonly int channel;
    private readonly Recorder recorder;
    private readonly ConvNorm? last;
    private Tensor? convolved;

    /// <param name="network">In evaluation mode, not folded.</param>
    /// <param name="layer">One of its layers.</param>
    /// <param name="channel">One of the layer's channels, from 0.</param>
    public ChannelResponse(UNet network, Layer layer, int channel)
    {
        this.network = network;
        this.layer = layer;
        this.channel = channel;
        nn.Module module = LayerMap.Of(network).Module(layer);
        recorder = new Recorder(new Dictionary<string, nn.Module> { [""] = module });
        last = ConvNorm.Of(module) is [.., ConvNorm norm] ? norm : null;
        if (last is not null)
            last.Observer = result => convolved = result.alias();
    }

    /// <summary>The channel's mean over the layer.</summary>
    /// <param name="input">1,C,H,W as the network wants it; H and W multiples of its deepest stride.</param>
    public Tensor Of(Tensor input)
    {
        // The decoder is most of the work, and nothing of the encoder depends on it.
        if (layer.Part == LayerPart.Encoder)
            network.Encoder.call(input);
        else
            network.call(input);
        return recorder[""][0, channel].mean();
    }

    /// <summary>
    /// What to climb so that the response rises: the response, or, while ReLU silences the channel and so gives no gradient,
    /// what its last batch norm sees.
    /// </summary>
    /// <param name="input">As of <see cref="Of"/>.</param>
    public Tensor Goal(Tensor input)
    {
        Tensor response = Of(input);
        if (last is null || response.item<float>() != 0)
            return response;
        return convolved![0, channel].mean() * last.Norm.weight![channel].detach();
    }

    public void Dispose()
    {
        recorder.Dispose();
        if (last is not null)
            last.Observer = null;
    }
}
