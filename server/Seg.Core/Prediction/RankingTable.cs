using System.Globalization;
using Seg.Core.Files;

namespace Seg.Core.Prediction;

/// <summary>The ranking of unlabelled images as a table, the most useful first: <c>ranking.csv</c>.</summary>
public static class RankingTable
{
    /// <summary>The name of the file in the folder of the masks.</summary>
    public const string FileName = "ranking.csv";

    /// <summary>What version 0.1.0 called it; read where there is none of the present name.</summary>
    public const string EarlierFileName = "next.csv";

    private static readonly string[] Header = ["image", "expected_error", "difference", "nearest"];

    /// <summary>Writes the table, atomically.</summary>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    public static void Write(string path, IEnumerable<RankedImage> ranked) =>
        CsvFile.Write(
            path,
            Header,
            ranked.Select(image =>
                (string[])[image.Image, Written(image.ExpectedError), Written(image.Difference), image.Nearest ?? ""]
            )
        );

    /// <summary>Reads the table; empty where there is none.</summary>
    public static IReadOnlyList<RankedImage> Read(string path) =>
        [
            .. from cells in CsvFile.Read(path, Header)
            let error = Number(cells[1])
            let difference = Number(cells[2])
            where error is not null && difference is not null
            select new RankedImage(cells[0], error.Value, difference.Value, cells[3].Length > 0 ? cells[3] : null),
        ];

    private static string Written(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    private static double? Number(string cell) =>
        double.TryParse(cell, CultureInfo.InvariantCulture, out double number) ? number : null;
}
