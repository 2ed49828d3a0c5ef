namespace Seg.Core.Tests.Imaging;

/// <summary>Uncompressed 16-bit gray TIFF files in both byte orders, classic and BigTIFF.</summary>
internal sealed class TiffBytes(bool isBig, bool isLittleEndian)
{
    private readonly List<byte> bytes = [];

    private int OffsetWidth => isBig ? 8 : 4;

    /// <summary>One page for each array of rows; all directories come first, the pixels last, as some writers do.</summary>
    public byte[] Make(params ushort[][,] pages)
    {
        bytes.Clear();
        bytes.AddRange(isLittleEndian ? "II"u8 : "MM"u8);
        Add(isBig ? 43 : 42, 2);
        if (isBig)
        {
            Add(8, 2);
            Add(0, 2);
        }
        const int entries = 8;
        int directory = isBig ? 8 + 20 * entries + 8 : 2 + 12 * entries + 4;
        int first = bytes.Count + OffsetWidth;
        Add(first, OffsetWidth);
        int pixels = first + directory * pages.Length;
        for (int i = 0; i < pages.Length; i++)
        {
            int size = pages[i].Length * 2;
            Add(entries, isBig ? 8 : 2);
            Entry(256, pages[i].GetLength(1));
            Entry(257, pages[i].GetLength(0));
            Entry(258, 16);
            Entry(259, 1);
            Entry(262, 1);
            Entry(273, pixels);
            Entry(277, 1);
            Entry(279, size);
            Add(i + 1 < pages.Length ? first + directory * (i + 1) : 0, OffsetWidth);
            pixels += size;
        }
        foreach (ushort value in pages.SelectMany(page => page.Cast<ushort>()))
            Add(value, 2);
        return [.. bytes];
    }

    private void Entry(int tag, int value)
    {
        bool isLong = tag is 273 or 279;
        Add(tag, 2);
        Add(isLong ? 4 : 3, 2);
        Add(1, OffsetWidth);
        int width = isLong ? 4 : 2;
        Add(value, width);
        bytes.AddRange(new byte[OffsetWidth - width]);
    }

    private void Add(long value, int width)
    {
        for (int i = 0; i < width; i++)
            bytes.Add((byte)(value >> 8 * (isLittleEndian ? i : width - 1 - i)));
    }
}
