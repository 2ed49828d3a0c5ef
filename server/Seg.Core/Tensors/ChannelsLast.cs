using static TorchSharp.torch;

namespace Seg.Core.Tensors;

/// <summary>
/// Keeps a pixel's channels next to each other in memory, which oneDNN and cuDNN convolve faster.
/// TorchSharp has no memory format argument; a permuted contiguous copy has the same layout.
/// </summary>
internal static class ChannelsLast
{
    /// <summary>The same N,C,H,W values in channels-last order.</summary>
    public static Tensor Of(Tensor x)
    {
        using Tensor last = x.permute(0, 2, 3, 1);
        using Tensor ordered = last.contiguous();
        return ordered.permute(0, 3, 1, 2);
    }

    /// <summary>Reorders the weights of all convolutions of a network.</summary>
    public static void Apply(nn.Module network)
    {
        using var _ = no_grad();
        foreach (TorchSharp.Modules.Parameter weight in network.parameters().Where(p => p.dim() == 4))
        {
            using Tensor ordered = Of(weight);
            weight.set_(ordered);
        }
    }
}
