namespace Seg.Core.Explaining;

/// <summary>Where in a U-Net a layer is.</summary>
public enum LayerPart
{
    /// <summary>Goes down; <see cref="Layer.Stage"/> counts its feature maps, from shallow to deep.</summary>
    Encoder,

    /// <summary>Comes up; <see cref="Layer.Stage"/> counts its blocks in the order of the forward pass.</summary>
    Decoder,

    /// <summary>Gives the logits; its only stage is 0.</summary>
    Head,
}

/// <summary>One layer of a network.</summary>
/// <param name="Name">The path of its module, such as <c>encoder.layer4.1</c>.</param>
/// <param name="Kind">What it does, for people, such as <c>residual block</c>.</param>
/// <param name="Part">Which half it belongs to.</param>
/// <param name="Stage">Which step of that half, from 0.</param>
/// <param name="Channels">The channels of its result.</param>
/// <param name="Stride">How many pixels of the image one pixel of its result spans in each direction.</param>
/// <param name="Parameters">How many numbers in it are learned.</param>
public sealed record Layer(
    string Name,
    string Kind,
    LayerPart Part,
    int Stage,
    int Channels,
    int Stride,
    long Parameters
)
{
    /// <summary>Sees that there is such a channel.</summary>
    /// <param name="channel">From 0.</param>
    /// <exception cref="SegException"><c>explain.channel</c>: there is none.</exception>
    public void RequireChannel(int channel)
    {
        if (channel < 0 || channel >= Channels)
            throw new SegException(
                "explain.channel",
                $"The layer {Name} has no channel {channel}; it has {Channels}, counted from 0."
            );
    }
}

/// <summary>A feature map of the encoder that the decoder takes in beside what comes from below.</summary>
/// <param name="From">The name of the layer that makes it.</param>
/// <param name="To">The name of the layer that takes it in.</param>
public sealed record SkipConnection(string From, string To);
