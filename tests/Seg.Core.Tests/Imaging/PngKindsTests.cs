using Seg.Core.Imaging;

namespace Seg.Core.Tests.Imaging;

/// <summary>Every valid kind of basic PNG: colour type, bits, interlacing and filters, from files that are made here.</summary>
public sealed class PngKindsTests
{
    private const int Width = 11;
    private const int Height = 9;

    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
    [
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ];

    public static TheoryData<byte, byte, bool> Kinds
    {
        get
        {
            var kinds = new TheoryData<byte, byte, bool>();
            foreach (
                (byte color, byte[] bits) in (ReadOnlySpan<(byte, byte[])>)
                    [(0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16])]
            )
            foreach (byte depth in bits)
            {
                kinds.Add(color, depth, false);
                kinds.Add(color, depth, true);
            }
            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Samples_are_read_as_they_are_stored(byte color, byte bits, bool isInterlaced)
    {
        using var folder = new TempFolder();
        int samples = color switch
        {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        };
        byte[] palette = [.. Enumerable.Range(0, 768).Select(i => (byte)(i * 7))];
        byte[] rows = Rows(samples, bits, isInterlaced);
        (string, byte[])[] more = color == 3 ? [("PLTE", palette[..(3 << bits)])] : [];
        File.WriteAllBytes(folder["a.png"], PngBytes.Make(Width, Height, bits, color, rows, more, isInterlaced));

        Raster read = ImageSource.ReadPage(folder["a.png"]);

        int channels = color is 2 or 3 or 6 ? 3 : 1;
        Assert.Equal((Width, Height, channels), (read.Width, read.Height, read.Channels));
        for (int y = 0; y < Height; y++)
        for (int x = 0; x < Width; x++)
        for (int c = 0; c < channels; c++)
        {
            int expected = color == 3 ? palette[3 * Sample(x, y, 0, bits) + c] : Sample(x, y, c, bits);
            Assert.Equal(expected, read is Raster<ushort> deep ? deep[y, x, c] : ((Raster<byte>)read)[y, x, c]);
        }
        Assert.Equal(bits == 16, read is Raster<ushort>);
    }

    [Fact]
    public void A_colour_that_the_palette_lacks_is_damage()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["a.png"], PngBytes.Make(1, 1, 8, 3, [0, 2], [("PLTE", new byte[6])]));

        Assert.Contains("its palette lacks", ImageSourceTests.Unreadable(folder["a.png"]));
    }

    [Theory]
    [InlineData(60000, 60000, 16, 6, "60000 x 60000 pixels")]
    [InlineData(32000, 32000, 16, 6, "32000 x 32000 pixels, more than its")]
    [InlineData(2000000, 10, 8, 0, "2000000 x 10 pixels")]
    [InlineData(4, 4, 3, 0, "its header is damaged")]
    public void A_header_that_cannot_be_true_is_refused(int width, int height, byte bits, byte color, string message)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["a.png"], PngBytes.Make(width, height, bits, color, new byte[100], []));

        Assert.Contains(message, ImageSourceTests.Unreadable(folder["a.png"]));
    }

    [Fact]
    public void A_wrong_checksum_is_damage_be_it_of_a_chunk_or_of_the_pixels()
    {
        using var folder = new TempFolder();
        byte[] whole = PngBytes.Make(2, 2, 8, 0, [0, 1, 2, 0, 3, 4], []);
        byte[] chunk = [.. whole];
        chunk[^20] ^= 1;
        File.WriteAllBytes(folder["chunk.png"], chunk);
        File.WriteAllBytes(folder["pixels.png"], PngBytes.Make(2, 2, 8, 0, [0, 1, 2, 0, 3, 4], [], spoilsPixels: true));

        Assert.Contains("checksum is wrong", ImageSourceTests.Unreadable(folder["chunk.png"]));
        Assert.Contains("Cannot read", ImageSourceTests.Unreadable(folder["pixels.png"]));
    }

    [Fact]
    public void A_file_that_asks_to_be_turned_is_not_turned_but_reported()
    {
        using var folder = new TempFolder();
        byte[] exif = [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0];
        File.WriteAllBytes(folder["a.png"], PngBytes.Make(2, 1, 8, 0, [0, 1, 2], [("eXIf", exif)]));

        using ImageSource source = ImageSource.Open(folder["a.png"]);

        Assert.Equal([1, 2], ((Raster<byte>)source.Read(0)).Pixels);
        Assert.Contains("orientation 6", Assert.Single(source.Notes(0)));
    }

    private static int Sample(int x, int y, int channel, int bits) =>
        (x * 2731 + y * 977 + channel * 4099 + x * y * 31) & ((1 << bits) - 1);

    /// <summary>The filtered rows; each row has the next of the five filters.</summary>
    private static byte[] Rows(int samples, int bits, bool isInterlaced)
    {
        var rows = new List<byte>();
        int step = Math.Max(samples * bits / 8, 1);
        foreach ((int left, int top, int stepX, int stepY) in isInterlaced ? Adam7 : [(0, 0, 1, 1)])
        {
            byte[]? above = null;
            for (int y = top; y < Height; y += stepY)
            {
                byte[] row = Packed(y, left, stepX, samples, bits);
                if (row.Length == 0)
                    break;
                above ??= new byte[row.Length];
                int filter = (y / stepY + left) % 5;
                rows.Add((byte)filter);
                rows.AddRange(row.Select((value, i) => (byte)(value - Predicted(filter, row, above, i, step))));
                above = row;
            }
        }
        return [.. rows];
    }

    private static byte[] Packed(int y, int left, int stepX, int samples, int bits)
    {
        var text = new System.Text.StringBuilder();
        for (int x = left; x < Width; x += stepX)
        for (int c = 0; c < samples; c++)
            text.Append(Convert.ToString(Sample(x, y, c, bits), 2).PadLeft(bits, '0'));
        while (text.Length % 8 != 0)
            text.Append('0');
        return [.. Enumerable.Range(0, text.Length / 8).Select(i => Convert.ToByte(text.ToString(8 * i, 8), 2))];
    }

    private static int Predicted(int filter, byte[] row, byte[] above, int i, int step)
    {
        int left = i < step ? 0 : row[i - step];
        int corner = i < step ? 0 : above[i - step];
        int up = above[i];
        int estimate = left + up - corner;
        return filter switch
        {
            0 => 0,
            1 => left,
            2 => up,
            3 => (left + up) / 2,
            _ => new[] { left, up, corner }.MinBy(value => Math.Abs(estimate - value)),
        };
    }
}
