using System.Buffers.Binary;

namespace Seg.Core.Imaging;

/// <summary>The header of a PNG file, after a check that the file is whole (PNG specification, third edition, section 5).</summary>
internal static class PngHeader
{
    private const int SignatureLength = 8;

    private static readonly uint[] CrcTable = MakeCrcTable();

    public static bool Fits(ReadOnlySpan<byte> bytes) =>
        bytes.Length > SignatureLength && BinaryPrimitives.ReadUInt64BigEndian(bytes) == 0x89504e470d0a1a0a;

    /// <exception cref="InvalidDataException">The file ends early or a checksum is wrong.</exception>
    public static ImageHeader Read(ReadOnlySpan<byte> bytes)
    {
        CheckChunks(bytes);
        if (bytes.Length < 33 || !bytes.Slice(12, 4).SequenceEqual("IHDR"u8))
            throw new InvalidDataException("its header is damaged");
        int channels = bytes[25] switch
        {
            0 => 1,
            2 or 3 => 3,
            _ => 4,
        };
        return new ImageHeader(
            BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]),
            channels * Math.Max((int)bytes[24], 8),
            IsGray: bytes[25] is 0 or 4
        );
    }

    private static void CheckChunks(ReadOnlySpan<byte> bytes)
    {
        int at = SignatureLength;
        while (true)
        {
            if (bytes.Length - at < 12)
                throw new InvalidDataException("it ends too early");
            long length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length > bytes.Length - at - 12)
                throw new InvalidDataException("it ends too early");
            ReadOnlySpan<byte> body = bytes.Slice(at + 4, (int)length + 4);
            if (Crc(body) != BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 8 + (int)length)..]))
                throw new InvalidDataException("it is damaged: a checksum is wrong");
            if (body.StartsWith("IEND"u8))
                return;
            at += 12 + (int)length;
        }
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
            crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : 0xedb88320 ^ (crc >> 1);
            table[i] = crc;
        }
        return table;
    }
}
