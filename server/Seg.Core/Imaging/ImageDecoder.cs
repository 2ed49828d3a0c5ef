using OpenCvSharp;

namespace Seg.Core.Imaging;

/// <summary>Turns the bytes of a file into pixels, with OpenCV.</summary>
internal static class ImageDecoder
{
    // OpenCV's complaints go to standard error; what is wrong is in our own messages.
    static ImageDecoder() => Cv2.SetLogLevel(LogLevel.SILENT);

    /// <summary>1 but for a multi-page TIFF.</summary>
    /// <exception cref="InvalidDataException">A damaged TIFF file.</exception>
    public static int CountPages(byte[] bytes)
    {
        if (!TiffPages.IsTiff(bytes))
            return 1;
        int count = TiffPages.Of(bytes).Count;
        return count > 0 ? count : throw new InvalidDataException("it is a damaged TIFF file");
    }

    /// <summary>The pixels as they are in the file, colours in OpenCV's order.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="page">From 0; there must be one.</param>
    /// <exception cref="InvalidDataException">Saying what is wrong with the file.</exception>
    public static Mat Decode(byte[] bytes, int page)
    {
        ImageHeader header = ImageHeader.Read(bytes, page);
        Mat decoded = Decode(page == 0 ? bytes : TiffPages.Of(bytes).StartingAt(page));
        if (!header.IsGray || decoded.Channels() == 1)
            return decoded;
        using (decoded)
            return decoded.ExtractChannel(0);
    }

    private static Mat Decode(byte[] bytes)
    {
        try
        {
            Mat decoded = Cv2.ImDecode(bytes, ImreadModes.Unchanged);
            if (!decoded.Empty())
                return decoded;
            decoded.Dispose();
            throw new InvalidDataException("it is damaged, or of a kind that is not understood");
        }
        catch (OpenCVException e)
        {
            throw new InvalidDataException(e.ErrMsg, e);
        }
    }
}
