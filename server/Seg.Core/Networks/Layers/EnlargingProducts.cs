using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Seg.Core.Networks.Layers;

/// <summary>
/// Enlarges by matrix products: 9 multiplications for four pixels of the result, not 16, and more additions, which pay where
/// there are many channels and few pixels. Along a line the filter a, b, c makes of the pixel x[i] two,
/// <c>a x[i-1] + (b+c) x[i] = s x[i] - a d[i]</c> and <c>(a+b) x[i] + c x[i+1] = s x[i] + c d[i+1]</c>, with the sum
/// <c>s = a+b+c</c> and the differences <c>d[i] = x[i] - x[i-1]</c>, beyond the edge 0. So both share one of three products. It is
/// the idea of Winograd's minimal filtering (Lavin and Gray 2015, arXiv:1509.09308) for this case.
/// </summary>
internal sealed class EnlargingProducts : IEnlarging
{
    // a, b, c becomes s, -a, c.
    public float[,] Line { get; } =
        {
            { 1, -1, 0 },
            { 1, 0, 0 },
            { 1, 0, 1 },
        };

    /// <summary>9,to,from: all pairs of s, -a, c down and the same across.</summary>
    public Tensor Filters(Tensor weight, Tensor matrix)
    {
        (long to, long from) = (weight.shape[0], weight.shape[1]);
        Tensor filters = weight.reshape(to * from, 9).transpose(0, 1);
        return matrix.transpose(0, 1).matmul(filters).reshape(9, to, from);
    }

    public Tensor Apply(Tensor x, Tensor filters, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        Tensor pixels = x.permute(0, 2, 3, 1);
        (long rows, long columns) = (pixels.shape[1], pixels.shape[2]);
        Tensor across = Differences(pixels, 2);
        Tensor down = Differences(pixels, 1);
        Tensor both = Differences(across, 1);
        Tensor[,] products =
        {
            { linear(pixels, filters[0], bias), linear(across, filters[1]), linear(across, filters[2]) },
            { linear(down, filters[3]), linear(both, filters[4]), linear(both, filters[5]) },
            { linear(down, filters[6]), linear(both, filters[7]), linear(both, filters[8]) },
        };
        Tensor result = stack([Row(0), Row(1)], 2).reshape(x.shape[0], 2 * rows, 2 * columns, -1);
        return result.permute(0, 3, 1, 2).MoveToOuterDisposeScope();

        // The upper and the lower pixels of the result, then the left and the right ones.
        Tensor Row(int lower)
        {
            Tensor middle = products[0, 0] + products[1 + lower, 0].narrow(1, lower, rows);
            return stack([Pixel(middle, lower, 0), Pixel(middle, lower, 1)], 3);
        }

        Tensor Pixel(Tensor middle, int lower, int right)
        {
            Tensor side = products[0, 1 + right].narrow(2, right, columns);
            Tensor corner = products[1 + lower, 1 + right].narrow(1, lower, rows).narrow(2, right, columns);
            return (middle + side).add_(corner);
        }
    }

    /// <summary>Of each and the one before it in a dimension, one more than there are.</summary>
    private static Tensor Differences(Tensor pixels, int dimension)
    {
        long[] shape = pixels.shape;
        shape[dimension] = 1;
        using Tensor edge = zeros(shape, pixels.dtype, pixels.device);
        return pixels.diff(1, dimension, edge, edge);
    }
}
