using static TorchSharp.torch;

namespace Seg.Core.Networks.Layers;

/// <summary>Continues an image beyond its right and lower edge by its mirror image, however small it is.</summary>
internal static class ReflectPadding
{
    /// <summary>N,C,H,W to N,C,height,width; returns the image itself when nothing is missing.</summary>
    public static Tensor Pad(Tensor image, long height, long width)
    {
        Tensor high = Extend(image, 2, height);
        Tensor whole = Extend(high, 3, width);
        if (!ReferenceEquals(high, image) && !ReferenceEquals(high, whole))
            high.Dispose();
        return whole;
    }

    private static Tensor Extend(Tensor image, long dimension, long size)
    {
        long have = image.shape[dimension];
        if (have == size)
            return image;
        using Tensor index = tensor(
            Enumerable.Range(0, (int)size).Select(i => Reflect(i, have)).ToArray(),
            device: image.device
        );
        return image.index_select(dimension, index);
    }

    // 0 1 2 | 1 0 | 1 2 ...: the edge itself is not repeated.
    private static long Reflect(long i, long size)
    {
        if (size == 1)
            return 0;
        long period = 2 * (size - 1);
        long at = i % period;
        return at < size ? at : period - at;
    }
}
