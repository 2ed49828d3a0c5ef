using Seg.Core.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks.Layers;

/// <summary>
/// Doubles height and width (nearest neighbour), joins the encoder's feature map of that size where there is one, and
/// convolves 3x3 with batch norm and ReLU. Keys are those of a <see cref="ConvUnit"/>. It is computed as the enlarging of the
/// small image (<see cref="IEnlarging"/>) and a convolution of the feature map: the same result but for rounding, without a
/// doubled and a joined image in memory.
/// </summary>
internal sealed class EnlargingUnit : Module<Tensor, Tensor?, Tensor>, INormalized, ILayer
{
    // At the bottom of a network; for fewer channels, of more pixels, products are not faster (measured on two cores).
    private const long ManyChannels = 512;

    private readonly long from;
    private readonly long skip;
    private readonly IEnlarging enlarging;
    private readonly FilterMatrix matrix;
    private readonly ConvNorm layer;
    private Tensor? enlargingFilters;
    private Tensor? skipWeight;

    /// <param name="from">Channels of the small image.</param>
    /// <param name="skip">Channels of the feature map, or 0.</param>
    /// <param name="to">Channels of the result.</param>
    public EnlargingUnit(long from, long skip, long to)
        : base(nameof(EnlargingUnit))
    {
        this.from = from;
        this.skip = skip;
        enlarging = from >= ManyChannels ? new EnlargingProducts() : new EnlargingConvolution();
        matrix = new FilterMatrix(enlarging.Line);
        Conv2d convolution = ConvUnit.Convolution(from + skip, to, 3);
        BatchNorm2d norm = BatchNorm2d(to);
        layer = new ConvNorm(convolution, norm);
        register_module("0", convolution);
        register_module("1", norm);
    }

    public IEnumerable<ConvNorm> Layers => [layer];

    public override Tensor forward(Tensor x, Tensor? feature)
    {
        if (enlargingFilters is not null)
            return Convolve(x, feature, enlargingFilters, skipWeight, layer.FoldedBias).relu_();
        (Tensor filters, Tensor? joining) = Parts(layer.Weight);
        using (filters)
        using (joining)
        using (Tensor y = Convolve(x, feature, filters, joining, bias: null))
            return layer.Normalize(y).relu_();
    }

    /// <summary>To be called when its layer is folded.</summary>
    public void Fold()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        (enlargingFilters, skipWeight) = Parts(layer.FoldedWeight!);
        enlargingFilters.DetachFromDisposeScope();
        skipWeight?.DetachFromDisposeScope();
    }

    /// <summary>Frees what is no parameter; the unit cannot be used afterwards.</summary>
    public void Free()
    {
        matrix.Dispose();
        enlargingFilters?.Dispose();
        skipWeight?.Dispose();
    }

    private Tensor Convolve(Tensor x, Tensor? feature, Tensor filters, Tensor? joining, Tensor? bias)
    {
        Tensor y = enlarging.Apply(x, filters, bias);
        if (feature is null)
            return y;
        using Tensor added = functional.conv2d(feature, joining!, padding: [1, 1]);
        return y.add_(added);
    }

    private (Tensor Filters, Tensor? Joining) Parts(Tensor weight)
    {
        using var scope = NewDisposeScope();
        Tensor filters = enlarging.Filters(weight.narrow(1, 0, from), matrix.For(weight)).MoveToOuterDisposeScope();
        Tensor? joining = skip > 0 ? ChannelsLast.Of(weight.narrow(1, from, skip)).MoveToOuterDisposeScope() : null;
        return (filters, joining);
    }
}
