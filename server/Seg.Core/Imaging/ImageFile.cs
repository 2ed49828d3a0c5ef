using OpenCvSharp;

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
    public static Mat Read(string path, int page = 0)
    {
        byte[] bytes = ReadBytes(path);
        int pages = CountPages(bytes, path);
        if (page < 0 || page >= pages)
            throw new SegException("image.page", $"{path} has {pages} pages; there is no page {page + 1}.");
        return ToPixels(Decode(page == 0 ? bytes : TiffPages.Of(bytes).StartingAt(page), path), path);
    }

    /// <summary>Counts the pages of an image: 1 but for a multi-page TIFF.</summary>
    /// <exception cref="SegException"><c>image.unreadable</c>, naming the file.</exception>
    public static int CountPages(string path) => CountPages(ReadBytes(path), path);

    private static int CountPages(byte[] bytes, string path)
    {
        if (!TiffPages.IsTiff(bytes))
            return 1;
        int count = TiffPages.Of(bytes).Count;
        return count > 0 ? count : throw Unreadable(path, "it is a damaged TIFF file");
    }

    /// <summary>Writes an image in the format its ending names, atomically; three channels are taken as red, green, blue.</summary>
    public static void Write(string path, Mat image)
    {
        using Mat ordered = image.Channels() == 3 ? image.CvtColor(ColorConversionCodes.RGB2BGR) : image.Clone();
        if (!Cv2.ImEncode(Path.GetExtension(path), ordered, out byte[] bytes))
            throw new SegException(
                "image.format",
                $"Cannot write {path}: the format does not hold {image.Type()} pixels."
            );
        AtomicFile.WriteBytes(path, bytes);
    }

    internal static byte[] ReadBytes(string path)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            return bytes.Length > 0 ? bytes : throw Unreadable(path, "the file is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(
                path,
                e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : e.Message,
                e
            );
        }
    }

    internal static Mat Decode(byte[] bytes, string path)
    {
        try
        {
            Mat decoded = Cv2.ImDecode(bytes, ImreadModes.Unchanged);
            return decoded.Empty() ? throw Unreadable(path, "its content cannot be decoded") : decoded;
        }
        catch (OpenCVException e)
        {
            throw Unreadable(path, e.ErrMsg, e);
        }
    }

    private static SegException Unreadable(string path, string why, Exception? inner = null) =>
        new("image.unreadable", $"Cannot read {path}: {why}. Replace the file or move it out of the dataset.", inner);

    private static Mat ToPixels(Mat decoded, string path)
    {
        using (decoded)
        {
            using Mat known = decoded.Depth() is MatType.CV_8U or MatType.CV_16U or MatType.CV_32F
                ? decoded.Clone()
                : AsFloat(decoded);
            return known.Channels() switch
            {
                1 => known.Clone(),
                2 => known.ExtractChannel(0),
                3 => known.CvtColor(ColorConversionCodes.BGR2RGB),
                4 => known.CvtColor(ColorConversionCodes.BGRA2RGB),
                int n => throw Unreadable(path, $"it has {n} channels, and 1, 3 or 4 are understood"),
            };
        }
    }

    private static Mat AsFloat(Mat image)
    {
        var result = new Mat();
        image.ConvertTo(result, MatType.CV_32F);
        return result;
    }
}
