using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Seg.Core.Imaging.Formats;

/// <summary>
/// Brings the bytes of a row into the order of this machine and undoes the differences that were stored in place of
/// values so that they pack better (TIFF 6.0, section 14; Adobe Photoshop TIFF Technical Note 3 for floats).
/// </summary>
internal static class TiffPredictor
{
    /// <param name="row">A row of a strip or tile as it was unpacked.</param>
    /// <param name="layout">How it is stored.</param>
    public static void Undo(Span<byte> row, TiffLayout layout)
    {
        if (layout.Predictor == 3)
        {
            UndoFloat(row, layout.SamplesInPart, layout.Bits / 8);
            return;
        }
        if (!layout.IsLittleEndian)
            Swap(row, layout.Bits);
        if (layout.Predictor != 2)
            return;
        switch (layout.Bits)
        {
            case 8:
                Add(row, layout.SamplesInPart);
                break;
            case 16:
                Add(MemoryMarshal.Cast<byte, ushort>(row), layout.SamplesInPart);
                break;
            case 32:
                Add(MemoryMarshal.Cast<byte, uint>(row), layout.SamplesInPart);
                break;
            case 64:
                Add(MemoryMarshal.Cast<byte, ulong>(row), layout.SamplesInPart);
                break;
        }
    }

    /// <summary>Of numbers of 16, 32 or 64 bits; others have no byte order.</summary>
    private static void Swap(Span<byte> row, int bits)
    {
        if (bits == 16)
            Swap(MemoryMarshal.Cast<byte, ushort>(row));
        else if (bits == 32)
            Swap(MemoryMarshal.Cast<byte, uint>(row));
        else if (bits == 64)
            Swap(MemoryMarshal.Cast<byte, ulong>(row));
    }

    private static void Swap(Span<ushort> row) => BinaryPrimitives.ReverseEndianness(row, row);

    private static void Swap(Span<uint> row) => BinaryPrimitives.ReverseEndianness(row, row);

    private static void Swap(Span<ulong> row) => BinaryPrimitives.ReverseEndianness(row, row);

    private static void Add<T>(Span<T> row, int step)
        where T : struct, System.Numerics.IBinaryInteger<T>
    {
        for (int i = step; i < row.Length; i++)
            row[i] += row[i - step];
    }

    /// <summary>The differences are of bytes; of all numbers of a row the highest bytes come first, then the next ones.</summary>
    private static void UndoFloat(Span<byte> row, int step, int width)
    {
        Add(row, step);
        byte[] planes = row.ToArray();
        int count = row.Length / width;
        for (int i = 0; i < count; i++)
        for (int b = 0; b < width; b++)
            row[i * width + b] = planes[(width - 1 - b) * count + i];
    }
}
