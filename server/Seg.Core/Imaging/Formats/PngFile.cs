using System.Buffers.Binary;
using System.IO.Hashing;

namespace Seg.Core.Imaging.Formats;

/// <summary>
/// A whole PNG file: its header, palette and packed pixels, after the checksums of all chunks were compared
/// (PNG specification, third edition, sections 5 and 11).
/// </summary>
internal sealed class PngFile
{
    /// <summary>What every file begins with, as a number whose highest byte comes first.</summary>
    public const ulong Signature = 0x89504e470d0a1a0a;

    private const int SignatureLength = sizeof(ulong);
    private const int HeaderLength = 13;

    // Without an end, a chunk has its length, its name and its checksum.
    private const int ChunkFrame = 12;

    private PngFile(ReadOnlySpan<byte> header, int fileLength)
    {
        long width = BinaryPrimitives.ReadUInt32BigEndian(header);
        long height = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        Bits = header[8];
        Color = (PngColor)header[9];
        IsInterlaced = header[12] == 1;
        if (!IsValid(Color, Bits) || header[10] != 0 || header[11] != 0 || header[12] > 1)
            throw new InvalidDataException("its header is damaged");
        ImageLimits.Check(width, height, Samples * (long)Math.Max(Bits, 8), fileLength);
        Width = (int)width;
        Height = (int)height;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Of a sample: 1, 2, 4, 8 or 16.</summary>
    public int Bits { get; }

    public PngColor Color { get; }

    public bool IsInterlaced { get; }

    /// <summary>Samples of a pixel, alpha counted.</summary>
    public int Samples =>
        Color switch
        {
            PngColor.Rgb => 3,
            PngColor.GrayAlpha => 2,
            PngColor.RgbAlpha => 4,
            _ => 1,
        };

    /// <summary>Red, green, blue of every index; empty where there is none.</summary>
    public byte[] Palette { get; private set; } = [];

    /// <summary>A zlib stream of filtered rows.</summary>
    public byte[] Packed { get; private set; } = [];

    /// <summary>How the file asks to be turned, see <see cref="Formats.Orientation"/>.</summary>
    public long Orientation { get; private set; } = 1;

    public static bool Fits(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= SignatureLength && BinaryPrimitives.ReadUInt64BigEndian(bytes) == Signature;

    /// <exception cref="InvalidDataException">The file ends early, or is damaged.</exception>
    public static PngFile Parse(byte[] bytes)
    {
        PngFile? file = null;
        // The packed pixels are moved together in place: their chunks never grow by that.
        int packed = 0;
        int at = SignatureLength;
        while (true)
        {
            (ReadOnlyMemory<byte> name, ReadOnlyMemory<byte> body) = Chunk(bytes, at);
            at += ChunkFrame + body.Length;
            if (file is null)
            {
                if (!name.Span.SequenceEqual("IHDR"u8) || body.Length != HeaderLength)
                    throw new InvalidDataException("its header is damaged");
                file = new PngFile(body.Span, bytes.Length);
            }
            else if (name.Span.SequenceEqual("IEND"u8))
                break;
            else if (name.Span.SequenceEqual("IDAT"u8))
            {
                body.Span.CopyTo(bytes.AsSpan(packed));
                packed += body.Length;
            }
            else
                file.Take(name.Span, body);
        }
        file.Packed = bytes[..packed];
        return file;
    }

    private static (ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Body) Chunk(byte[] bytes, int at)
    {
        if (bytes.Length - at < ChunkFrame)
            throw new InvalidDataException("it ends too early");
        long length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
        if (length > bytes.Length - at - ChunkFrame)
            throw new InvalidDataException("it ends too early");
        ReadOnlyMemory<byte> named = bytes.AsMemory(at + 4, 4 + (int)length);
        if (Crc32.HashToUInt32(named.Span) != BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 8 + (int)length)))
            throw new InvalidDataException("it is damaged: a checksum is wrong");
        return (named[..4], named[4..]);
    }

    private void Take(ReadOnlySpan<byte> name, ReadOnlyMemory<byte> body)
    {
        if (name.SequenceEqual("PLTE"u8))
            Palette = body.ToArray();
        else if (name.SequenceEqual("eXIf"u8))
            Orientation = Formats.Orientation.OfExif(body);
        else if ((name[0] & 0x20) == 0)
            throw new InvalidDataException("it is damaged: it holds an unknown kind of data that changes the picture");
    }

    private static bool IsValid(PngColor color, int bits) =>
        color switch
        {
            PngColor.Gray => bits is 1 or 2 or 4 or 8 or 16,
            PngColor.Palette => bits is 1 or 2 or 4 or 8,
            PngColor.Rgb or PngColor.GrayAlpha or PngColor.RgbAlpha => bits is 8 or 16,
            _ => false,
        };
}

/// <summary>What the samples of a pixel are.</summary>
internal enum PngColor
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    RgbAlpha = 6,
}
