namespace Seg.Core.Imaging.Formats;

/// <summary>Where the strips or tiles of a page are.</summary>
internal sealed class TiffParts
{
    /// <exception cref="InvalidDataException">There are none, or the file ends before one does.</exception>
    public TiffParts(long[] offsets, long[] lengths, long fileLength)
    {
        if (offsets.Length == 0)
            throw new InvalidDataException("it has no pixels");
        // Old programs leave the length out where there is one strip: it goes up to the end of the file.
        if (lengths.Length == 0 && offsets.Length == 1)
            lengths = [fileLength - offsets[0]];
        if (lengths.Length < offsets.Length)
            throw new InvalidDataException("its header is damaged: the lengths of its strips are missing");
        for (int i = 0; i < offsets.Length; i++)
            if (offsets[i] < 0 || lengths[i] < 0 || lengths[i] > fileLength - offsets[i])
                throw new InvalidDataException("it ends before its pixels do");
        Offsets = offsets;
        Lengths = lengths;
        TotalLength = lengths.Take(offsets.Length).Sum(length => (double)length) is var sum and < long.MaxValue
            ? (long)sum
            : fileLength;
    }

    public long[] Offsets { get; }

    public long[] Lengths { get; }

    public int Count => Offsets.Length;

    /// <summary>In bytes.</summary>
    public long TotalLength { get; }
}
