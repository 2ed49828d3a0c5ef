using OpenCvSharp;
using Seg.Core.Files;
using Seg.Core.Imaging.Formats;

namespace Seg.Core.Imaging;

/// <summary>
/// Reads and writes images. In memory an image is a <see cref="Mat"/> of 1 (gray) or 3 (red, green, blue) channels
/// of 8-bit, 16-bit or 32-bit float values as in the file; alpha is dropped, since it is not a measurement.
/// </summary>
public static class ImageFile
{
    /// <summary>The file name endings that are taken for images, in lower case.</summary>
    public static IReadOnlySet<string> Extensions { get; } =
        new HashSet<string>(StringComparer.OrdinalIgnoreCase) { ".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff" };

    /// <summary>Reads one page of an image.</summary>
    /// <param name="path">A PNG, JPEG, BMP or TIFF file.</param>
    /// <param name="page">The page of a multi-page TIFF, from 0.</param>
    /// <exception cref="SegException"><c>image.unreadable</c> or <c>image.page</c>, naming the file.</exception>
    public static Mat Read(string path, int page = 0) => ReadPage(path, page, out _);

    /// <summary>Reads one page of an image and counts its pages.</summary>
    /// <param name="path">A PNG, JPEG, BMP or TIFF file.</param>
    /// <param name="page">The page of a multi-page TIFF, from 0.</param>
    /// <param name="pages">1 but for a multi-page TIFF.</param>
    /// <exception cref="SegException"><c>image.unreadable</c> or <c>image.page</c>, naming the file.</exception>
    public static Mat ReadPage(string path, int page, out int pages)
    {
        (Mat image, pages) = Explained(
            path,
            bytes =>
            {
                int count = ImageDecoder.CountPages(bytes);
                if (page < 0 || page >= count)
                    throw new SegException("image.page", $"{path} has {count} pages; there is no page {page + 1}.");
                return (ToPixels(ImageDecoder.Decode(bytes, page)), count);
            }
        );
        return image;
    }

    /// <summary>Counts the pages of an image: 1 but for a multi-page TIFF.</summary>
    /// <exception cref="SegException"><c>image.unreadable</c>, naming the file.</exception>
    public static int CountPages(string path) => Explained(path, ImageDecoder.CountPages);

    /// <summary>Writes an image in the format its ending names, atomically; three channels are taken as red, green, blue.</summary>
    /// <exception cref="SegException"><c>image.format</c>: the format cannot hold these pixels; <c>file.write</c>.</exception>
    public static void Write(string path, Mat image)
    {
        using Mat? swapped = image.Channels() == 3 ? image.CvtColor(ColorConversionCodes.RGB2BGR) : null;
        if (!Holds(path, image) || !Cv2.ImEncode(Path.GetExtension(path), swapped ?? image, out byte[] bytes))
            throw new SegException(
                "image.format",
                $"Cannot write {path}: the format does not hold {image.Type()} pixels; TIFF does."
            );
        AtomicFile.WriteBytes(path, bytes);
    }

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

    /// <summary>Reads the file and does something with its bytes; what is wrong with them is told with the path.</summary>
    internal static T Explained<T>(string path, Func<byte[], T> read)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            return bytes.Length > 0 ? read(bytes) : throw new InvalidDataException("the file is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            string why = e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : e.Message;
            throw new SegException(
                "image.unreadable",
                $"Cannot read {path}: {why.TrimEnd('.')}. Replace the file or move it out of the dataset.",
                e
            );
        }
    }

    /// <summary>OpenCV would squeeze what does not fit into 8 bits without a word.</summary>
    private static bool Holds(string path, Mat image) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".png" => image.Depth() is MatType.CV_8U or MatType.CV_16U,
            ".jpg" or ".jpeg" or ".bmp" => image.Depth() is MatType.CV_8U,
            ".tif" or ".tiff" => true,
            _ => false,
        };

    /// <summary>Takes over the Mat.</summary>
    private static Mat ToPixels(Mat decoded)
    {
        Mat known = decoded.Depth() is MatType.CV_8U or MatType.CV_16U or MatType.CV_32F ? decoded : AsFloat(decoded);
        if (known.Channels() == 1)
            return known;
        using (known)
            return known.Channels() switch
            {
                2 => known.ExtractChannel(0),
                3 => known.CvtColor(ColorConversionCodes.BGR2RGB),
                4 => known.CvtColor(ColorConversionCodes.BGRA2RGB),
                int n => throw new InvalidDataException($"it has {n} channels, and 1, 3 or 4 are understood"),
            };
    }

    private static Mat AsFloat(Mat decoded)
    {
        using (decoded)
        {
            var result = new Mat();
            decoded.ConvertTo(result, MatType.CV_32F);
            return result;
        }
    }
}
