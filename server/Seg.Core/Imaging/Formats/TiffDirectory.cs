using System.Buffers.Binary;
using System.Text;

namespace Seg.Core.Imaging.Formats;

/// <summary>The first bytes of a TIFF or BigTIFF file: its byte order, the width of its offsets and its first directory.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="IsLittleEndian">The lowest byte of a number comes first.</param>
/// <param name="IsBig">BigTIFF: counts and offsets have 8 bytes instead of 4.</param>
internal sealed record TiffHeader(ByteSource Bytes, bool IsLittleEndian, bool IsBig)
{
    /// <summary>Where the first directory is.</summary>
    public long First { get; private init; }

    /// <summary>The bytes of an offset.</summary>
    public int OffsetWidth => IsBig ? 8 : 4;

    public static bool Fits(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith<byte>([0x49, 0x49, 42, 0])
        || bytes.StartsWith<byte>([0x49, 0x49, 43, 0])
        || bytes.StartsWith<byte>([0x4d, 0x4d, 0, 42])
        || bytes.StartsWith<byte>([0x4d, 0x4d, 0, 43]);

    /// <exception cref="InvalidDataException">It is no TIFF file, or ends here.</exception>
    public static TiffHeader Read(ByteSource bytes)
    {
        Span<byte> head = stackalloc byte[4];
        bytes.Read(0, head);
        if (!Fits(head))
            throw new InvalidDataException("it is no TIFF file");
        var header = new TiffHeader(bytes, head[0] == 'I', head[head[0] == 'I' ? 2 : 3] == 43);
        return header with { First = header.Offset(header.OffsetWidth) };
    }

    /// <summary>The offset that stands at a place.</summary>
    public long Offset(long at)
    {
        Span<byte> field = stackalloc byte[8];
        field = field[..OffsetWidth];
        Bytes.Read(at, field);
        return Number(field);
    }

    /// <summary>A number of 1, 2, 4 or 8 bytes; below 0 beyond 2^63.</summary>
    public long Number(ReadOnlySpan<byte> field) =>
        (field.Length, IsLittleEndian) switch
        {
            (1, _) => field[0],
            (2, true) => BinaryPrimitives.ReadUInt16LittleEndian(field),
            (2, false) => BinaryPrimitives.ReadUInt16BigEndian(field),
            (4, true) => BinaryPrimitives.ReadUInt32LittleEndian(field),
            (4, false) => BinaryPrimitives.ReadUInt32BigEndian(field),
            (_, true) => BinaryPrimitives.ReadInt64LittleEndian(field),
            (_, false) => BinaryPrimitives.ReadInt64BigEndian(field),
        };
}

/// <summary>
/// The entries of one page (TIFF 6.0, section 2; BigTIFF has wider fields). LibTiff.NET would read them too, but asks for
/// as much memory as they say, takes what lies beyond the end of the file for zeros, and cannot read long lists in
/// BigTIFF files of the other byte order.
/// </summary>
internal sealed class TiffDirectory
{
    // No program writes more; a damaged count must not keep us busy.
    private const int MaxEntries = 4096;

    private readonly TiffHeader header;
    private readonly byte[] entries;

    /// <exception cref="InvalidDataException">The file ends before the directory does.</exception>
    public TiffDirectory(TiffHeader header, long at)
    {
        this.header = header;
        At = at;
        int countWidth = header.IsBig ? 8 : 2;
        long count = header.Number(header.Bytes.Read(at, countWidth));
        if (count is < 0 or > MaxEntries)
            throw new InvalidDataException("it is damaged: the list of what a page holds is too long");
        entries = header.Bytes.Read(at + countWidth, count * EntryWidth);
        Next = header.Offset(at + countWidth + entries.Length);
    }

    /// <summary>Where it is.</summary>
    public long At { get; }

    /// <summary>Where the directory of the next page is; 0 at the last.</summary>
    public long Next { get; }

    public bool IsEmpty => entries.Length == 0;

    private int EntryWidth => header.IsBig ? 20 : 12;

    public bool Has(int tag) => Find(tag) >= 0;

    /// <summary>The first number of an entry, or the other where it is missing or not of whole numbers.</summary>
    public long Number(int tag, long missing) => Numbers(tag) is [long value, ..] ? value : missing;

    /// <summary>The whole numbers of an entry; none where it is missing.</summary>
    /// <exception cref="InvalidDataException">The file ends before they do.</exception>
    public long[] Numbers(int tag)
    {
        (int type, byte[] bytes) = Value(tag);
        int width = Width(type);
        if (width == 0)
            return [];
        var numbers = new long[bytes.Length / width];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = header.Number(bytes.AsSpan(i * width, width));
        return numbers;
    }

    /// <summary>The text of an entry; empty where it is missing.</summary>
    public string Text(int tag) => Encoding.UTF8.GetString(Bytes(tag)).TrimEnd('\0');

    /// <summary>The bytes of an entry as they are stored; none where it is missing.</summary>
    /// <exception cref="InvalidDataException">The file ends before they do.</exception>
    public byte[] Bytes(int tag) => Value(tag).Bytes;

    private (int Type, byte[] Bytes) Value(int tag)
    {
        int entry = Find(tag);
        if (entry < 0)
            return (0, []);
        int type = (int)Field(entry + 2, 2);
        long count = Field(entry + 4, header.OffsetWidth);
        int width = Math.Max(Width(type), 1);
        if (count < 0 || count > header.Bytes.Length / width)
            throw new InvalidDataException("it ends before the description of a page does");
        int inline = entry + 4 + header.OffsetWidth;
        long length = count * width;
        return length <= header.OffsetWidth
            ? (type, entries[inline..(inline + (int)length)])
            : (type, header.Bytes.Read(Field(inline, header.OffsetWidth), length));
    }

    private int Find(int tag)
    {
        for (int entry = 0; entry < entries.Length; entry += EntryWidth)
            if (Field(entry, 2) == tag)
                return entry;
        return -1;
    }

    private long Field(int at, int width) => header.Number(entries.AsSpan(at, width));

    /// <summary>The bytes of a BYTE, SHORT, LONG, IFD, LONG8 or IFD8; 0 for types that are no whole numbers.</summary>
    private static int Width(int type) =>
        type switch
        {
            1 => 1,
            3 => 2,
            4 or 13 => 4,
            16 or 18 => 8,
            _ => 0,
        };
}
