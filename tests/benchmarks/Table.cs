using System.Globalization;

namespace Seg.Benchmarks;

/// <summary>Prints results as aligned columns.</summary>
internal static class Table
{
    private static readonly string[] Head = ["measurement", "Seg", "compared with", "ratio", "aim", ""];

    public static void Print(IEnumerable<Result> results)
    {
        List<string[]> rows = [Head, .. results.Select(Cells)];
        int[] widths = [.. Head.Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
            Console.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private static string[] Cells(Result result) =>
        [
            result.What,
            result.Seg,
            result.Against,
            result.Ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "",
            result.Aim,
            result.IsMet switch
            {
                true => "met",
                false => "missed",
                null => "",
            },
        ];
}
