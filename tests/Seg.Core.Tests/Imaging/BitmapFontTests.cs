using Seg.Core.Imaging;

namespace Seg.Core.Tests.Imaging;

public sealed class BitmapFontTests
{
    [Fact]
    public void Capital_and_small_letters_and_digits_are_those_that_one_reads()
    {
        AssertDrawn(
            "Rg4",
            "####.  .....  ...#.",
            "#...#  .....  ..##.",
            "#...#  .###.  .#.#.",
            "####.  #..##  #..#.",
            "#.#..  #..##  #####",
            "#..#.  .##.#  ...#.",
            "#...#  ....#  ...#.",
            ".....  .###.  ....."
        );
    }

    [Fact]
    public void What_the_font_lacks_is_a_question_mark()
    {
        Raster<byte> expected = Written("a?b");

        Assert.Equal(expected.Pixels, Written("aµb").Pixels);
        Assert.Equal(expected.Pixels, Written("a\tb").Pixels);
        Assert.NotEqual(expected.Pixels, Written("a b").Pixels);
    }

    [Fact]
    public void Every_printable_character_is_another()
    {
        string[] drawn = [.. Enumerable.Range(' ', 95).Select(c => Convert.ToHexString(Written($"{(char)c}").Pixels))];

        Assert.Equal(95, drawn.Distinct().Count());
    }

    [Fact]
    public void What_does_not_fit_is_cut_off()
    {
        Raster<byte> whole = Canvas.Blank(40, 30, 3, 9);
        BitmapFont.Write(whole, "HH", 10, 8, 200);
        Raster<byte> part = Canvas.Blank(14, 12, 3, 9);

        BitmapFont.Write(part, "HH", 10 - 13, 8 - 12, 200);

        Assert.Equal(whole.Crop(13, 12, 14, 12).Pixels, part.Pixels);
        Assert.Contains((byte)200, part.Pixels);
    }

    [Theory]
    [InlineData("cell_01", 7, "cell_01")]
    [InlineData("cell_01", 6, "cell..")]
    [InlineData("cell_01", 2, "..")]
    public void A_long_name_is_shortened_to_the_width(string name, int characters, string expected) =>
        Assert.Equal(expected, BitmapFont.Shortened(name, characters * BitmapFont.Advance));

    /// <summary>A dot is two pixels wide and high, and two characters are one dot apart.</summary>
    private static void AssertDrawn(string text, params string[] rows)
    {
        Raster<byte> picture = Written(text);
        for (int y = 0; y < picture.Height; y++)
        for (int x = 0; x < picture.Width - 2; x++)
        {
            int dot = x / 2;
            char expected = dot % 6 == 5 ? '.' : rows[y / 2][dot / 6 * 7 + dot % 6];
            Assert.True(picture[y, x] == (expected == '#' ? 1 : 0), $"{x}, {y}");
        }
    }

    private static Raster<byte> Written(string text)
    {
        var picture = new Raster<byte>(BitmapFont.Width(text), 16);
        BitmapFont.Write(picture, text, 0, 0, 1);
        return picture;
    }
}
