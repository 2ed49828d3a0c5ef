using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Seg.Core.Imaging.Formats;

/// <summary>
/// Writes gray and RGB PNG of 8 and 16 bits (PNG specification, third edition, sections 5, 9 and 11). ImageSharp packs in
/// managed code, which a prediction of many images feels; .NET's zlib is native.
/// </summary>
internal static class PngWriter
{
    /// <summary>
    /// An image, whose rows are stored as differences of neighbours: gradients become small numbers, and packing quickly
    /// is enough.
    /// </summary>
    /// <param name="image">1 or 3 channels of 8 or 16 bits.</param>
    /// <param name="stream">Is written to from where it stands.</param>
    public static void Image(Raster image, Stream stream) =>
        Write(image, stream, hasDifferences: true, CompressionLevel.Fastest);

    /// <summary>A mask, packed well as it is kept; its values seldom change, so that differences would not help.</summary>
    /// <param name="mask">One channel.</param>
    /// <param name="stream">Is written to from where it stands.</param>
    public static void Mask(Raster<byte> mask, Stream stream) =>
        Write(mask, stream, hasDifferences: false, CompressionLevel.Optimal);

    private static void Write(Raster image, Stream stream, bool hasDifferences, CompressionLevel level)
    {
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        header[8] = (byte)(8 * image.ValueBytes);
        header[9] = (byte)(image.Channels == 3 ? PngColor.Rgb : PngColor.Gray);
        header[10..].Clear(); // zlib, the five filters, not interlaced
        Span<byte> signature = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(signature, PngFile.Signature);
        stream.Write(signature);
        WriteChunk(stream, "IHDR"u8, header);
        WriteChunk(stream, "IDAT"u8, Packed(image, hasDifferences, level));
        WriteChunk(stream, "IEND"u8, []);
    }

    private static ReadOnlySpan<byte> Packed(Raster image, bool hasDifferences, CompressionLevel level)
    {
        var packed = new MemoryStream();
        byte[] line = new byte[1 + image.Stride * image.ValueBytes];
        line[0] = (byte)(hasDifferences ? 1 : 0); // the filter: Sub or None
        int pixel = image.Channels * image.ValueBytes;
        using (var zlib = new ZLibStream(packed, level, leaveOpen: true))
            for (int y = 0; y < image.Height; y++)
            {
                Span<byte> values = line.AsSpan(1);
                if (image.ValueBytes == 2)
                    BinaryPrimitives.ReverseEndianness(
                        MemoryMarshal.Cast<byte, ushort>(image.RowBytes(y)),
                        MemoryMarshal.Cast<byte, ushort>(values)
                    );
                else
                    image.RowBytes(y).CopyTo(values);
                if (hasDifferences)
                    for (int i = values.Length - 1; i >= pixel; i--)
                        values[i] -= values[i - pixel];
                zlib.Write(line);
            }
        return packed.GetBuffer().AsSpan(0, (int)packed.Length);
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        stream.Write(number);
        var sum = new Crc32();
        sum.Append(name);
        sum.Append(content);
        stream.Write(name);
        stream.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, sum.GetCurrentHashAsUInt32());
        stream.Write(number);
    }
}
