using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seg.Core.Imaging.Formats;

/// <summary>Puts the strips or tiles of a page together, values as they are stored.</summary>
internal static class TiffPixels
{
    // Uncompressed strips may be as large as the page: they are read in pieces.
    private const int PieceBytes = 1 << 20;

    private delegate void Convert<T>(ReadOnlySpan<byte> row, Span<T> values);

    /// <summary>All channels but alpha.</summary>
    /// <exception cref="InvalidDataException">A part is damaged or too short.</exception>
    public static Raster Read(ByteSource source, TiffLayout layout) =>
        layout.Format switch
        {
            TiffSample.UInt8 when layout.Bits < 8 => Read<byte>(
                source,
                layout,
                (row, values) => BitPacking.Unpack(row, layout.Bits, values)
            ),
            TiffSample.UInt16 when layout.Bits < 16 => Read<ushort>(
                source,
                layout,
                (row, values) => BitPacking.Unpack(row, layout.Bits, values)
            ),
            TiffSample.Half => Read<float>(
                source,
                layout,
                (row, values) => TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(row), values)
            ),
            TiffSample.UInt8 => Read<byte>(source, layout),
            TiffSample.UInt16 => Read<ushort>(source, layout),
            TiffSample.UInt32 => Read<uint>(source, layout),
            TiffSample.Int8 => Read<sbyte>(source, layout),
            TiffSample.Int16 => Read<short>(source, layout),
            TiffSample.Int32 => Read<int>(source, layout),
            TiffSample.Single => Read<float>(source, layout),
            _ => Read<double>(source, layout),
        };

    private static Raster<T> Read<T>(ByteSource source, TiffLayout layout)
        where T : unmanaged =>
        Read<T>(source, layout, (row, values) => MemoryMarshal.Cast<byte, T>(row).CopyTo(values));

    private static Raster<T> Read<T>(ByteSource source, TiffLayout layout, Convert<T> convert)
        where T : unmanaged
    {
        int channels = layout.Kept.Length;
        T[] pixels = GC.AllocateUninitializedArray<T>(checked(layout.Width * layout.Height * channels));
        var raster = new Raster<T>(pixels, layout.Width, layout.Height, channels);
        if (IsAsInMemory<T>(layout))
            ReadInPlace(source, layout, raster);
        else if (layout.Compression.Code == TiffCompression.None)
            ReadPlain(source, layout, raster, convert);
        else
            Parallel.For(
                0,
                PartCount(layout),
                () => new TiffCodec(source, layout),
                (part, _, codec) =>
                {
                    int rows = layout.RowsOf(part / layout.Across % layout.Down);
                    Place(codec.Unpack(part, rows), layout, part, firstRow: 0, raster, convert);
                    return codec;
                },
                codec => codec.Dispose()
            );
        return raster;
    }

    private static int PartCount(TiffLayout layout) =>
        layout.Across * layout.Down * (layout.IsPlanar ? layout.Samples : 1);

    /// <summary>Whether rows lie in the file as they do in memory, but for the order of bytes.</summary>
    private static bool IsAsInMemory<T>(TiffLayout layout) =>
        layout.Compression.Code == TiffCompression.None
        && !layout.IsTiled
        && !layout.IsPlanar
        && layout.Kept.Length == layout.Samples
        && layout.Bits == 8 * Unsafe.SizeOf<T>();

    private static void ReadInPlace<T>(ByteSource source, TiffLayout layout, Raster<T> raster)
        where T : unmanaged
    {
        int piece = Math.Clamp(PieceBytes / layout.RowBytes, 1, layout.PartHeight);
        for (int part = 0; part < layout.Down; part++)
        {
            int rows = layout.RowsOf(part);
            for (int row = 0; row < rows; row += piece)
            {
                int first = part * layout.PartHeight + row;
                Span<T> values = raster.Pixels.AsSpan(
                    first * raster.Stride,
                    Math.Min(piece, rows - row) * raster.Stride
                );
                Span<byte> bytes = MemoryMarshal.AsBytes(values);
                source.Read(layout.Parts.Offsets[part] + (long)row * layout.RowBytes, bytes);
                if (layout.IsReversed)
                    BitPacking.Reverse(bytes);
                TiffPredictor.Undo(bytes, layout);
            }
        }
    }

    private static void ReadPlain<T>(ByteSource source, TiffLayout layout, Raster<T> raster, Convert<T> convert)
        where T : unmanaged
    {
        int piece = Math.Clamp(PieceBytes / layout.RowBytes, 1, layout.PartHeight);
        var bytes = new byte[piece * layout.RowBytes];
        for (int part = 0; part < PartCount(layout); part++)
        {
            int rows = layout.RowsOf(part / layout.Across % layout.Down);
            for (int row = 0; row < rows; row += piece)
            {
                Span<byte> read = bytes.AsSpan(0, Math.Min(piece, rows - row) * layout.RowBytes);
                source.Read(layout.Parts.Offsets[part] + (long)row * layout.RowBytes, read);
                if (layout.IsReversed)
                    BitPacking.Reverse(read);
                Place(read, layout, part, row, raster, convert);
            }
        }
    }

    /// <summary>Puts rows of a part where they belong, from the row of the part on that they begin with.</summary>
    private static void Place<T>(
        Span<byte> bytes,
        TiffLayout layout,
        int part,
        int firstRow,
        Raster<T> raster,
        Convert<T> convert
    )
        where T : unmanaged
    {
        int plane = part / (layout.Across * layout.Down);
        int left = part % layout.Across * layout.PartWidth;
        int top = part / layout.Across % layout.Down * layout.PartHeight + firstRow;
        int width = Math.Min(layout.PartWidth, layout.Width - left);
        int samples = layout.SamplesInPart;
        bool isAll = samples == raster.Channels;
        var values = new T[isAll ? 0 : layout.PartWidth * samples];
        for (int y = top; y < raster.Height && bytes.Length > 0; y++, bytes = bytes[layout.RowBytes..])
        {
            Span<byte> row = bytes[..layout.RowBytes];
            TiffPredictor.Undo(row, layout);
            Span<T> to = raster.Row(y)[(left * raster.Channels)..];
            if (isAll)
            {
                Span<T> all = to[..(width * samples)];
                convert(row[..((all.Length * layout.Bits + 7) / 8)], all);
                continue;
            }
            convert(row, values);
            Spread<T>(values, samples, layout.Kept, plane, to, raster.Channels, width);
        }
    }

    private static void Spread<T>(
        ReadOnlySpan<T> values,
        int samples,
        int[] kept,
        int plane,
        Span<T> to,
        int channels,
        int width
    )
    {
        for (int channel = 0; channel < channels; channel++)
        {
            // A part of a single plane has one channel only.
            int sample = samples == 1 ? (kept[channel] == plane ? 0 : -1) : kept[channel];
            if (sample < 0)
                continue;
            for (int x = 0; x < width; x++)
                to[x * channels + channel] = values[x * samples + sample];
        }
    }
}
