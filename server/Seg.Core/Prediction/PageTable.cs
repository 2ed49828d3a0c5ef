using System.Globalization;
using Seg.Core.Files;

namespace Seg.Core.Prediction;

/// <summary>A row of a table about pages.</summary>
/// <param name="Image">The file's name.</param>
/// <param name="Page">From 1.</param>
/// <param name="Cells">Those after image and page.</param>
internal sealed record PageRow(string Image, int Page, string[] Cells);

/// <summary>
/// A table about pages of images. Each row begins with the file's name and the page, from 1. Writing replaces the rows of
/// the pages that are in this table and keeps those of others, so that the file speaks of all masks of its folder.
/// </summary>
/// <param name="columns">The names of the columns after <c>image</c> and <c>page</c>.</param>
internal sealed class PageTable(IReadOnlyList<string> columns)
{
    private readonly string[] header = ["image", "page", .. columns];
    private readonly Dictionary<(string Image, int Page), IReadOnlyList<string[]>> pages = [];

    /// <summary>What is known of a page: any number of rows, each with a cell for each column.</summary>
    public void Set(string image, int page, IReadOnlyList<string[]> rows) => pages[(image, page)] = rows;

    /// <summary>The rows of a file, each with the cells after image and page; none where it has other columns.</summary>
    public IEnumerable<PageRow> Read(string path)
    {
        foreach (string[] cells in CsvFile.Read(path, header))
            if (int.TryParse(cells[1], CultureInfo.InvariantCulture, out int page))
                yield return new(cells[0], page, cells[2..]);
    }

    /// <summary>What a file says of images.</summary>
    public IReadOnlyList<PageRow> RowsOf(string path, IReadOnlySet<string> images) =>
        [.. Read(path).Where(row => images.Contains(row.Image))];

    /// <summary>Takes the rows of images out of a file.</summary>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    public void Remove(string path, IReadOnlySet<string> images)
    {
        PageRow[] others = [.. Read(path).Where(row => !images.Contains(row.Image))];
        CsvFile.Write(path, header, others.Select(row => Cells(row.Image, row.Page, row.Cells)));
    }

    /// <summary>The same as <see cref="Set"/>, of rows as they were read.</summary>
    public void Restore(IEnumerable<PageRow> rows)
    {
        foreach (var page in rows.GroupBy(row => (row.Image, row.Page), row => row.Cells))
            Set(page.Key.Image, page.Key.Page, [.. page]);
    }

    /// <summary>Writes the table, atomically, with what the file says of other pages; sorted by image and page.</summary>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    public void Write(string path)
    {
        var all = new Dictionary<(string Image, int Page), IReadOnlyList<string[]>>(pages);
        foreach (var kept in Read(path).GroupBy(row => (row.Image, row.Page), row => row.Cells))
            all.TryAdd(kept.Key, [.. kept]);
        var sorted = all.OrderBy(entry => entry.Key.Image, NaturalOrder.Instance).ThenBy(entry => entry.Key.Page);
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
