using System.Globalization;
using Seg.Core.Files;

namespace Seg.Core.Prediction;

/// <summary>A line of a table about pages.</summary>
/// <param name="Image">The file's name.</param>
/// <param name="Page">From 1.</param>
/// <param name="Cells">Those after image and page.</param>
internal sealed record PageLine(string Image, int Page, string[] Cells);

/// <summary>
/// A table about pages of images. Each line begins with the file's name and the page, from 1. Writing replaces the lines of
/// the pages that are in this table and keeps those of others, so that the file speaks of all masks of its folder.
/// </summary>
/// <param name="columns">The names of the columns after <c>image</c> and <c>page</c>.</param>
internal sealed class PageTable(IReadOnlyList<string> columns)
{
    private readonly string[] header = ["image", "page", .. columns];
    private readonly Dictionary<(string Image, int Page), IReadOnlyList<string[]>> pages = [];

    /// <summary>What is known of a page: any number of lines, each with a cell for each column.</summary>
    public void Set(string image, int page, IReadOnlyList<string[]> lines) => pages[(image, page)] = lines;

    /// <summary>The lines of a file, each with the cells after image and page; none where it has other columns.</summary>
    public IEnumerable<PageLine> Read(string path)
    {
        foreach (string[] cells in CsvFile.Read(path, header))
            if (int.TryParse(cells[1], CultureInfo.InvariantCulture, out int page))
                yield return new(cells[0], page, cells[2..]);
    }

    /// <summary>What a file says of images.</summary>
    public IReadOnlyList<PageLine> LinesOf(string path, IReadOnlySet<string> images) =>
        [.. Read(path).Where(line => images.Contains(line.Image))];

    /// <summary>Takes the lines of images out of a file.</summary>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    public void Remove(string path, IReadOnlySet<string> images)
    {
        PageLine[] others = [.. Read(path).Where(line => !images.Contains(line.Image))];
        CsvFile.Write(path, header, others.Select(line => Cells(line.Image, line.Page, line.Cells)));
    }

    /// <summary>The same as <see cref="Set"/>, of lines as they were read.</summary>
    public void Restore(IEnumerable<PageLine> lines)
    {
        foreach (var page in lines.GroupBy(line => (line.Image, line.Page), line => line.Cells))
            Set(page.Key.Image, page.Key.Page, [.. page]);
    }

    /// <summary>Writes the table, atomically, with what the file says of other pages; sorted by image and page.</summary>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    public void Write(string path)
    {
        var all = new Dictionary<(string Image, int Page), IReadOnlyList<string[]>>(pages);
        foreach (var kept in Read(path).GroupBy(line => (line.Image, line.Page), line => line.Cells))
            all.TryAdd(kept.Key, [.. kept]);
        var sorted = all.OrderBy(entry => entry.Key.Image, StringComparer.Ordinal).ThenBy(entry => entry.Key.Page);
        CsvFile.Write(
            path,
            header,
            from entry in sorted
            from cells in entry.Value
            select Cells(entry.Key.Image, entry.Key.Page, cells)
        );
    }

    private static string[] Cells(string image, int page, string[] cells) =>
        [image, page.ToString(CultureInfo.InvariantCulture), .. cells];
}
