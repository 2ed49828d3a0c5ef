namespace Seg.Core.Imaging.Formats;

/// <summary>
/// The pages of an open file. Every error is an exception whose message can stand behind "Cannot read the file:";
/// of what a decoder throws besides, only that the file is damaged is reported.
/// </summary>
internal abstract class ImageReader
{
    /// <summary>What a file is by its first bytes; null if it is none of these.</summary>
    public static string? NameOf(ReadOnlySpan<byte> head) =>
        PngFile.Fits(head) ? "PNG"
        : JpegFile.Fits(head) ? "JPEG"
        : BmpFile.Fits(head) ? "BMP"
        : TiffHeader.Fits(head) ? "TIFF"
        : null;

    /// <exception cref="InvalidDataException">The file is none of these, or damaged.</exception>
    public static ImageReader Of(ByteSource bytes)
    {
        if (bytes.Length == 0)
            throw new InvalidDataException("the file is empty");
        byte[] head = bytes.Read(0, Math.Min(bytes.Length, 16));
        return NameOf(head) switch
        {
            "PNG" => new PngReader(bytes),
            "JPEG" => new JpegReader(bytes),
            "BMP" => new BmpReader(bytes),
            "TIFF" => new TiffReader(bytes),
            _ => throw new InvalidDataException("it is not a PNG, JPEG, BMP or TIFF file"),
        };
    }

    /// <summary>1 but for a multi-page TIFF.</summary>
    public virtual int PageCount => 1;

    /// <summary>The pixels of a page, from 0, as they are stored, without alpha.</summary>
    public abstract Raster Read(int page);

    /// <summary>How a page, from 0, asks to be turned, 1 to 8; see <see cref="Orientation"/>.</summary>
    public int OrientationOf(int page) => Orientation.Known(AskedOrientation(page));

    /// <summary>What a user should know about a page, from 0; whole sentences.</summary>
    public virtual IReadOnlyList<string> Notes(int page) => Orientation.Notes(OrientationOf(page));

    /// <summary>The number that the file has, whatever it is.</summary>
    protected virtual long AskedOrientation(int page) => Orientation.Upright;
}

/// <summary>A file that may be whole, but has something that is not understood.</summary>
/// <param name="feature">What it has, to stand behind "Cannot read the file:".</param>
/// <param name="remedy">A whole sentence: what to do.</param>
internal sealed class UnsupportedImageException(string feature, string remedy) : Exception(feature)
{
    public string Remedy { get; } = remedy;
}
