using static TorchSharp.torch;

namespace Seg.Core.Networks.Layers;

/// <summary>What follows a batch norm. Each changes its argument, which nobody else needs, and returns it.</summary>
internal static class Activation
{
    public static Tensor None(Tensor x) => x;

    public static Tensor Relu(Tensor x) => x.relu_();

    public static Tensor Relu6(Tensor x) => x.relu6_();

    /// <summary>x * sigmoid(x) (Ramachandran et al. 2017, arXiv:1710.05941, with beta 1).</summary>
    public static Tensor Silu(Tensor x) => x.silu_();

    /// <summary>x * relu6(x + 3) / 6 (Howard et al. 2019, arXiv:1905.02244, section 5.2).</summary>
    public static Tensor HardSwish(Tensor x) => x.hardswish_();

    public static Tensor Sigmoid(Tensor x) => x.sigmoid_();

    /// <summary>relu6(x + 3) / 6, from the same section.</summary>
    public static Tensor HardSigmoid(Tensor x) => x.hardsigmoid_();
}
