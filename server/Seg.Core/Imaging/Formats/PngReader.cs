using System.Buffers.Binary;

namespace Seg.Core.Imaging.Formats;

/// <summary>Reads PNG files of every kind: 1 to 16 bits, gray, colour or palette, interlaced or not.</summary>
internal sealed class PngReader(ByteSource source) : ImageReader
{
    // Adam7: where the pixels of each pass begin and how far apart they are.
    private static readonly (int X, int Y, int StepX, int StepY)[] Passes =
    [
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ];

    /// <summary>Gray or colour; the colours of a palette, without alpha.</summary>
    public override Raster Read(int page)
    {
        PngFile file = PngFile.Parse(source.ReadAll());
        if (file.Color == PngColor.Palette)
            return Colored((Raster<byte>)Samples(file), file.Palette);
        return file.Color is PngColor.GrayAlpha or PngColor.RgbAlpha
            ? Channels.Keep(Samples(file), file.Samples - 1)
            : Samples(file);
    }

    protected override long AskedOrientation(int page) => PngFile.Parse(source.ReadAll()).Orientation;

    /// <summary>The samples as they are stored: indices of a palette stay indices, bits are not stretched, alpha is a channel.</summary>
    /// <returns>Of 8 bits, or of 16 where the file has them.</returns>
    public static Raster Samples(PngFile file)
    {
        if (file.Bits == 16)
        {
            var deep = new Raster<ushort>(file.Width, file.Height, file.Samples);
            Unpack(file, deep, (row, values) => Swap(row, values));
            return deep;
        }
        var raster = new Raster<byte>(file.Width, file.Height, file.Samples);
        if (file.Bits == 8)
            Unpack(file, raster, (row, values) => row.CopyTo(values));
        else
            Unpack(file, raster, (row, values) => BitPacking.Unpack(row, file.Bits, values));
        return raster;
    }

    private delegate void Convert<T>(ReadOnlySpan<byte> row, Span<T> values);

    private static void Unpack<T>(PngFile file, Raster<T> raster, Convert<T> convert)
        where T : unmanaged
    {
        using var rows = new PngRows(file.Packed);
        foreach ((int x, int y, int stepX, int stepY) in file.IsInterlaced ? Passes : [(0, 0, 1, 1)])
        {
            int width = (file.Width - x + stepX - 1) / stepX;
            if (width <= 0)
                continue;
            int bits = file.Samples * file.Bits;
            var row = new byte[((long)width * bits + 7) / 8];
            var above = new byte[row.Length];
            var values = new T[stepX == 1 ? 0 : width * file.Samples];
            for (int to = y; to < file.Height; to += stepY)
            {
                rows.Read(row, above, Math.Max(bits / 8, 1));
                if (stepX == 1)
                    convert(row, raster.Row(to));
                else
                {
                    convert(row, values);
                    Spread<T>(values, raster.Row(to)[(x * file.Samples)..], file.Samples, stepX);
                }
                (row, above) = (above, row);
            }
        }
        rows.Finish();
    }

    private static void Spread<T>(ReadOnlySpan<T> values, Span<T> row, int samples, int step)
    {
        for (int i = 0, at = 0; i < values.Length; i += samples, at += step * samples)
            values.Slice(i, samples).CopyTo(row[at..]);
    }

    private static void Swap(ReadOnlySpan<byte> row, Span<ushort> values)
    {
        ReadOnlySpan<ushort> stored = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ushort>(row);
        BinaryPrimitives.ReverseEndianness(stored, values);
    }

    private static Raster<byte> Colored(Raster<byte> indices, byte[] palette)
    {
        var colors = new Raster<byte>(indices.Width, indices.Height, 3);
        for (int i = 0; i < indices.Pixels.Length; i++)
        {
            int at = 3 * indices.Pixels[i];
            if (at + 3 > palette.Length)
                throw new InvalidDataException("it is damaged: a pixel has a colour that its palette lacks");
            palette.AsSpan(at, 3).CopyTo(colors.Pixels.AsSpan(3 * i));
        }
        return colors;
    }
}
