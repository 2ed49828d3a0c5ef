using System.Globalization;
using System.Text;

namespace Seg.Core.Files;

/// <summary>
/// A table as a file that R, pandas and spreadsheets read: comma separated with a header (RFC 4180). A text that a
/// spreadsheet would take for a formula gets an apostrophe in front, as people write it there; it is read back without.
/// </summary>
internal static class CsvFile
{
    /// <summary>The objects of ten million cells; in memory, such a table takes some ten times as much.</summary>
    public const long MostBytes = 1 << 30;

    /// <summary>The rows after the header; none where there is no file, or one with other columns.</summary>
    /// <exception cref="SegException"><c>file.read</c>: it is no file, larger than <see cref="MostBytes"/>, or the disk failed.</exception>
    public static IEnumerable<string[]> Read(string path, IReadOnlyList<string> header)
    {
        if (!File.Exists(path))
            yield break;
        using StreamReader reader = Explained(
            path,
            () => new StreamReader(RegularFile.OpenRead(path, MostBytes), Encoding.UTF8)
        );
        var rows = new CsvRows(reader);
        if (Explained(path, rows.Next) is not { } first || !first.Select(Original).SequenceEqual(header))
            yield break;
        while (Explained(path, rows.Next) is { } cells)
            if (cells.Length == header.Count)
                yield return [.. cells.Select(Original)];
    }

    /// <summary>Writes the file, atomically; rows end with a line feed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">The names of the columns.</param>
    /// <param name="rows">A cell for each column.</param>
    /// <param name="most">More bytes than this are an error: what is written must be read again.</param>
    /// <exception cref="SegException"><c>file.write</c>; <c>table.size</c>: too many rows, and nothing is written.</exception>
    public static void Write(
        string path,
        IReadOnlyList<string> header,
        IEnumerable<IReadOnlyList<string>> rows,
        long most = MostBytes
    )
    {
        var text = new StringBuilder();
        long bytes = 0;
        foreach (IReadOnlyList<string> cells in rows.Prepend(header))
        {
            string row = string.Join(',', cells.Select(cell => Quoted(Harmless(cell)))) + "\n";
            bytes += Encoding.UTF8.GetByteCount(row);
            if (bytes > most)
                throw new SegException(
                    "table.size",
                    $"The table {path} would be larger than {most} bytes, the most that Seg reads. Predict the images into several folders."
                );
            text.Append(row);
        }
        AtomicFile.WriteText(path, text.ToString());
    }

    /// <summary>The cells that are numbers, with a decimal point; others are left out.</summary>
    public static IReadOnlyList<double> Numbers(IEnumerable<string> cells)
    {
        var numbers = new List<double>();
        foreach (string cell in cells)
            if (double.TryParse(cell, CultureInfo.InvariantCulture, out double number))
                numbers.Add(number);
        return numbers;
    }

    private static T Explained<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SegException(
                "file.read",
                $"Cannot read the table {path}: {e.Message.TrimEnd('.')}. Move the file away, then try again.",
                e
            );
        }
    }

    /// <summary>A number stays one, with its sign; of other texts none begins as a formula does.</summary>
    private static string Harmless(string cell) =>
        IsFormula(cell.AsSpan().TrimStart('\'')) && !IsNumber(cell) ? "'" + cell : cell;

    private static string Original(string cell) =>
        cell.StartsWith('\'') && IsFormula(cell.AsSpan().TrimStart('\'')) ? cell[1..] : cell;

    private static bool IsFormula(ReadOnlySpan<char> cell) =>
        !cell.IsEmpty && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r';

    private static bool IsNumber(string cell) =>
        double.TryParse(
            cell,
            NumberStyles.Float & ~NumberStyles.AllowLeadingWhite,
            CultureInfo.InvariantCulture,
            out double number
        ) && double.IsFinite(number);

    // A semicolon parts cells where the decimal sign is a comma.
    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",;\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
