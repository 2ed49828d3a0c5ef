using Seg.Core.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace Seg.Core.Networks.Layers;

/// <summary>
/// Doubles height and width (nearest neighbour), concatenates the encoder's feature map of that size (the skip
/// connection) where there is one, and convolves 3x3 with batch norm and ReLU. Keys are those of a <see cref="ConvUnit"/>. It is computed as the upsampling convolution of the
/// small image (<see cref="IUpsampling"/>) and a convolution of the feature map: the same result but for rounding, without a
/// doubled and a concatenated image in memory.
/// </summary>
internal sealed class UpsampleUnit : Module<Tensor, Tensor?, Tensor>, INormalized, ILayer
{
    // At the bottom of a network; for fewer channels, of more pixels, products are not faster (measured on two cores).
    private const long ManyChannels = 512;

    private readonly long from;
    private readonly long skip;
    private readonly IUpsampling upsampling;
    private readonly WinogradFilter transform;
    private readonly ConvNorm layer;
    private Tensor? upsamplingFilters;
    private Tensor? skipWeight;

    /// <param name="from">Channels of the small image.</param>
    /// <param name="skip">Channels of the feature map, or 0.</param>
    /// <param name="to">Channels of the result.</param>
    public UpsampleUnit(long from, long skip, long to)
        : base(nameof(UpsampleUnit))
    {
        this.from = from;
        this.skip = skip;
        upsampling = from >= ManyChannels ? new WinogradUpsampling() : new TransposedUpsampling();
        transform = new WinogradFilter(upsampling.Line);
        Conv2d convolution = ConvUnit.Convolution(from + skip, to, 3);
        BatchNorm2d norm = BatchNorm2d(to);
        layer = new ConvNorm(convolution, norm);
        register_module("0", convolution);
        register_module("1", norm);
    }

    public IEnumerable<ConvNorm> Layers => [layer];

    public override Tensor forward(Tensor x, Tensor? feature)
    {
        if (upsamplingFilters is not null)
            return Convolve(x, feature, upsamplingFilters, skipWeight, layer.FoldedBias).relu_();
        (Tensor filters, Tensor? skipFilters) = Parts(layer.Weight);
        using (filters)
        using (skipFilters)
        using (Tensor y = Convolve(x, feature, filters, skipFilters, bias: null))
            return layer.Normalize(y).relu_();
    }

    /// <summary>To be called when its layer is folded.</summary>
    public void Fold()
    {
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        (upsamplingFilters, skipWeight) = Parts(layer.FoldedWeight!);
        upsamplingFilters.DetachFromDisposeScope();
        skipWeight?.DetachFromDisposeScope();
    }

    /// <summary>Frees what is no parameter; the unit cannot be used afterwards.</summary>
    public void Free()
    {
        transform.Dispose();
        upsamplingFilters?.Dispose();
        skipWeight?.Dispose();
    }

    private Tensor Convolve(Tensor x, Tensor? feature, Tensor filters, Tensor? skipFilters, Tensor? bias)
    {
        Tensor y = upsampling.Apply(x, filters, bias);
        if (feature is null)
            return y;
        using Tensor added = functional.conv2d(feature, skipFilters!, padding: [1, 1]);
        return y.add_(added);
    }

    private (Tensor Filters, Tensor? SkipFilters) Parts(Tensor weight)
    {
        using var scope = ComputeScope.Open();
        Tensor filters = upsampling.Filters(weight.narrow(1, 0, from), transform.For(weight)).MoveToOuterDisposeScope();
        Tensor? skipFilters = skip > 0 ? ChannelsLast.Of(weight.narrow(1, from, skip)).MoveToOuterDisposeScope() : null;
        return (filters, skipFilters);
    }
}

/// <summary>
/// A way to double height and width (nearest neighbour) and convolve 3x3, the edge padded with zeros. Of the nine pixels that a
/// filter covers on a doubled image no more than four differ, so none of the ways makes that image.
/// </summary>
internal interface IUpsampling
{
    /// <summary>3,n: what the three numbers in a line of a filter are in the n that <see cref="Apply"/> computes with.</summary>
    float[,] Line { get; }

    /// <summary>What <see cref="Apply"/> wants.</summary>
    /// <param name="weight">The convolution's: to,from,3,3.</param>
    /// <param name="matrix">The <see cref="WinogradFilter"/> of <see cref="Line"/>.</param>
    Tensor Filters(Tensor weight, Tensor matrix);

    /// <summary>N,from,H,W to N,to,2H,2W, channels last.</summary>
    Tensor Apply(Tensor x, Tensor filters, Tensor? bias);
}

/// <summary>
/// Enlarges by one transposed convolution with a step of two: 16 multiplications for four pixels of the result, not 36. A small
/// pixel is seen as 2x2 equal ones, so its 4x4 results are the sum of four mirrored 3x3 filters that are shifted by one.
/// </summary>
internal sealed class TransposedUpsampling : IUpsampling
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

/// <summary>
/// Enlarges by matrix products: 9 multiplications for four pixels of the result, not 16, and more additions, which pay where
/// there are many channels and few pixels. Along a line the filter a, b, c makes of the pixel x[i] two,
/// <c>a x[i-1] + (b+c) x[i] = s x[i] - a d[i]</c> and <c>(a+b) x[i] + c x[i+1] = s x[i] + c d[i+1]</c>, with the sum
/// <c>s = a+b+c</c> and the differences <c>d[i] = x[i] - x[i-1]</c>, beyond the edge 0. So both share one of three products. It is
/// the idea of Winograd's minimal filtering (Lavin and Gray 2015, arXiv:1509.09308) for this case.
/// </summary>
internal sealed class WinogradUpsampling : IUpsampling
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
        using var scope = ComputeScope.Open();
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

/// <summary>
/// What the nine numbers of a 3x3 filter are in those that an <see cref="IUpsampling"/> computes with, as one matrix: shifting and
/// adding the filters themselves takes several times as long, and with the 1280 channels at the bottom of a network a tenth of a
/// training step. It is a constant that stays on the device of its last use, since to copy it there in each step would have a GPU
/// wait; nothing that TorchSharp saves or moves with a network.
/// </summary>
internal sealed class WinogradFilter : IDisposable
{
    private Tensor numbers;

    /// <param name="line">3,n: the same for a filter that is one line.</param>
    public WinogradFilter(float[,] line)
    {
        using Tensor across = tensor(line);
        numbers = kron(across, across).DetachFromDisposeScope();
    }

    /// <summary>9,n²; for weights like this one. It stays this object's.</summary>
    public Tensor For(Tensor weight)
    {
        if (numbers.dtype != weight.dtype || !numbers.device.Equals(weight.device))
        {
            using Tensor before = numbers;
            numbers = before.to(weight.dtype, weight.device).DetachFromDisposeScope();
        }
        return numbers;
    }

    public void Dispose() => numbers.Dispose();
}
