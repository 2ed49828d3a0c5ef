namespace Seg.Core.Imaging;

/// <summary>
/// What the header of an image file claims. It is read before the file is decoded, because the decoder believes it:
/// a damaged header would make it ask for all memory, and some damage it does not notice at all.
/// </summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="BitsPerPixel">Of all channels, once decoded.</param>
/// <param name="IsGray">The file has one measurement a pixel, although the decoder may make three colours of it.</param>
internal sealed record ImageHeader(long Width, long Height, long BitsPerPixel, bool IsGray = false)
{
    // OpenCV's own limits (CV_IO_MAX_IMAGE_*).
    private const long MaxSide = 1 << 20;
    private const long MaxPixels = 1 << 30;

    // Deflate packs at most 1032 bytes into one, LZW about 2700.
    private const long BestCompression = 3000;
    private const long HarmlessBytes = 16 << 20;

    /// <summary>Reads the header and checks what can be checked without decoding.</summary>
    /// <exception cref="InvalidDataException">Saying what is wrong with the file.</exception>
    public static ImageHeader Read(byte[] bytes, int page)
    {
        ImageHeader header =
            PngHeader.Fits(bytes) ? PngHeader.Read(bytes)
            : JpegHeader.Fits(bytes) ? JpegHeader.Read(bytes)
            : BmpHeader.Fits(bytes) ? BmpHeader.Read(bytes)
            : TiffPages.IsTiff(bytes) ? TiffPages.Of(bytes).Header(page)
            : throw new InvalidDataException("it is not a PNG, JPEG, BMP or TIFF file");
        header.Check(bytes.Length);
        return header;
    }

    private void Check(long fileLength)
    {
        if (Width < 1 || Height < 1 || BitsPerPixel < 1)
            throw new InvalidDataException("its header is damaged");
        if (Width > MaxSide || Height > MaxSide || Width * Height > MaxPixels)
            throw new InvalidDataException(
                $"it says that it has {Width} x {Height} pixels; {MaxPixels} can be read, and {MaxSide} a side"
            );
        if (Width * Height * BitsPerPixel / 8 > HarmlessBytes + BestCompression * fileLength)
            throw new InvalidDataException(
                $"it says that it has {Width} x {Height} pixels, more than its {fileLength} bytes can hold"
            );
    }
}
