using System.Globalization;
using System.Text;
using Microsoft.VisualBasic.FileIO;

namespace Seg.Core.Files;

/// <summary>A table as a file that R, pandas and spreadsheets read: comma separated with a header (RFC 4180).</summary>
internal static class CsvFile
{
    /// <summary>The rows after the header; none where there is no file, or one with other columns.</summary>
    public static IEnumerable<string[]> Read(string path, IReadOnlyList<string> header)
    {
        if (!File.Exists(path))
            yield break;
        using var parser = new TextFieldParser(path, Encoding.UTF8)
        {
            TextFieldType = FieldType.Delimited,
            TrimWhiteSpace = false,
        };
        parser.SetDelimiters(",");
        if (Next(parser) is not { } first || !first.SequenceEqual(header))
            yield break;
        while (Next(parser) is { } cells)
            if (cells.Length == header.Count)
                yield return cells;
    }

    /// <summary>Writes the file, atomically; rows end with a line feed.</summary>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    public static void Write(string path, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        foreach (IReadOnlyList<string> cells in rows.Prepend(header))
            text.AppendJoin(',', cells.Select(Quoted)).Append('\n');
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

    private static string[]? Next(TextFieldParser parser)
    {
        while (true)
        {
            try
            {
                return parser.ReadFields();
            }
            catch (MalformedLineException) { } // somebody edited it; the other rows count
        }
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
