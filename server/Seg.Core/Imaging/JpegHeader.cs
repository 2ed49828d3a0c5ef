using System.Buffers.Binary;

namespace Seg.Core.Imaging;

/// <summary>The frame header of a JPEG file (ITU T.81, annex B). Whether the file is whole, the decoder itself tells.</summary>
internal static class JpegHeader
{
    public static bool Fits(ReadOnlySpan<byte> bytes) => bytes.StartsWith<byte>([0xff, 0xd8, 0xff]);

    /// <exception cref="InvalidDataException">There is no frame header.</exception>
    public static ImageHeader Read(ReadOnlySpan<byte> bytes)
    {
        int at = 2;
        while (at + 10 <= bytes.Length && bytes[at] == 0xff)
        {
            byte marker = bytes[at + 1];
            if (marker == 0xff)
                at++; // a fill byte
            else if (IsFrame(marker))
                return new ImageHeader(
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]),
                    8 * bytes[at + 9]
                );
            else
                at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }
        throw new InvalidDataException("its header is damaged");
    }

    /// <summary>SOF0 to SOF15 but for the tables and extensions that share their range.</summary>
    private static bool IsFrame(byte marker) => marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc);
}
