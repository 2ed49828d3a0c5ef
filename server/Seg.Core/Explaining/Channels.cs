using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Explaining;

/// <summary>What a channel of a layer does for one image, in the layer's own unit.</summary>
/// <param name="Strength">How strongly it responds: the mean of its absolute values.</param>
/// <param name="Variance">How much it differs over the image.</param>
/// <param name="Least">Its smallest value.</param>
/// <param name="Greatest">Its largest value.</param>
/// <param name="Importance">
/// How much of a score it makes, to first order: the sum of its values, each times the score's gradient there (Molchanov et
/// al. 2017, arXiv:1611.06440); below 0 it speaks against. Null where no score was asked for.
/// </param>
public sealed record ChannelFigures(double Strength, double Variance, double Least, double Greatest, double? Importance)
{
    /// <summary>Of each channel of a layer.</summary>
    /// <param name="activation">C,h,w.</param>
    /// <param name="gradient">Of the score, C,h,w; null: no score was asked for.</param>
    internal static IReadOnlyList<ChannelFigures> Of(Tensor activation, Tensor? gradient = null)
    {
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        Tensor flat = activation.detach().flatten(1);
        float[] strengths = TensorConversion.Floats(flat.abs().mean([1]));
        float[] variances = TensorConversion.Floats(flat.var(dim: 1, unbiased: false));
        float[] least = TensorConversion.Floats(flat.min(1).values);
        float[] greatest = TensorConversion.Floats(flat.max(1).values);
        float[]? importances = gradient is null ? null : TensorConversion.Floats((flat * gradient.flatten(1)).sum([1]));
        return
        [
            .. strengths.Select(
                (strength, i) => new ChannelFigures(strength, variances[i], least[i], greatest[i], importances?[i])
            ),
        ];
    }
}

/// <summary>
/// Channels of a layer as 8-bit gray pictures: 0 stands for the smallest and 255 for the largest value, of the channel or of
/// the whole layer.
/// </summary>
internal static class ChannelPictures
{
    /// <summary>Channels as tiles, one below the other: averaged where the layer is finer, repeated where it is coarser.</summary>
    /// <param name="activation">C,h,w of the padded image.</param>
    /// <param name="share">The lines and columns of it that the image itself has.</param>
    /// <param name="channels">Which, from 0.</param>
    /// <param name="isShared">Whether the contrast is that of the whole layer.</param>
    /// <param name="tile">The size of each.</param>
    public static Raster<byte> Tiles(
        Tensor activation,
        (long Height, long Width) share,
        IReadOnlyList<int> channels,
        bool isShared,
        (int Width, int Height) tile
    )
    {
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        Tensor wanted = Stretched(activation, channels, isShared);
        Tensor inside = wanted.narrow(1, 0, share.Height).narrow(2, 0, share.Width).unsqueeze(0);
        Tensor tiles = nn.functional.adaptive_avg_pool2d(inside, [tile.Height, tile.Width]);
        return Bytes(tiles.reshape(channels.Count * tile.Height, tile.Width));
    }

    /// <summary>One channel at the size of the image; a pixel of the layer is a square of it.</summary>
    /// <param name="activation">C,h,w of the padded image.</param>
    /// <param name="stride">The pixels of the image that one of the layer spans in each direction.</param>
    /// <param name="channel">Which, from 0.</param>
    /// <param name="isShared">Whether the contrast is that of the whole layer.</param>
    /// <param name="size">The image's.</param>
    public static Raster<byte> Whole(
        Tensor activation,
        int stride,
        int channel,
        bool isShared,
        (int Width, int Height) size
    )
    {
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        Tensor plane = Stretched(activation, [channel], isShared)[0];
        Tensor enlarged = plane.repeat_interleave(stride, 0).repeat_interleave(stride, 1);
        return Bytes(enlarged.narrow(0, 0, size.Height).narrow(1, 0, size.Width));
    }

    private static Tensor Stretched(Tensor activation, IReadOnlyList<int> channels, bool isShared)
    {
        Tensor all = activation.detach();
        Tensor index = tensor(channels.ToArray(), ScalarType.Int64, device: all.device);
        Tensor wanted = all.index_select(0, index);
        Tensor least = isShared ? all.min() : wanted.amin([1, 2], keepdim: true);
        Tensor greatest = isShared ? all.max() : wanted.amax([1, 2], keepdim: true);
        Tensor range = greatest - least;
        // A channel that is even everywhere is dark.
        return (wanted - least) / where(range > 0, range, ones_like(range)) * 255;
    }

    private static Raster<byte> Bytes(Tensor plane)
    {
        var picture = new Raster<byte>((int)plane.shape[1], (int)plane.shape[0]);
        TensorConversion.CopyBytes(plane.round().clamp(0, 255), picture, 0);
        return picture;
    }
}
