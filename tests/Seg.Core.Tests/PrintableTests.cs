using Seg.Core.Files;

namespace Seg.Core.Tests;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("a mask µ, 细胞 😀 «é»", "a mask µ, 细胞 😀 «é»")]
    [InlineData("a\u001b[2Jb", @"a\u001b[2Jb")]
    [InlineData("a\nerror: b\r\t\0\u007f", @"a\u000aerror: b\u000d\u0009\u0000\u007f")]
    [InlineData("\u009b31m", @"\u009b31m")] // an escape in one character
    [InlineData("gnp.\u202egpj", @"gnp.\u202egpj")] // turns the direction
    [InlineData("a\u2028b\u2066c", @"a\u2028b\u2066c")]
    [InlineData("नक\u094d\u200dष", "नक\u094d\u200dष")] // joins letters
    public void What_is_no_sign_but_does_something_is_shown(string text, string shown) =>
        Assert.Equal(shown, Printable.Of(text));

    [Fact]
    public void Half_a_character_is_shown_as_unknown() => Assert.Equal("a\ufffdb", Printable.Of("a\ud800b"));
}
