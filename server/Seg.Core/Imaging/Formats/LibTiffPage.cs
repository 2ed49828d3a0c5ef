using System.Buffers.Binary;
using BitMiracle.LibTiff.Classic;

namespace Seg.Core.Imaging.Formats;

/// <summary>
/// Unpacks strips by LibTiff.NET's codecs: PackBits, CCITT, old LZW. The library is given a page of our own making, of one
/// plane of bytes in strips that are handed over one by one, so that nothing of a stranger's directory reaches it.
/// </summary>
internal sealed class LibTiffPage : IDisposable
{
    private const int HeaderLength = 8;
    private const int EntryLength = 12;

    private readonly Tiff tiff;
    private readonly OneStrip strip;

    /// <summary>The parts of the page, strips or tiles, become strips of the same number.</summary>
    public LibTiffPage(TiffLayout layout)
    {
        strip = new OneStrip(Directory(layout));
        tiff = LibTiff.Open(strip);
    }

    /// <param name="part">The number of the strip, which decides how long it may be.</param>
    /// <param name="packed">The strip.</param>
    /// <param name="unpacked">Receives its bytes.</param>
    /// <param name="count">How many are wanted.</param>
    /// <exception cref="InvalidDataException">There are fewer, or they are damaged.</exception>
    public void Unpack(int part, byte[] packed, byte[] unpacked, int count)
    {
        strip.Packed = packed;
        if (tiff.ReadEncodedStrip(part, unpacked, 0, count) < count)
            throw new InvalidDataException("it holds fewer pixels than its header says");
    }

    public void Dispose() => tiff.Dispose();

    private static byte[] Directory(TiffLayout layout)
    {
        bool isFax = layout.Compression.IsFax;
        int count = layout.Parts.Count;
        (int Tag, int Value)[] entries =
        [
            (256, isFax ? layout.PartWidth : layout.RowBytes),
            (257, checked(layout.PartHeight * count)),
            (258, isFax ? 1 : 8),
            (259, (int)layout.Compression.Code),
            (262, 0),
            (273, 0),
            (277, 1),
            (278, layout.PartHeight),
            (279, 0),
            (layout.Compression.Code == TiffCompression.FaxGroup3 ? 292 : 293, (int)layout.FaxOptions),
        ];
        int lists = HeaderLength + 2 + entries.Length * EntryLength + 4;
        int strips = lists + 2 * 4 * count;
        var bytes = new byte[strips];
        "II*\0"u8.CopyTo(bytes);
        Put(4, HeaderLength);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(HeaderLength), (short)entries.Length);
        int at = HeaderLength + 2;
        foreach ((int tag, int value) in entries)
        {
            bool isList = tag is 273 or 279;
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at), (short)tag);
            bytes[at + 2] = (byte)(tag is 258 or 259 or 262 or 277 ? TiffType.SHORT : TiffType.LONG);
            Put(at + 4, isList ? count : 1);
            int list = lists + (tag == 273 ? 0 : 4 * count);
            Put(
                at + 8,
                isList && count > 1 ? list
                    : isList ? OfStrip(tag, 0)
                    : value
            );
            for (int i = 0; isList && i < count; i++)
                Put(list + 4 * i, OfStrip(tag, i));
            at += EntryLength;
        }
        return bytes;

        // All strips are said to be in the same place, where the one that is being unpacked is.
        int OfStrip(int tag, int i) => tag == 273 ? strips : checked((int)layout.Parts.Lengths[i]);

        void Put(int place, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(place), value);
    }

    /// <summary>The directory and, behind it, the strip that is being unpacked.</summary>
    private sealed class OneStrip(byte[] directory) : TiffStream
    {
        private long place;

        public byte[] Packed { get; set; } = [];

        public override int Read(object clientData, byte[] buffer, int offset, int count)
        {
            bool isDirectory = place < directory.Length;
            byte[] from = isDirectory ? directory : Packed;
            int start = (int)(isDirectory ? place : place - directory.Length);
            count = Math.Min(count, from.Length - start);
            from.AsSpan(start, count).CopyTo(buffer.AsSpan(offset));
            place += count;
            return count;
        }

        public override long Seek(object clientData, long offset, SeekOrigin origin) =>
            place = origin switch
            {
                SeekOrigin.Begin => offset,
                SeekOrigin.Current => place + offset,
                _ => Size(clientData) + offset,
            };

        public override long Size(object clientData) => directory.Length + (long)int.MaxValue;

        public override void Write(object clientData, byte[] buffer, int offset, int count) =>
            throw new NotSupportedException();

        public override void Close(object clientData) { }
    }
}
