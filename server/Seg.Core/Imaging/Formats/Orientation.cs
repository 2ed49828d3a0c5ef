namespace Seg.Core.Imaging.Formats;

/// <summary>
/// How a file asks to be turned or mirrored (TIFF 6.0, tag 274; the same in EXIF). Pixels are taken as they are stored,
/// as scikit-image, Pillow and ImageJ read them, so that masks and measurements fit; the user is told.
/// </summary>
internal static class Orientation
{
    public const int Tag = 274;

    /// <summary>Nothing is asked for.</summary>
    public const int Upright = 1;

    /// <summary>One of the eight that there are; any other number asks for nothing.</summary>
    public static int Known(long orientation) => orientation is > Upright and <= 8 ? (int)orientation : Upright;

    /// <summary>The sentence for the user, or none where nothing is asked for.</summary>
    public static IReadOnlyList<string> Notes(int orientation) =>
        orientation == Upright
            ? []
            :
            [
                "The file asks to be turned or mirrored when it is shown (orientation "
                    + $"{orientation}). Seg reads its pixels as they are stored; other programs may show it turned.",
            ];

    /// <summary>What EXIF data say, or upright where they are missing or damaged: they do not concern the pixels.</summary>
    /// <param name="exif">A TIFF file of its own, without pixels.</param>
    public static long OfExif(ReadOnlyMemory<byte> exif)
    {
        try
        {
            using var bytes = new ByteSource(exif);
            var header = TiffHeader.Read(bytes);
            return new TiffDirectory(header, header.First).Number(Tag, Upright);
        }
        catch (InvalidDataException)
        {
            return Upright;
        }
    }
}
