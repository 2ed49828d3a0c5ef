using Seg.Core.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks.Layers;

/// <summary>A network part with convolutions that a batch norm follows.</summary>
internal interface INormalized
{
    IEnumerable<ConvNorm> Layers { get; }
}

/// <summary>
/// A convolution without bias and the batch norm behind it. After training the two are one linear map, so that prediction
/// can do both in one pass (Jacob et al. 2017, arXiv:1712.05877, section 3.2).
/// </summary>
internal sealed class ConvNorm(Conv2d convolution, BatchNorm2d norm) : IDisposable
{
    public BatchNorm2d Norm => norm;

    public Tensor Weight => convolution.weight!;

    /// <summary>The weight of both, or null until they are folded.</summary>
    public Tensor? FoldedWeight { get; private set; }

    /// <summary>The bias of both, or null until they are folded.</summary>
    public Tensor? FoldedBias { get; private set; }

    /// <summary>What the batch norm sees, for <see cref="NormCalibration"/>.</summary>
    public Action<Tensor>? Observer { get; set; }

    /// <summary>All of a network and its parts.</summary>
    public static IReadOnlyList<ConvNorm> Of(Module network) =>
        [.. network.modules().Append(network).OfType<INormalized>().Distinct().SelectMany(part => part.Layers)];

    public Tensor Apply(Tensor x)
    {
        if (FoldedWeight is not null)
            return functional.conv2d(
                x,
                FoldedWeight,
                FoldedBias,
                convolution.stride,
                convolution.padding,
                convolution.dilation,
                convolution.groups
            );
        using Tensor y = convolution.call(x);
        return Normalize(y);
    }

    /// <summary>The batch norm of what the convolution gave, where somebody else computed that.</summary>
    public Tensor Normalize(Tensor y)
    {
        Observer?.Invoke(y);
        return norm.call(y);
    }

    /// <summary>Joins both for good; the network can only predict afterwards.</summary>
    public void Fold()
    {
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        Tensor scale = norm.weight! / (norm.running_var! + norm.eps).sqrt();
        Tensor weight = convolution.weight * scale.reshape(-1, 1, 1, 1);
        FoldedWeight = ChannelsLast.Of(weight).DetachFromDisposeScope();
        FoldedBias = (norm.bias! - norm.running_mean! * scale).DetachFromDisposeScope();
    }

    /// <summary>Frees what folding made; the two layers belong to their module.</summary>
    public void Dispose()
    {
        FoldedWeight?.Dispose();
        FoldedBias?.Dispose();
    }
}
