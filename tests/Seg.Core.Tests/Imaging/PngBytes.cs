using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Seg.Core.Tests.Imaging;

/// <summary>PNG files of kinds that Seg does not write.</summary>
internal static class PngBytes
{
    /// <summary>One byte a pixel, an index into the palette.</summary>
    public static byte[] Palette(byte[,] indices, byte[] colors) =>
        Make(indices.GetLength(1), indices.GetLength(0), 8, 3, Rows(indices), [("PLTE", colors)]);

    /// <summary>Gray with alpha: two bytes a pixel.</summary>
    public static byte[] GrayAlpha(byte[,] rows) =>
        Make(rows.GetLength(1) / 2, rows.GetLength(0), 8, 4, Rows(rows), []);

    /// <summary>A file whose header says what it likes; all checksums are right.</summary>
    public static byte[] Make(
        int width,
        int height,
        byte bits,
        byte colorType,
        byte[] rows,
        (string Name, byte[] Body)[] more,
        bool isInterlaced = false,
        bool spoilsPixels = false
    )
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = bits;
        header[9] = colorType;
        header[12] = (byte)(isInterlaced ? 1 : 0);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(rows);
        // The last four bytes are the zlib stream's own checksum; that of the chunk stays right.
        byte[] pixels = packed.ToArray();
        pixels[^1] ^= (byte)(spoilsPixels ? 1 : 0);
        return
        [
            .. "\x89PNG\r\n\x1a\n".Select(c => (byte)c),
            .. Chunk("IHDR", header),
            .. more.SelectMany(chunk => Chunk(chunk.Name, chunk.Body)),
            .. Chunk("IDAT", pixels),
            .. Chunk("IEND", []),
        ];
    }

    /// <summary>Each row begins with its filter, none.</summary>
    private static byte[] Rows(byte[,] values)
    {
        var rows = new List<byte>();
        for (int y = 0; y < values.GetLength(0); y++)
        {
            rows.Add(0);
            for (int x = 0; x < values.GetLength(1); x++)
                rows.Add(values[y, x]);
        }
        return [.. rows];
    }

    private static byte[] Chunk(string name, byte[] body)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. body];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length);
        return [.. length, .. named, .. Crc(named)];
    }

    /// <summary>From the trailer of a gzip stream, so as not to test our checksum by itself.</summary>
    private static byte[] Crc(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        byte[] crc = packed.ToArray()[^8..^4];
        Array.Reverse(crc);
        return crc;
    }
}
