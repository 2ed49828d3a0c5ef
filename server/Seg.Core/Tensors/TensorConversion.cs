using OpenCvSharp;
using static TorchSharp.torch;

namespace Seg.Core.Tensors;

/// <summary>The one place where OpenCV's pixels become tensors and tensors become pixels.</summary>
internal static class TensorConversion
{
    /// <summary>N,H,W,C floats to a tensor N,C,H,W in channels-last order on the device.</summary>
    public static Tensor Images(float[] pixels, long count, long height, long width, long channels, Device device)
    {
        using Tensor last = from_array(pixels, device).reshape(count, height, width, channels);
        return last.permute(0, 3, 1, 2);
    }

    /// <summary>A float image to 1,C,H,W in channels-last order on the device.</summary>
    public static Tensor Image(Mat image, Device device)
    {
        // A part of a larger image has gaps between its lines.
        using Mat whole = image.IsContinuous() ? image.Reshape(0) : image.Clone();
        float[] pixels = whole.AsSpan<float>().ToArray();
        return Images(pixels, 1, image.Rows, image.Cols, image.Channels(), device);
    }

    /// <summary>1,C,H,W floats to a float image of 1 or 3 channels.</summary>
    public static Mat Picture(Tensor image)
    {
        using Tensor last = image.squeeze(0).permute(1, 2, 0).cpu().contiguous();
        int channels = (int)last.shape[2];
        var picture = new Mat((int)last.shape[0], (int)last.shape[1], MatType.CV_32FC(channels));
        using Mat flat = picture.Reshape(1);
        last.data<float>().CopyTo(flat.AsSpan<float>());
        return picture;
    }

    /// <summary>N,H,W class indices to a tensor of 64-bit numbers on the device.</summary>
    public static Tensor Labels(byte[] labels, long count, long height, long width, Device device)
    {
        using Tensor bytes = from_array(labels, device);
        return bytes.reshape(count, height, width).to(ScalarType.Int64);
    }

    /// <summary>Whole numbers below 256, in the order of the tensor's dimensions.</summary>
    public static byte[] Bytes(Tensor numbers)
    {
        using Tensor local = numbers.to(ScalarType.Byte).cpu().contiguous();
        return local.data<byte>().ToArray();
    }

    /// <summary>Copies H,W numbers below 256 into an 8-bit picture of the same width, from its line <paramref name="top"/>.</summary>
    public static void CopyBytes(Tensor plane, Mat picture, int top)
    {
        using Tensor local = plane.to(ScalarType.Byte).cpu().contiguous();
        local.data<byte>().CopyTo(picture.AsSpan<byte>().Slice(top * picture.Cols, (int)local.numel()));
    }

    /// <summary>Copies H,W floats into a float picture of the same width, from its line <paramref name="top"/>.</summary>
    public static void CopyFloats(Tensor plane, Mat picture, int top)
    {
        using Tensor local = plane.cpu().contiguous();
        local.data<float>().CopyTo(picture.AsSpan<float>().Slice(top * picture.Cols, (int)local.numel()));
    }
}
