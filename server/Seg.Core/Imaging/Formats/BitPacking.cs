using System.Numerics;

namespace Seg.Core.Imaging.Formats;

/// <summary>Samples that share bytes: the first one is in the highest bits, as in PNG and TIFF.</summary>
internal static class BitPacking
{
    /// <summary>Unpacks samples of up to 16 bits, which may cross bytes.</summary>
    public static void Unpack<T>(ReadOnlySpan<byte> packed, int bits, Span<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        uint mask = (1u << bits) - 1;
        uint window = 0;
        int held = 0;
        int at = 0;
        for (int i = 0; i < values.Length; i++)
        {
            for (; held < bits; held += 8)
                window = (window << 8) | packed[at++];
            held -= bits;
            values[i] = T.CreateTruncating((window >> held) & mask);
        }
    }

    private static readonly byte[] Reversed = [.. Enumerable.Range(0, 256).Select(Reverse)];

    /// <summary>Turns the bits of every byte around.</summary>
    public static void Reverse(Span<byte> bytes)
    {
        foreach (ref byte value in bytes)
            value = Reversed[value];
    }

    private static byte Reverse(int value)
    {
        int reversed = 0;
        for (int bit = 0; bit < 8; bit++)
            reversed |= ((value >> bit) & 1) << (7 - bit);
        return (byte)reversed;
    }
}
