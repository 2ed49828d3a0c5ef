using BitMiracle.LibTiff.Classic;

namespace Seg.Core.Imaging.Formats;

/// <summary>Opens files with LibTiff.NET, whose complaints are exceptions here: it would print them and often go on.</summary>
internal static class LibTiff
{
    static LibTiff() => Tiff.SetErrorHandler(new Errors());

    /// <summary>A file to be read through a stream of our own.</summary>
    public static Tiff Open(TiffStream stream) =>
        Tiff.ClientOpen("page", "rc", stream, stream) ?? throw new InvalidDataException("it is damaged");

    /// <summary>A new file in a stream that can be read and sought in, which stays open.</summary>
    public static Tiff Create(Stream stream, bool isBig) =>
        Tiff.ClientOpen("page", isBig ? "w8" : "w", stream, new LeftOpen())
        ?? throw new IOException("the header of a TIFF file could not be written");

    private sealed class LeftOpen : TiffStream
    {
        public override void Close(object clientData) { }
    }

    private sealed class Errors : TiffErrorHandler
    {
        public override void ErrorHandler(Tiff tif, string method, string format, params object[] args) =>
            throw new InvalidDataException("it is damaged: its pixels cannot be unpacked");

        public override void WarningHandler(Tiff tif, string method, string format, params object[] args)
        {
            // Of fax lines, which the library fills up with white.
            if (format.Contains("at line", StringComparison.Ordinal))
                throw new InvalidDataException("it is damaged: its pixels cannot be unpacked");
        }
    }
}
