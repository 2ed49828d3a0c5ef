using static TorchSharp.torch;

#pragma warning disable RS0030 // here, in a scope, is where it is to be done

namespace Seg.Core.Tensors;

/// <summary>
/// The one place where pixels become tensors, and tensors pixels or numbers; that is done in a <see cref="ComputeScope"/>,
/// so that whatever forgets to open one fails at once.
/// </summary>
internal static class TensorConversion
{
    /// <summary>N,H,W,C floats to a tensor N,C,H,W in channels-last order on the device.</summary>
    public static Tensor Images(float[] pixels, long count, long height, long width, long channels, Device device)
    {
        ComputeScope.Require();
        using Tensor last = from_array(pixels, device).reshape(count, height, width, channels);
        return last.permute(0, 3, 1, 2);
    }

    /// <summary>An image to 1,C,H,W in channels-last order on the device.</summary>
    public static Tensor Image(Raster<float> image, Device device) =>
        Images(image.Pixels, 1, image.Height, image.Width, image.Channels, device);

    /// <summary>Part of an image to 1,C,H,W in channels-last order on the device.</summary>
    public static Tensor Image(Raster<float> image, int left, int top, int width, int height, Device device) =>
        Image(width == image.Width && height == image.Height ? image : image.Crop(left, top, width, height), device);

    /// <summary>1,C,H,W floats to an image of as many channels.</summary>
    public static Raster<float> Picture(Tensor image)
    {
        using Tensor last = image.squeeze(0).permute(1, 2, 0);
        return new Raster<float>(Floats(last), (int)last.shape[1], (int)last.shape[0], (int)last.shape[2]);
    }

    /// <summary>N,H,W class indices to a tensor of 64-bit numbers on the device.</summary>
    public static Tensor Labels(byte[] labels, long count, long height, long width, Device device)
    {
        ComputeScope.Require();
        using Tensor bytes = from_array(labels, device);
        return bytes.reshape(count, height, width).to(ScalarType.Int64);
    }

    /// <summary>Whole numbers below 256, in the order of the tensor's dimensions.</summary>
    public static byte[] Bytes(Tensor numbers)
    {
        ComputeScope.Require();
        using Tensor local = numbers.to(ScalarType.Byte).cpu().contiguous();
        return local.data<byte>().ToArray();
    }

    /// <summary>32-bit floats, in the order of the tensor's dimensions.</summary>
    public static float[] Floats(Tensor numbers)
    {
        ComputeScope.Require();
        using Tensor local = numbers.cpu().contiguous();
        return local.data<float>().ToArray();
    }

    /// <summary>The only number of a tensor of 32- or 64-bit floats.</summary>
    public static double Number(Tensor one)
    {
        ComputeScope.Require();
        return one.dtype == ScalarType.Float64 ? one.item<double>() : one.item<float>();
    }

    /// <summary>Whether all numbers of a tensor are neither infinite nor not a number.</summary>
    public static bool AreFinite(Tensor numbers)
    {
        ComputeScope.Require();
        return numbers.isfinite().all().item<bool>();
    }

    /// <summary>Copies H,W numbers below 256 into a picture of the same width, from its line <paramref name="top"/>.</summary>
    public static void CopyBytes(Tensor plane, Raster<byte> picture, int top)
    {
        ComputeScope.Require();
        using Tensor local = plane.to(ScalarType.Byte).cpu().contiguous();
        local.data<byte>().CopyTo(picture.Pixels.AsSpan(top * picture.Width, (int)local.numel()));
    }

    /// <summary>Copies H,W floats into a picture of the same width, from its line <paramref name="top"/>.</summary>
    public static void CopyFloats(Tensor plane, Raster<float> picture, int top)
    {
        ComputeScope.Require();
        using Tensor local = plane.cpu().contiguous();
        local.data<float>().CopyTo(picture.Pixels.AsSpan(top * picture.Width, (int)local.numel()));
    }
}
