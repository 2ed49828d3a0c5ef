using OpenCvSharp;

namespace Seg.Core.Imaging;

/// <summary>Reads and writes masks: 8-bit gray PNG, one class index a pixel, <see cref="Ignore"/> where nothing is labelled.</summary>
public static class MaskFile
{
    /// <summary>The value of a pixel without a label; training and scores leave it out.</summary>
    public const byte Ignore = 255;

    /// <summary>Reads a mask as it is.</summary>
    /// <exception cref="SegException"><c>image.unreadable</c>; <c>mask.format</c>: not 8-bit gray.</exception>
    public static Mat Read(string path)
    {
        Mat mask = ImageFile.Explained(path, bytes => ImageDecoder.Decode(bytes, page: 0));
        if (mask.Type() == MatType.CV_8UC1)
            return mask;
        string found = $"{mask.Channels()}-channel {mask.ElemSize1() * 8}-bit";
        mask.Dispose();
        throw new SegException(
            "mask.format",
            $"{path} is a {found} picture; save the mask as 8-bit gray PNG whose values are class indices, "
                + "without colours or a palette."
        );
    }

    /// <summary>Writes a mask of type 8-bit gray, atomically.</summary>
    public static void Write(string path, Mat mask)
    {
        if (mask.Type() != MatType.CV_8UC1)
            throw new ArgumentException($"A mask is 8-bit gray, not {mask.Type()}.", nameof(mask));
        ImageFile.Write(path, mask);
    }
}
