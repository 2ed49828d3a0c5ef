using System.Globalization;
using System.Net;
using Seg.Core.Imaging.Formats;

namespace Seg.Core.Reporting;

/// <summary>Pieces of a page. What comes from the user is escaped here.</summary>
internal static class Html
{
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Three digits; a dash where there is no number.</summary>
    public static string Number(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>With commas between the thousands.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A table whose first column names the rows.</summary>
    /// <param name="caption">For people; not escaped yet, as all texts here.</param>
    /// <param name="heads">One a column.</param>
    /// <param name="rows">With as many cells.</param>
    /// <param name="areNumbers">Whether all columns but the first are numbers.</param>
    public static string Table(
        string caption,
        IReadOnlyList<string> heads,
        IEnumerable<IReadOnlyList<string>> rows,
        bool areNumbers
    )
    {
        string kind = areNumbers ? " class=\"numbers\"" : "";
        string head = string.Concat(heads.Select(name => $"<th scope=\"col\">{Text(name)}</th>"));
        IEnumerable<string> body = rows.Select(cells =>
            $"<tr><th scope=\"row\">{Text(cells[0])}</th>{string.Concat(cells.Skip(1).Select(cell => $"<td>{Text(cell)}</td>"))}</tr>\n"
        );
        return $"<table{kind}>\n<caption>{Text(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{string.Concat(body)}</tbody>\n</table>\n";
    }

    /// <summary>A picture with its caption, in the page itself.</summary>
    /// <param name="image">8-bit RGB.</param>
    /// <param name="caption">What it shows.</param>
    public static string Picture(Raster<byte> image, string caption)
    {
        using var png = new MemoryStream();
        PictureEncoder.For(".png", image)!(png);
        string bytes = Convert.ToBase64String(png.ToArray());
        return $"<figure><img alt=\"{Text(caption)}\" src=\"data:image/png;base64,{bytes}\"><figcaption>{Text(caption)}</figcaption></figure>\n";
    }
}
