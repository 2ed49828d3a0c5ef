namespace Seg.Core.Imaging;

/// <summary>
/// The pages of a TIFF file: where the directory of each begins (TIFF 6.0, section 2; BigTIFF has wider fields).
/// OpenCV reads either the first page or all of them; a file whose header points to another page gives just that page.
/// </summary>
internal sealed class TiffPages
{
    // A damaged file must not keep us busy: no stack has more pages than this.
    private const int MaxPages = 100_000;

    private readonly TiffNumbers file;
    private readonly List<(long At, long Entries)> directories = [];

    private TiffPages(byte[] bytes)
    {
        file = new TiffNumbers(bytes);
        long next = file.Read(file.FirstLink, file.OffsetWidth);
        var seen = new HashSet<long>();
        while (next > 0 && directories.Count < MaxPages && seen.Add(next))
        {
            long entries = file.Read(next, file.IsBig ? 8 : 2);
            long link = next + (file.IsBig ? 8 + 20 * entries : 2 + 12 * entries);
            if (entries is <= 0 or > 65535 || link > file.Length)
                break;
            directories.Add((next, entries));
            next = file.Read(link, file.OffsetWidth);
        }
    }

    /// <summary>How many whole directories were found; 0 in a damaged file.</summary>
    public int Count => directories.Count;

    public static bool IsTiff(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 16
        && (
            bytes.StartsWith<byte>([0x49, 0x49, 42, 0])
            || bytes.StartsWith<byte>([0x49, 0x49, 43, 0])
            || bytes.StartsWith<byte>([0x4d, 0x4d, 0, 42])
            || bytes.StartsWith<byte>([0x4d, 0x4d, 0, 43])
        );

    public static TiffPages Of(byte[] bytes) => new(bytes);

    /// <summary>The claims of a page, from 0, after a check that its pixels are in the file.</summary>
    /// <exception cref="InvalidDataException">Saying what is wrong with the file.</exception>
    public ImageHeader Header(int page) =>
        page < Count
            ? new TiffDirectory(file, directories[page].At, directories[page].Entries).Header()
            : throw new InvalidDataException("it is a damaged TIFF file");

    /// <summary>A copy of the file that begins with this page, from 0.</summary>
    public byte[] StartingAt(int page) => file.StartingAt(directories[page].At);
}
