using Seg.Core.Networks;
using Seg.Core.Networks.Layers;
using Seg.Core.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Seg.Benchmarks;

/// <summary>Counts what a network computes.</summary>
internal static class ConvolutionWork
{
    /// <summary>
    /// Floating point operations of all convolutions for one image of H,W: two for each multiplication and addition, from
    /// the shapes that the layers really give. The decoder's enlarging counts as what it is, a 3x3 convolution of the doubled
    /// image, although it is computed with fewer.
    /// </summary>
    public static double Of(string encoder, int size)
    {
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        using var network = new UNet(encoder, TrainedNetwork.Channels, TrainedNetwork.Classes);
        network.eval();
        double multiplications = 0;
        Tensor Count(Tensor weight, Tensor result)
        {
            multiplications += (double)result.numel() * weight.numel() / weight.shape[0];
            return result;
        }
        foreach (Conv2d convolution in network.modules().OfType<Conv2d>())
            convolution.register_forward_hook((_, _, result) => Count(convolution.weight!, result));
        foreach (UpsampleUnit unit in network.modules().OfType<UpsampleUnit>())
            unit.register_forward_hook((_, _, _, result) => Count(unit.Layers.Single().Weight, result));
        network.call(zeros(1, TrainedNetwork.Channels, size, size));
        return 2 * multiplications;
    }
}
