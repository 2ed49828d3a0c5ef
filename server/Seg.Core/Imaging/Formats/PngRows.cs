using System.IO.Compression;
using System.Numerics;

namespace Seg.Core.Imaging.Formats;

/// <summary>Unpacks the filtered rows of a PNG file one after another (PNG specification, third edition, sections 9 and 10).</summary>
internal sealed class PngRows : IDisposable
{
    // So that a row costs no call of its own.
    private const int BufferBytes = 1 << 16;

    private readonly ZLibStream stream;
    private byte[] buffer = [];
    private int next;
    private int filled;

    public PngRows(byte[] packed) => stream = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);

    /// <summary>Unpacks the next row.</summary>
    /// <param name="row">Of its full length; receives the samples.</param>
    /// <param name="above">The row before, or zeros before the first of a pass.</param>
    /// <param name="step">The bytes of a pixel, at least 1.</param>
    /// <exception cref="InvalidDataException">There are no more rows, or they are damaged.</exception>
    public void Read(Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        Fill(row.Length + 1);
        int filter = buffer[next];
        ReadOnlySpan<byte> filtered = buffer.AsSpan(next + 1, row.Length);
        next += row.Length + 1;
        switch (filter)
        {
            case 0:
                filtered.CopyTo(row);
                break;
            case 1:
                Sub(filtered, row, step);
                break;
            case 2:
                Up(filtered, row, above);
                break;
            case 3:
                Average(filtered, row, above, step);
                break;
            case 4:
                Paeth(filtered, row, above, step);
                break;
            default:
                throw new InvalidDataException("it is damaged: a row has an unknown filter");
        }
    }

    /// <summary>To be called after the last row: the zlib stream's own checksum stands at its end.</summary>
    /// <exception cref="InvalidDataException">The checksum is wrong or missing.</exception>
    public void Finish()
    {
        Span<byte> rest = stackalloc byte[256];
        while (stream.Read(rest) > 0) { }
    }

    public void Dispose() => stream.Dispose();

    private void Fill(int count)
    {
        if (filled - next >= count)
            return;
        if (buffer.Length < count)
            Array.Resize(ref buffer, Math.Max(count, BufferBytes));
        buffer.AsSpan(next, filled - next).CopyTo(buffer);
        filled -= next;
        next = 0;
        while (filled < count)
        {
            int more = stream.Read(buffer, filled, buffer.Length - filled);
            if (more == 0)
                throw new InvalidDataException("it holds fewer pixels than its header says");
            filled += more;
        }
    }

    private static void Sub(ReadOnlySpan<byte> filtered, Span<byte> row, int step)
    {
        filtered[..step].CopyTo(row);
        for (int i = step; i < row.Length; i++)
            row[i] = (byte)(filtered[i] + row[i - step]);
    }

    private static void Up(ReadOnlySpan<byte> filtered, Span<byte> row, ReadOnlySpan<byte> above)
    {
        int i = 0;
        for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            (new Vector<byte>(filtered[i..]) + new Vector<byte>(above[i..])).CopyTo(row[i..]);
        for (; i < row.Length; i++)
            row[i] = (byte)(filtered[i] + above[i]);
    }

    private static void Average(ReadOnlySpan<byte> filtered, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        for (int i = 0; i < step; i++)
            row[i] = (byte)(filtered[i] + above[i] / 2);
        for (int i = step; i < row.Length; i++)
            row[i] = (byte)(filtered[i] + (row[i - step] + above[i]) / 2);
    }

    private static void Paeth(ReadOnlySpan<byte> filtered, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        for (int i = 0; i < step; i++)
            row[i] = (byte)(filtered[i] + above[i]);
        // Each channel by itself: what is to the left stays in a register.
        for (int channel = 0; channel < step; channel++)
        {
            int left = row[channel];
            int corner = above[channel];
            for (int i = channel + step; i < row.Length; i += step)
            {
                int up = above[i];
                int toLeft = Math.Abs(up - corner);
                int toUp = Math.Abs(left - corner);
                int toCorner = Math.Abs(left + up - 2 * corner);
                int nearest =
                    toLeft <= toUp && toLeft <= toCorner ? left
                    : toUp <= toCorner ? up
                    : corner;
                corner = up;
                left = (byte)(filtered[i] + nearest);
                row[i] = (byte)left;
            }
        }
    }
}
