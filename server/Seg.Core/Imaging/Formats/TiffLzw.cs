using System.Buffers.Binary;

namespace Seg.Core.Imaging.Formats;

/// <summary>
/// Unpacks LZW as TIFF has it (TIFF 6.0, section 13). LibTiff.NET does so too, in twice the time: here a string of the
/// table is a place in what is unpacked already, since each is the one before and the byte that follows it.
/// </summary>
internal static class TiffLzw
{
    private const int Clear = 256;
    private const int End = 257;
    private const int FirstString = 258;
    private const int MinWidth = 9;
    private const int MaxWidth = 12;

    /// <summary>Programs before 1988 had the bits of a byte the other way round; LibTiff.NET knows that kind.</summary>
    public static bool IsOld(ReadOnlySpan<byte> packed) => packed.Length >= 2 && packed[0] == 0 && (packed[1] & 1) == 1;

    /// <summary>Fills <paramref name="to"/>; what is packed beyond is left.</summary>
    /// <exception cref="InvalidDataException">There are fewer bytes, or they are damaged.</exception>
    public static void Unpack(ReadOnlySpan<byte> packed, Span<byte> to)
    {
        Span<int> starts = stackalloc int[1 << MaxWidth];
        Span<int> lengths = stackalloc int[1 << MaxWidth];
        int next = FirstString;
        int width = MinWidth;
        int lastLength = 0;
        int at = 0;
        ulong window = 0;
        int held = 0;
        for (int filled = 0; filled < to.Length; )
        {
            if (held < width)
            {
                if (packed.Length - at >= sizeof(uint))
                {
                    window = (window << 32) | BinaryPrimitives.ReadUInt32BigEndian(packed[at..]);
                    (held, at) = (held + 32, at + sizeof(uint));
                }
                else
                    for (; held < width; held += 8)
                        window = (window << 8) | (at < packed.Length ? packed[at++] : throw Damaged());
            }
            held -= width;
            int code = (int)(window >> held) & ((1 << width) - 1);
            if (code == End)
                throw Damaged();
            if (code == Clear)
            {
                (next, width, lastLength) = (FirstString, MinWidth, 0);
                continue;
            }
            if (lastLength > 0 && next < starts.Length)
            {
                (starts[next], lengths[next]) = (filled - lastLength, lastLength + 1);
                next++;
                // One code earlier than need be, as the first programs did.
                if (next == (1 << width) - 1 && width < MaxWidth)
                    width++;
            }
            if (code < Clear)
            {
                to[filled++] = (byte)code;
                lastLength = 1;
                continue;
            }
            if (code >= next)
                throw Damaged();
            int from = starts[code];
            lastLength = lengths[code];
            if (lastLength <= sizeof(ulong) && filled + sizeof(ulong) <= to.Length && from + lastLength <= filled)
            {
                // What is copied too much is overwritten by what follows.
                ulong bytes = BinaryPrimitives.ReadUInt64LittleEndian(to[from..]);
                BinaryPrimitives.WriteUInt64LittleEndian(to[filled..], bytes);
                filled += lastLength;
                continue;
            }
            // Byte by byte: the string may end with the byte that it begins with here.
            lastLength = Math.Min(lastLength, to.Length - filled);
            for (int end = filled + lastLength; filled < end; )
                to[filled++] = to[from++];
        }
    }

    private static InvalidDataException Damaged() => new("it holds fewer pixels than its header says");
}
