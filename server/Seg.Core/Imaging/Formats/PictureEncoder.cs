using System.Runtime.InteropServices;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.PixelFormats;

namespace Seg.Core.Imaging.Formats;

/// <summary>Encodes PNG by <see cref="PngWriter"/>, JPEG and BMP by ImageSharp.</summary>
internal static class PictureEncoder
{
    private const int JpegQuality = 95;

    /// <summary>What writes the picture into a stream, or null where the format cannot hold it without loss of bits.</summary>
    /// <param name="ending">Of the file's name, in lower case.</param>
    /// <param name="image">1 or 3 channels of 8 or, in PNG, 16 bits.</param>
    public static Action<Stream>? For(string ending, Raster image) =>
        (ending, image, image.Channels) switch
        {
            (".png", Raster<byte> or Raster<ushort>, 1 or 3) => stream => PngWriter.Image(image, stream),
            (".jpg" or ".jpeg", Raster<byte> gray, 1) => stream =>
                Save<L8>(gray, Jpeg(JpegColorType.Luminance), stream),
            (".jpg" or ".jpeg", Raster<byte> colors, 3) => stream =>
                Save<Rgb24>(colors, Jpeg(JpegColorType.YCbCrRatio444), stream),
            (".bmp", Raster<byte> gray, 1) => stream => Save<L8>(gray, Bmp(BmpBitsPerPixel.Pixel8), stream),
            (".bmp", Raster<byte> colors, 3) => stream => Save<Rgb24>(colors, Bmp(BmpBitsPerPixel.Pixel24), stream),
            _ => null,
        };

    private static JpegEncoder Jpeg(JpegColorType color) => new() { Quality = JpegQuality, ColorType = color };

    private static BmpEncoder Bmp(BmpBitsPerPixel bits) => new() { BitsPerPixel = bits };

    private static void Save<TPixel>(Raster<byte> raster, IImageEncoder encoder, Stream stream)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        ReadOnlySpan<TPixel> pixels = MemoryMarshal.Cast<byte, TPixel>(raster.Pixels);
        using Image<TPixel> image = Image.LoadPixelData(pixels, raster.Width, raster.Height);
        image.Save(stream, encoder);
    }
}
