using System.Runtime.InteropServices;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;

namespace Seg.Core.Imaging.Formats;

/// <summary>Encodes PNG, JPEG and BMP by ImageSharp.</summary>
internal static class PictureEncoder
{
    private const int JpegQuality = 95;

    /// <summary>What writes the picture into a stream, or null where the format cannot hold it without loss of bits.</summary>
    /// <param name="ending">Of the file's name, in lower case.</param>
    /// <param name="image">1 or 3 channels of 8 or, in PNG, 16 bits.</param>
    public static Action<Stream>? For(string ending, Raster image) =>
        (image, image.Channels) switch
        {
            (Raster<byte> gray, 1) when EncoderOf(ending, PngColorType.Grayscale, PngBitDepth.Bit8) is { } encoder =>
                stream => Save<byte, L8>(gray, encoder, stream),
            (Raster<byte> colors, 3) when EncoderOf(ending, PngColorType.Rgb, PngBitDepth.Bit8) is { } encoder =>
                stream => Save<byte, Rgb24>(colors, encoder, stream),
            (Raster<ushort> gray, 1) when ending == ".png" => stream =>
                Save<ushort, L16>(gray, Png(PngColorType.Grayscale, PngBitDepth.Bit16), stream),
            (Raster<ushort> colors, 3) when ending == ".png" => stream =>
                Save<ushort, Rgb48>(colors, Png(PngColorType.Rgb, PngBitDepth.Bit16), stream),
            _ => null,
        };

    /// <summary>As 8-bit gray PNG, packed well: masks are kept, and filters only help where values change.</summary>
    public static Action<Stream> Mask(Raster<byte> mask) =>
        stream =>
            Save<byte, L8>(
                mask,
                new PngEncoder
                {
                    ColorType = PngColorType.Grayscale,
                    BitDepth = PngBitDepth.Bit8,
                    FilterMethod = PngFilterMethod.None,
                },
                stream
            );

    private static IImageEncoder? EncoderOf(string ending, PngColorType color, PngBitDepth depth) =>
        ending switch
        {
            ".png" => Png(color, depth),
            ".jpg" or ".jpeg" => new JpegEncoder
            {
                Quality = JpegQuality,
                ColorType = color == PngColorType.Grayscale ? JpegColorType.Luminance : JpegColorType.YCbCrRatio444,
            },
            ".bmp" => new BmpEncoder
            {
                BitsPerPixel = color == PngColorType.Grayscale ? BmpBitsPerPixel.Pixel8 : BmpBitsPerPixel.Pixel24,
            },
            _ => null,
        };

    private static PngEncoder Png(PngColorType color, PngBitDepth depth) =>
        new()
        {
            ColorType = color,
            BitDepth = depth,
            CompressionLevel = PngCompressionLevel.BestSpeed,
            FilterMethod = PngFilterMethod.Sub,
        };

    private static void Save<T, TPixel>(Raster<T> raster, IImageEncoder encoder, Stream stream)
        where T : unmanaged
        where TPixel : unmanaged, IPixel<TPixel>
    {
        ReadOnlySpan<TPixel> pixels = MemoryMarshal.Cast<T, TPixel>(raster.Pixels);
        using Image<TPixel> image = Image.LoadPixelData(pixels, raster.Width, raster.Height);
        image.Save(stream, encoder);
    }
}
