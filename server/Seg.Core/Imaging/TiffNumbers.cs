using System.Buffers.Binary;

namespace Seg.Core.Imaging;

/// <summary>Reads the numbers of a TIFF or BigTIFF file in its byte order.</summary>
internal sealed class TiffNumbers
{
    private readonly byte[] bytes;
    private readonly bool isLittleEndian;

    public TiffNumbers(byte[] bytes)
    {
        this.bytes = bytes;
        isLittleEndian = bytes[0] == 'I';
        IsBig = Read(2, 2) == 43;
    }

    /// <summary>BigTIFF: counts and offsets have 8 bytes instead of 4.</summary>
    public bool IsBig { get; }

    /// <summary>The bytes of an offset.</summary>
    public int OffsetWidth => IsBig ? 8 : 4;

    /// <summary>Where the offset of the first directory is.</summary>
    public int FirstLink => IsBig ? 8 : 4;

    public long Length => bytes.Length;

    /// <summary>A number of 1, 2, 4 or 8 bytes; below 0 beyond the end of the file or beyond 2^63.</summary>
    public long Read(long at, int width)
    {
        if (at < 0 || at > bytes.Length - width)
            return -1;
        ReadOnlySpan<byte> field = bytes.AsSpan((int)at, width);
        return (width, isLittleEndian) switch
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

    /// <summary>A copy of the file whose first directory is the one at <paramref name="directory"/>.</summary>
    public byte[] StartingAt(long directory)
    {
        var copy = (byte[])bytes.Clone();
        for (int i = 0; i < OffsetWidth; i++)
        {
            int shift = 8 * (isLittleEndian ? i : OffsetWidth - 1 - i);
            copy[FirstLink + i] = (byte)(directory >> shift);
        }
        return copy;
    }
}
