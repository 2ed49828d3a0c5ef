using Seg.Core.Imaging;
using Seg.Core.Reporting;
using Seg.Core.Tests.Imaging;

namespace Seg.Core.Tests.Reporting;

public sealed class HtmlTests
{
    [Fact]
    public void What_comes_from_the_user_is_escaped()
    {
        string table = Html.Table(
            "<b>",
            ["a & b", "\"c\""],
            [
                ["<i>", "</td>"],
            ],
            areNumbers: true
        );
        Assert.Equal(
            """
            <table class="numbers">
            <caption>&lt;b&gt;</caption>
            <thead><tr><th scope="col">a &amp; b</th><th scope="col">&quot;c&quot;</th></tr></thead>
            <tbody>
            <tr><th scope="row">&lt;i&gt;</th><td>&lt;/td&gt;</td></tr>
            </tbody>
            </table>

            """,
            table
        );
    }

    [Fact]
    public void A_picture_is_in_the_page_with_its_colours()
    {
        var red = new Raster<byte>([255, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0], 3, 2, 3);
        string figure = Html.Picture(red, "a \"cell\"");
        const string start = "src=\"data:image/png;base64,";
        int from = figure.IndexOf(start, StringComparison.Ordinal) + start.Length;
        byte[] png = Convert.FromBase64String(figure[from..figure.IndexOf('"', from)]);
        using var folder = new TempFolder();
        Files.AtomicFile.WriteBytes(folder["a.png"], png);
        Rasters.AssertEqual(red, ImageSource.ReadPage(folder["a.png"]));
        Assert.Contains("alt=\"a &quot;cell&quot;\"", figure);
    }

    [Fact]
    public void Numbers_are_written_alike_everywhere()
    {
        Assert.Equal(("0.123", "–", "1,234,567"), (Html.Number(0.1234), Html.Number(null), Html.Count(1234567)));
    }
}
