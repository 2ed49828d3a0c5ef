namespace Seg.Core.Imaging;

/// <summary>One page's directory: what the picture is and where its pixels lie (TIFF 6.0, sections 2 and 8; BigTIFF).</summary>
internal sealed class TiffDirectory(TiffNumbers file, long at, long entries)
{
    private const int WidthTag = 256;
    private const int HeightTag = 257;
    private const int BitsTag = 258;
    private const int CompressionTag = 259;
    private const int ColorsTag = 262;
    private const int StripOffsetsTag = 273;
    private const int SamplesTag = 277;
    private const int StripLengthsTag = 279;
    private const int TileOffsetsTag = 324;
    private const int TileLengthsTag = 325;

    private const int Uncompressed = 1;
    private const int SubsampledColors = 6;

    /// <summary>The claims of the directory, after a check that the pixels are in the file.</summary>
    /// <exception cref="InvalidDataException">The file ends before its pixels do.</exception>
    public ImageHeader Header()
    {
        var header = new ImageHeader(
            First(WidthTag, 0),
            First(HeightTag, 0),
            Math.Clamp(First(BitsTag, 1), 0, 64) * Math.Clamp(First(SamplesTag, 1), 0, ushort.MaxValue)
        );
        CheckPixels(header);
        return header;
    }

    private void CheckPixels(ImageHeader header)
    {
        bool isTiled = First(TileOffsetsTag, -1) >= 0;
        long[] offsets = Values(isTiled ? TileOffsetsTag : StripOffsetsTag);
        long[] lengths = Values(isTiled ? TileLengthsTag : StripLengthsTag);
        if (offsets.Length == 0)
            throw new InvalidDataException("it has no pixels");
        if (lengths.Length != offsets.Length)
            return; // Old writers leave the lengths out; the decoder estimates them.
        if (
            offsets
                .Zip(lengths)
                .Any(part => part.First < 0 || part.Second < 0 || part.Second > file.Length - part.First)
        )
            throw new InvalidDataException("it ends before its pixels do");
        bool isPlain = First(CompressionTag, Uncompressed) == Uncompressed && First(ColorsTag, 0) != SubsampledColors;
        if (isPlain && header.Width * (double)header.Height * header.BitsPerPixel / 8 > lengths.Sum())
            throw new InvalidDataException("it holds fewer pixels than its header says");
    }

    private long First(int tag, long missing) => Values(tag) is [long value, ..] ? value : missing;

    /// <summary>The numbers of an entry; none if it is missing, damaged or not of whole numbers.</summary>
    private long[] Values(int tag)
    {
        int entryWidth = file.IsBig ? 20 : 12;
        long entry = at + (file.IsBig ? 8 : 2);
        for (long i = 0; i < entries; i++, entry += entryWidth)
        {
            if (file.Read(entry, 2) != tag)
                continue;
            int width = Width(file.Read(entry + 2, 2));
            long count = file.Read(entry + 4, file.OffsetWidth);
            if (width == 0 || count < 1 || count > file.Length / width)
                return [];
            long values = entry + 4 + file.OffsetWidth;
            if (count * width > file.OffsetWidth)
                values = file.Read(values, file.OffsetWidth);
            return [.. Enumerable.Range(0, (int)count).Select(k => file.Read(values + k * width, width))];
        }
        return [];
    }

    /// <summary>The bytes of a BYTE, SHORT, LONG or LONG8; 0 for other types.</summary>
    private static int Width(long type) =>
        type switch
        {
            1 => 1,
            3 => 2,
            4 => 4,
            16 => 8,
            _ => 0,
        };
}
