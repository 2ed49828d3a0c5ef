using System.Collections.Concurrent;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Seg.Core.Networks;

/// <summary>
/// Doubles height and width (nearest neighbour), joins the encoder's feature map of that size where there is one, and
/// convolves 3x3 with batch norm and ReLU. Keys are those of a <see cref="ConvUnit"/>.
/// Of the nine pixels that a filter covers on a doubled image no more than four differ. So it is computed as a transposed
/// convolution of the small image, with less than half the multiplications, and a convolution of the feature map: the same
/// sum in another order, without a doubled and a joined image in memory.
/// </summary>
internal sealed class EnlargingUnit : Module<Tensor, Tensor?, Tensor>, INormalized, ILayer
{
    // One for each device, since to copy it there in each step would have the GPU wait.
    private static readonly ConcurrentDictionary<(ScalarType, DeviceType, int), Tensor> Spreadings = new();

    private readonly long from;
    private readonly long skip;
    private readonly ConvNorm layer;
    private Tensor? enlargingWeight;
    private Tensor? skipWeight;

    /// <param name="from">Channels of the small image.</param>
    /// <param name="skip">Channels of the feature map, or 0.</param>
    /// <param name="to">Channels of the result.</param>
    public EnlargingUnit(long from, long skip, long to)
        : base(nameof(EnlargingUnit))
    {
        this.from = from;
        this.skip = skip;
        Conv2d convolution = ConvUnit.Convolution(from + skip, to, 3);
        BatchNorm2d norm = BatchNorm2d(to);
        layer = new ConvNorm(convolution, norm);
        register_module("0", convolution);
        register_module("1", norm);
    }

    public IEnumerable<ConvNorm> Layers => [layer];

    public override Tensor forward(Tensor x, Tensor? feature)
    {
        if (enlargingWeight is not null)
            return Convolve(x, feature, enlargingWeight, skipWeight, layer.FoldedBias).relu_();
        (Tensor enlarging, Tensor? joining) = Parts(layer.Weight);
        using (enlarging)
        using (joining)
        using (Tensor y = Convolve(x, feature, enlarging, joining, bias: null))
            return layer.Normalize(y).relu_();
    }

    /// <summary>To be called when its layer is folded.</summary>
    public void Fold()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        (enlargingWeight, skipWeight) = Parts(layer.FoldedWeight!);
        enlargingWeight.DetachFromDisposeScope();
        skipWeight?.DetachFromDisposeScope();
    }

    /// <summary>Frees what folding made, and no more; the unit cannot be used afterwards.</summary>
    public void FreeFolded()
    {
        enlargingWeight?.Dispose();
        skipWeight?.Dispose();
    }

    private static Tensor Convolve(Tensor x, Tensor? feature, Tensor enlarging, Tensor? joining, Tensor? bias)
    {
        Tensor y = functional.conv_transpose2d(x, enlarging, bias, strides: [2, 2], padding: [1, 1]);
        if (feature is null)
            return y;
        using Tensor added = functional.conv2d(feature, joining!, padding: [1, 1]);
        return y.add_(added);
    }

    private (Tensor Enlarging, Tensor? Joining) Parts(Tensor weight)
    {
        using var scope = NewDisposeScope();
        Tensor enlarging = ChannelsLast.Of(Enlarging(weight.narrow(1, 0, from))).MoveToOuterDisposeScope();
        Tensor? joining = skip > 0 ? ChannelsLast.Of(weight.narrow(1, from, skip)).MoveToOuterDisposeScope() : null;
        return (enlarging, joining);
    }

    // As one matrix product: shifting and adding the filters themselves takes several times as long, and with the 1280
    // channels at the bottom of a network a tenth of a training step.
    private static Tensor Enlarging(Tensor weight)
    {
        (long to, long from) = (weight.shape[0], weight.shape[1]);
        Tensor filters = weight.transpose(0, 1).reshape(from * to, 9);
        Tensor spreading = Spreadings.GetOrAdd(
            (weight.dtype, weight.device_type, weight.device_index),
            _ => MakeSpreading(weight)
        );
        return filters.matmul(spreading).reshape(from, to, 4, 4);
    }

    /// <summary>
    /// 9,16: what each weight of a 3x3 filter is to one of 4x4. A small pixel is seen as 2x2 equal ones, so its 4x4 results
    /// are the sum of four mirrored 3x3 that are shifted by one; along a line a, b, c becomes c, b+c, a+b, a. For weights
    /// like this one.
    /// </summary>
    private static Tensor MakeSpreading(Tensor weight)
    {
        using var scope = NewDisposeScope();
        Tensor line = tensor(
            new float[,]
            {
                { 0, 0, 1, 1 },
                { 0, 1, 1, 0 },
                { 1, 1, 0, 0 },
            }
        );
        return kron(line, line).to(weight.dtype, weight.device).DetachFromDisposeScope();
    }
}
