using System.Text;

namespace Seg.Core.Files;

/// <summary>
/// Takes a table of RFC 4180 apart. Rows end with a line feed, with or without a carriage return before; a cell in quotes may
/// hold any character. Of a row that somebody has broken by hand only its first line is lost.
/// </summary>
internal sealed class CsvRows(TextReader text)
{
    // A quote that is never closed must not take the rest of the table with it.
    private const int MostLines = 64;
    private const int MostCharacters = 1 << 20;

    private readonly Queue<string> waiting = new();

    /// <summary>The cells of the next row; null at the end.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public string[]? Next()
    {
        while (NextLine() is { } first)
        {
            var more = new List<string>();
            var row = new StringBuilder(first);
            while (!IsWhole(row) && more.Count < MostLines && row.Length < MostCharacters && NextLine() is { } line)
            {
                more.Add(line);
                row.Append(line);
            }
            if (IsWhole(row) && row.Length < MostCharacters)
                return Cells(row.ToString());
            more.AddRange(waiting);
            waiting.Clear();
            more.ForEach(waiting.Enqueue);
        }
        return null;
    }

    private static bool IsWhole(StringBuilder row)
    {
        int quotes = 0;
        foreach (ReadOnlyMemory<char> part in row.GetChunks())
            quotes += part.Span.Count('"');
        return quotes % 2 == 0;
    }

    /// <summary>A line with its end; of one that is too long, as much as shows that.</summary>
    private string? NextLine()
    {
        if (waiting.TryDequeue(out string? line))
            return line;
        var read = new StringBuilder();
        while (text.Read() is var character and >= 0)
        {
            if (read.Length <= MostCharacters)
                read.Append((char)character);
            if (character == '\n')
                break;
        }
        return read.Length > 0 ? read.ToString() : null;
    }

    private static string[] Cells(string row)
    {
        ReadOnlySpan<char> rest = row.AsSpan();
        if (rest.EndsWith('\n'))
            rest = rest[..^1];
        if (rest.EndsWith('\r'))
            rest = rest[..^1];
        var cells = new List<string>();
        while (true)
        {
            cells.Add(Cell(ref rest));
            if (rest.IsEmpty)
                return [.. cells];
            rest = rest[1..]; // the comma
        }
    }

    /// <summary>Takes a cell from the beginning of what is left, up to its comma.</summary>
    private static string Cell(ref ReadOnlySpan<char> rest)
    {
        if (!rest.StartsWith('"'))
        {
            int comma = rest.IndexOf(',');
            ReadOnlySpan<char> plain = comma < 0 ? rest : rest[..comma];
            rest = rest[plain.Length..];
            return plain.ToString();
        }
        var cell = new StringBuilder();
        while (rest.StartsWith('"'))
        {
            rest = rest[1..];
            int end = rest.IndexOf('"');
            ReadOnlySpan<char> part = end < 0 ? rest : rest[..end];
            cell.Append(part);
            rest = rest[(end < 0 ? part.Length : end + 1)..];
            if (rest.StartsWith('"'))
                cell.Append('"'); // two stand for one
        }
        cell.Append(Cell(ref rest)); // what should not be there
        return cell.ToString();
    }
}
