namespace Seg.Server.Output;

/// <summary>A column of a table; numbers are aligned to the right.</summary>
internal sealed record Column(string Name, bool IsNumber = false);

/// <summary>A table as text for logs and pipes: columns aligned by blanks, nothing cut, numbers to the right.</summary>
internal static class PlainTable
{
    public static IEnumerable<string> Lines(IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths =
        [
            .. columns.Select((column, i) => rows.Select(row => row[i].Length).Append(column.Name.Length).Max()),
        ];
        return rows.Prepend([.. columns.Select(column => column.Name)])
            .Select(row => string.Join("  ", row.Select((cell, i) => Pad(cell, widths[i], columns[i]))).TrimEnd());
    }

    private static string Pad(string cell, int width, Column column) =>
        column.IsNumber ? cell.PadLeft(width) : cell.PadRight(width);
}
