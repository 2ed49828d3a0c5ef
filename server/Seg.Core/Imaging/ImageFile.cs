using Seg.Core.Files;
using Seg.Core.Imaging.Formats;

namespace Seg.Core.Imaging;

/// <summary>Writes images; <see cref="ImageSource"/> reads them.</summary>
public static class ImageFile
{
    /// <summary>The file name endings that are taken for images, in lower case.</summary>
    public static IReadOnlySet<string> Extensions { get; } =
        new HashSet<string>(StringComparer.OrdinalIgnoreCase) { ".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff" };

    /// <summary>
    /// Writes an image in the format its ending names, atomically; three channels are taken as red, green, blue. PNG holds
    /// 8 and 16 bits, JPEG and BMP 8, TIFF every kind of value.
    /// </summary>
    /// <exception cref="SegException"><c>image.format</c>: the format cannot hold these pixels; <c>file.write</c>.</exception>
    public static void Write(string path, Raster image)
    {
        string ending = Path.GetExtension(path).ToLowerInvariant();
        if (ending is ".tif" or ".tiff")
            TiffFile.Write(path, [image]);
        else if (PictureEncoder.For(ending, image) is { } encode)
            AtomicFile.Write(path, encode);
        else
            throw new SegException(
                "image.format",
                $"Cannot write {path}: the format does not hold {image.Channels} channels of {image.ValueType.Name}; TIFF does."
            );
    }
}
