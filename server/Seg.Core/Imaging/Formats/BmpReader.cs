using System.Buffers.Binary;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.PixelFormats;

namespace Seg.Core.Imaging.Formats;

/// <summary>The header of a BMP file: BITMAPCOREHEADER or BITMAPINFOHEADER and its successors.</summary>
internal sealed class BmpFile
{
    private const int FileHeaderLength = 14;
    private const int CoreHeaderLength = 12;
    private const uint Uncompressed = 0;
    private const uint Masked = 3;

    /// <exception cref="InvalidDataException">It is damaged, cut short or of a kind that is not understood.</exception>
    public BmpFile(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 30)
            throw new InvalidDataException("it ends too early");
        uint pixels = U32(bytes, 10);
        uint length = U32(bytes, 14);
        bool isCore = length == CoreHeaderLength;
        if (!isCore && (length is < 40 or > 256 || FileHeaderLength + length > bytes.Length))
            throw new InvalidDataException("its header is damaged");
        long width = isCore ? U16(bytes, 18) : (int)U32(bytes, 18);
        // A negative height means that the first row is at the top.
        long height = isCore ? U16(bytes, 20) : Math.Abs((long)(int)U32(bytes, 22));
        int bits = U16(bytes, isCore ? 24 : 28);
        uint compression = isCore ? Uncompressed : U32(bytes, 30);
        if ((compression, bits) is not ((Uncompressed, 1 or 4 or 8 or 24 or 32) or (Masked, 32)))
            throw new UnsupportedImageException(
                $"a BMP of {bits} bits a pixel with compression {compression} is not understood",
                "Save it as PNG, for example in Fiji."
            );
        ImageLimits.Check(width, height, Math.Max(bits, 24), bytes.Length);
        if (pixels + (width * bits + 31) / 32 * 4 * height > bytes.Length)
            throw new InvalidDataException("it ends before its pixels do");
        IsGray = bits <= 8 && HasGrayPalette(bytes[(int)(FileHeaderLength + length)..(int)pixels], isCore ? 3 : 4);
    }

    /// <summary>All colours of the palette are gray: the file has one measurement a pixel.</summary>
    public bool IsGray { get; }

    public static bool Fits(ReadOnlySpan<byte> bytes) => bytes.StartsWith("BM"u8);

    private static bool HasGrayPalette(ReadOnlySpan<byte> palette, int step)
    {
        for (int i = 0; i + step <= palette.Length; i += step)
            if (palette[i] != palette[i + 1] || palette[i] != palette[i + 2])
                return false;
        return true;
    }

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}

/// <summary>Reads BMP files by ImageSharp, which knows no other decoder here: its published holes lie mostly in the rest.</summary>
internal sealed class BmpReader(ByteSource source) : ImageReader
{
    private static readonly Configuration OnlyBmp = new(new BmpConfigurationModule());

    public override Raster Read(int page)
    {
        byte[] bytes = source.ReadAll();
        var file = new BmpFile(bytes);
        using Image<Rgb24> image = Image.Load<Rgb24>(OnlyBmp, bytes);
        var raster = new Raster<byte>(image.Width, image.Height, 3);
        image.CopyPixelDataTo(raster.Pixels);
        return file.IsGray ? raster.Channel(0) : raster;
    }
}
