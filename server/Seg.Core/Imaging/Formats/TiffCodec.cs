using System.IO.Compression;
using BitMiracle.LibJpeg.Classic;

namespace Seg.Core.Imaging.Formats;

/// <summary>Unpacks the strips or tiles of one page; one thread at a time.</summary>
internal sealed class TiffCodec(ByteSource source, TiffLayout layout) : IDisposable
{
    private readonly byte[] unpacked = new byte[layout.RowBytes * layout.PartHeight];
    private LibTiffPage? library;

    /// <summary>The bytes of a part, rows behind each other, valid until the next call.</summary>
    /// <param name="part">From 0, in the order of the file.</param>
    /// <param name="rows">Those that are wanted, from the first one on.</param>
    /// <exception cref="InvalidDataException">It is damaged or too short.</exception>
    public Span<byte> Unpack(int part, int rows)
    {
        byte[] packed = source.Read(layout.Parts.Offsets[part], layout.Parts.Lengths[part]);
        if (layout.IsReversed)
            BitPacking.Reverse(packed);
        Span<byte> wanted = unpacked.AsSpan(0, rows * layout.RowBytes);
        switch (layout.Compression.Code)
        {
            case TiffCompression.None:
                packed.AsSpan(0, wanted.Length).CopyTo(wanted);
                break;
            case TiffCompression.Deflate or TiffCompression.OldDeflate:
                Inflate(packed, wanted);
                break;
            case TiffCompression.Jpeg:
                Decode(packed, rows, wanted);
                break;
            case TiffCompression.Lzw when !TiffLzw.IsOld(packed):
                TiffLzw.Unpack(packed, wanted);
                break;
            default:
                library ??= new LibTiffPage(layout);
                library.Unpack(part, packed, unpacked, wanted.Length);
                break;
        }
        return wanted;
    }

    public void Dispose() => library?.Dispose();

    private static void Inflate(byte[] packed, Span<byte> wanted)
    {
        using var stream = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        if (stream.ReadAtLeast(wanted, wanted.Length, throwOnEndOfStream: false) < wanted.Length)
            throw new InvalidDataException("it holds fewer pixels than its header says");
        // The checksum stands behind the last byte and is compared when the end is reached.
        Span<byte> rest = stackalloc byte[256];
        while (stream.Read(rest) > 0) { }
    }

    /// <summary>The tables that parts share come before those of the part (Adobe's TIFF Technical Note 2).</summary>
    private void Decode(byte[] packed, int rows, Span<byte> wanted)
    {
        ReadOnlySpan<byte> tables = layout.JpegTables;
        byte[] whole = tables.Length > 4 ? [.. tables[..^2], .. packed.AsSpan(Math.Min(2, packed.Length))] : packed;
        J_COLOR_SPACE colors = layout.SamplesInPart switch
        {
            1 => J_COLOR_SPACE.JCS_GRAYSCALE,
            3 when layout.Photometric == TiffPhotometric.YCbCr => J_COLOR_SPACE.JCS_YCbCr,
            3 => J_COLOR_SPACE.JCS_RGB,
            int samples => throw new UnsupportedImageException(
                $"its compression, JPEG, of {samples} samples a pixel is not understood",
                "Save it anew as an uncompressed TIFF, for example in Fiji: File → Save As → Tiff."
            ),
        };
        JpegFile file = JpegFile.Decode(whole, colors);
        if (file.Width != layout.PartWidth || file.Height < rows || file.Planes.Count != layout.SamplesInPart)
            throw new InvalidDataException("a JPEG part of it has another size than its header says");
        JpegColors.Convert(file).Pixels.AsSpan(0, wanted.Length).CopyTo(wanted);
    }
}
