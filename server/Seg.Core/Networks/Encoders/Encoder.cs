using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Networks.Encoders;

/// <summary>
/// The half of a U-Net that goes down. <c>forward</c> takes N,C,H,W with H and W multiples of <see cref="DeepestStride"/>
/// and returns one feature map per entry of <see cref="Channels"/>: the first at <see cref="FirstStride"/>, each next one
/// at half the height and width.
/// </summary>
/// <param name="name">Its name in <see cref="EncoderRegistry"/>.</param>
public abstract class Encoder(string name) : nn.Module<Tensor, Tensor[]>(name)
{
    /// <summary>How many channels each feature map has, from shallow to deep.</summary>
    public abstract IReadOnlyList<int> Channels { get; }

    /// <summary>How many input pixels one pixel of the first feature map spans: 1 or 2.</summary>
    public abstract int FirstStride { get; }

    /// <summary>The key of the weights that see the image's channels.</summary>
    public abstract string FirstWeight { get; }

    /// <summary>How many input pixels one pixel of the last feature map spans.</summary>
    public int DeepestStride => FirstStride << (Channels.Count - 1);

    /// <summary>The feature maps of images; whatever runs a network comes through here.</summary>
    /// <exception cref="InvalidOperationException">No <see cref="ComputeScope"/> is open on this thread.</exception>
    public sealed override Tensor[] forward(Tensor image)
    {
        ComputeScope.Require();
        return FeatureMaps(image);
    }

    /// <summary>What <c>forward</c> returns.</summary>
    protected abstract Tensor[] FeatureMaps(Tensor image);
}
