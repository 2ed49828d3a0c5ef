using Seg.Core.Files;
using Seg.Core.Imaging.Formats;

namespace Seg.Core.Imaging;

/// <summary>Reads and writes masks: 8-bit gray PNG, one class index a pixel, <see cref="Ignore"/> where nothing is labelled.</summary>
public static class MaskFile
{
    /// <summary>The value of a pixel without a label; training and scores leave it out.</summary>
    public const byte Ignore = 255;

    /// <summary>
    /// Reads a mask: a PNG of 1, 2, 4 or 8 bits, gray or with a palette. Its values are class indices as they are stored:
    /// bits are not stretched, and of a palette the index counts, not the colour. Alpha is dropped.
    /// </summary>
    /// <exception cref="SegException">
    /// <c>image.unreadable</c>; <c>mask.format</c>: another kind of picture, or none that is a PNG by its content.
    /// </exception>
    public static Raster<byte> ReadIndices(string path)
    {
        Raster samples = ImageSource.Explained(
            path,
            () =>
            {
                using var source = ByteSource.Open(path);
                byte[] bytes =
                    source.Length > 0 ? source.ReadAll() : throw new InvalidDataException("the file is empty");
                if (!PngFile.Fits(bytes))
                    throw Other(
                        path,
                        ImageReader.NameOf(bytes) ?? throw new InvalidDataException("it is not a PNG file")
                    );
                PngFile file = PngFile.Parse(bytes);
                if (file.Bits > 8 || file.Color is PngColor.Rgb or PngColor.RgbAlpha)
                    throw Other(path, $"{file.Bits}-bit {(file.Samples < 3 ? "gray" : "colour")}");
                return PngReader.Samples(file);
            }
        );
        return samples is Raster<byte> { Channels: 1 } mask ? mask : (Raster<byte>)samples.Channel(0);
    }

    /// <summary>Writes a mask of one channel as 8-bit gray PNG, atomically; where the path is a link, its target is written.</summary>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    public static void Write(string path, Raster<byte> mask) => Write(path, mask, newMode: null);

    /// <summary>The same; a file that is not there yet gets a mode.</summary>
    internal static void Write(string path, Raster<byte> mask, UnixFileMode? newMode)
    {
        if (mask.Channels != 1)
            throw new ArgumentException($"A mask has one channel, not {mask.Channels}.", nameof(mask));
        AtomicFile.Write(path, stream => PngWriter.Mask(mask, stream), newMode);
    }

    private static SegException Other(string path, string found) =>
        new(
            "mask.format",
            $"{path} is a {found} picture; save the mask as 8-bit gray PNG whose values are class indices."
        );
}
