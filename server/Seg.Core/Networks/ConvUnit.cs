using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks;

/// <summary>The units that all networks here are built of; their keys are <c>0</c> (convolution) and <c>1</c> (batch norm).</summary>
internal static class ConvUnit
{
    /// <summary>Convolution without bias, batch norm, ReLU6: torchvision's <c>Conv2dNormActivation</c> of the MobileNets.</summary>
    public static Module<Tensor, Tensor> Relu6(long from, long to, long kernel, long stride = 1, long groups = 1) =>
        Sequential(Convolution(from, to, kernel, stride, groups), BatchNorm2d(to), nn.ReLU6(inplace: true));

    /// <summary>Convolution without bias, batch norm, ReLU.</summary>
    public static Module<Tensor, Tensor> Relu(long from, long to) =>
        Sequential(Convolution(from, to, 3), BatchNorm2d(to), nn.ReLU(inplace: true));

    /// <summary>A convolution without bias that keeps the size but for its stride.</summary>
    public static Module<Tensor, Tensor> Convolution(
        long from,
        long to,
        long kernel,
        long stride = 1,
        long groups = 1
    ) => Conv2d(from, to, kernel, stride: stride, padding: kernel / 2, groups: groups, bias: false);
}
