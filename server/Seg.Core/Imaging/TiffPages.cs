using System.Buffers.Binary;

namespace Seg.Core.Imaging;

/// <summary>
/// The pages of a TIFF file: where the directory of each begins (TIFF 6.0, section 2; BigTIFF has wider fields).
/// OpenCV reads either the first page or all of them; a file whose header points to another page gives just that page.
/// </summary>
internal sealed class TiffPages
{
    // A damaged file must not keep us busy: no stack has more pages than this.
    private const int MaxPages = 100_000;

    private readonly byte[] bytes;
    private readonly bool isLittleEndian;
    private readonly bool isBig;
    private readonly List<long> directories = [];

    private TiffPages(byte[] bytes)
    {
        this.bytes = bytes;
        isLittleEndian = bytes[0] == 'I';
        isBig = Read(2, 2) == 43;
        long next = Read(isBig ? 8 : 4, isBig ? 8 : 4);
        var seen = new HashSet<long>();
        while (next > 0 && directories.Count < MaxPages && seen.Add(next))
        {
            long entries = Read(next, isBig ? 8 : 2);
            if (entries is <= 0 or > 65535)
                break;
            directories.Add(next);
            long link = next + (isBig ? 8 + 20 * entries : 2 + 12 * entries);
            next = Read(link, isBig ? 8 : 4);
        }
    }

    /// <summary>How many whole directories were found; 0 in a damaged file.</summary>
    public int Count => directories.Count;

    public static bool IsTiff(byte[] bytes) =>
        bytes.Length >= 16 && ((bytes[0] == 'I' && bytes[1] == 'I') || (bytes[0] == 'M' && bytes[1] == 'M'));

    public static TiffPages Of(byte[] bytes) => new(bytes);

    /// <summary>Changes the header of the file in memory so that it begins with this page, from 0.</summary>
    public byte[] StartingAt(int page)
    {
        int at = isBig ? 8 : 4;
        int width = isBig ? 8 : 4;
        for (int i = 0; i < width; i++)
        {
            int shift = 8 * (isLittleEndian ? i : width - 1 - i);
            bytes[at + i] = (byte)(directories[page] >> shift);
        }
        return bytes;
    }

    /// <summary>An unsigned number, or -1 beyond the end of the file.</summary>
    private long Read(long at, int width)
    {
        if (at < 0 || at + width > bytes.Length)
            return -1;
        ReadOnlySpan<byte> field = bytes.AsSpan((int)at, width);
        return (width, isLittleEndian) switch
        {
            (2, true) => BinaryPrimitives.ReadUInt16LittleEndian(field),
            (2, false) => BinaryPrimitives.ReadUInt16BigEndian(field),
            (4, true) => BinaryPrimitives.ReadUInt32LittleEndian(field),
            (4, false) => BinaryPrimitives.ReadUInt32BigEndian(field),
            (_, true) => BinaryPrimitives.ReadInt64LittleEndian(field),
            (_, false) => BinaryPrimitives.ReadInt64BigEndian(field),
        };
    }
}
