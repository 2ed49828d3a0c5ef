using Seg.Core.Tensors;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks.Layers;

/// <summary>
/// Enlarges by one transposed convolution with a step of two: 16 multiplications for four pixels of the result, not 36. A small
/// pixel is seen as 2x2 equal ones, so its 4x4 results are the sum of four mirrored 3x3 filters that are shifted by one.
/// </summary>
internal sealed class EnlargingConvolution : IEnlarging
{
    // a, b, c becomes c, b+c, a+b, a.
    public float[,] Line { get; } =
        {
            { 0, 0, 1, 1 },
            { 0, 1, 1, 0 },
            { 1, 1, 0, 0 },
        };

    public Tensor Filters(Tensor weight, Tensor matrix)
    {
        (long to, long from) = (weight.shape[0], weight.shape[1]);
        Tensor filters = weight.transpose(0, 1).reshape(from * to, 9);
        return ChannelsLast.Of(filters.matmul(matrix).reshape(from, to, 4, 4));
    }

    public Tensor Apply(Tensor x, Tensor filters, Tensor? bias) =>
        functional.conv_transpose2d(x, filters, bias, strides: [2, 2], padding: [1, 1]);
}
