using System.Buffers.Binary;

namespace Seg.Core.Imaging;

/// <summary>The header of a BMP file: BITMAPCOREHEADER or BITMAPINFOHEADER and its successors.</summary>
internal static class BmpHeader
{
    private const int CoreHeaderSize = 12;

    public static bool Fits(ReadOnlySpan<byte> bytes) => bytes.Length >= 30 && bytes.StartsWith("BM"u8);

    public static ImageHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[14..]) == CoreHeaderSize)
            return Claim(U16(bytes, 18), U16(bytes, 20), U16(bytes, 24));
        // A negative height means that the first row is at the top.
        return Claim(I32(bytes, 18), Math.Abs((long)I32(bytes, 22)), U16(bytes, 28));
    }

    /// <summary>Colours from a palette are decoded to three channels.</summary>
    private static ImageHeader Claim(long width, long height, int bits) => new(width, height, Math.Max(bits, 24));

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static int I32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
}
