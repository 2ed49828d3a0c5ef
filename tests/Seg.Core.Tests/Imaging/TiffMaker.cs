namespace Seg.Core.Tests.Imaging;

/// <summary>TIFF files of any kind: entries are what the test says, strips or tiles whatever bytes it gives.</summary>
internal sealed class TiffMaker(bool isBig = false, bool isLittleEndian = true)
{
    private readonly List<byte> bytes = [];

    private int OffsetWidth => isBig ? 8 : 4;

    /// <summary>Whole numbers of an entry, as SHORT, LONG or, in BigTIFF, LONG8; a text is bytes.</summary>
    public sealed record Entry(int Tag, params long[] Values)
    {
        public string? Text { get; init; }
    }

    /// <summary>The entries of a gray or colour page; those of <paramref name="more"/> replace or join them.</summary>
    public static Entry[] Page(int width, int height, int bits, int samples = 1, params Entry[] more)
    {
        Entry[] plain =
        [
            new(256, width),
            new(257, height),
            new(258, [.. Enumerable.Repeat((long)bits, samples)]),
            new(259, 1),
            new(262, samples == 3 ? 2 : 1),
            new(277, samples),
            new(278, height),
        ];
        return [.. plain.Where(entry => more.All(other => other.Tag != entry.Tag)), .. more];
    }

    /// <summary>Directories first, pixels last. The place of a part is entry 273 and 279, or 324 and 325 of tiles.</summary>
    public byte[] Make(params (Entry[] Entries, byte[][] Parts)[] pages)
    {
        bytes.Clear();
        bytes.AddRange(isLittleEndian ? "II"u8 : "MM"u8);
        Add(isBig ? 43 : 42, 2);
        if (isBig)
        {
            Add(8, 2);
            Add(0, 2);
        }
        long next = bytes.Count + OffsetWidth;
        Add(next, OffsetWidth);
        for (int i = 0; i < pages.Length; i++)
        {
            bool isTiled = pages[i].Entries.Any(entry => entry.Tag == 322);
            long[] lengths = [.. pages[i].Parts.Select(part => (long)part.Length)];
            Entry[] entries =
            [
                .. pages[i].Entries,
                new(isTiled ? 324 : 273, new long[lengths.Length]),
                new(isTiled ? 325 : 279, lengths),
            ];
            long lists = next + Prefix + entries.Length * EntryWidth + OffsetWidth;
            long pixels = lists + entries.Sum(ListLength);
            long at = pixels;
            long[] offsets = [.. lengths.Select(length => (at += length) - length)];
            WriteDirectory(
                [.. entries.Select(e => e.Tag is 273 or 324 ? e with { Values = offsets } : e).OrderBy(e => e.Tag)],
                lists,
                i + 1 < pages.Length ? at : 0
            );
            foreach (byte[] part in pages[i].Parts)
                bytes.AddRange(part);
            next = at;
        }
        return [.. bytes];
    }

    private int Prefix => isBig ? 8 : 2;

    private int EntryWidth => isBig ? 20 : 12;

    private void WriteDirectory(Entry[] entries, long lists, long next)
    {
        Add(entries.Length, Prefix);
        var rest = new List<Entry>();
        foreach (Entry entry in entries)
        {
            Add(entry.Tag, 2);
            Add(
                entry.Text is not null
                    ? 2
                    : Width(entry) switch
                    {
                        2 => 3,
                        4 => 4,
                        _ => 16,
                    },
                2
            );
            Add(entry.Text?.Length ?? entry.Values.Length, OffsetWidth);
            int before = bytes.Count;
            if (ListLength(entry) == 0)
                AddValues(entry);
            else
            {
                Add(lists, OffsetWidth);
                lists += ListLength(entry);
                rest.Add(entry);
            }
            bytes.AddRange(new byte[before + OffsetWidth - bytes.Count]);
        }
        Add(next, OffsetWidth);
        rest.ForEach(AddValues);
    }

    private int Width(Entry entry) => entry.Tag is 273 or 279 or 324 or 325 or 256 or 257 ? OffsetWidth : 2;

    /// <summary>The bytes of values that do not fit into the entry.</summary>
    private int ListLength(Entry entry)
    {
        int length = entry.Text?.Length ?? entry.Values.Length * Width(entry);
        return length > OffsetWidth ? length : 0;
    }

    private void AddValues(Entry entry)
    {
        if (entry.Text is not null)
            bytes.AddRange(entry.Text.Select(c => (byte)c));
        foreach (long value in entry.Values)
            Add(value, Width(entry));
    }

    private void Add(long value, int width)
    {
        for (int i = 0; i < width; i++)
            bytes.Add((byte)(value >> 8 * (isLittleEndian ? i : width - 1 - i)));
    }
}
