using System.Globalization;
using Seg.Core.Datasets;
using Seg.Core.Files;

namespace Seg.Core.Prediction;

/// <summary>What a model found on each page: <c>images.csv</c>, with the number and the area of the objects of each class.</summary>
/// <param name="classes">The classes in the order of the masks' values.</param>
public sealed class ImageTable(IReadOnlyList<SegClass> classes)
{
    /// <summary>The name of the file in the folder of the masks.</summary>
    public const string FileName = "images.csv";

    private readonly PageTable table = new([
        "expected_error",
        "mean_probability",
        .. classes.Skip(1).SelectMany(c => new[] { $"{c.Name}_objects", $"{c.Name}_area" }),
    ]);

    /// <summary>Says what was found on a page.</summary>
    public void Add(PredictedPage page) =>
        table.Set(
            Path.GetFileName(page.Image),
            page.Page,
            [
                [
                    FormattableString.Invariant($"{page.ExpectedError:0.####}"),
                    FormattableString.Invariant($"{page.MeanProbability:0.####}"),
                    .. page.Classes.SelectMany(c => new[] { Whole(c.Objects), Whole(c.Area) }),
                ],
            ]
        );

    /// <inheritdoc cref="PageTable.RowsOf"/>
    internal IReadOnlyList<PageRow> RowsOf(string path, IReadOnlySet<string> images) => table.RowsOf(path, images);

    /// <inheritdoc cref="PageTable.Remove"/>
    internal void Remove(string path, IReadOnlySet<string> images) => table.Remove(path, images);

    /// <inheritdoc cref="PageTable.Restore"/>
    internal void Restore(IEnumerable<PageRow> rows) => table.Restore(rows);

    /// <summary>Writes the table, atomically; rows of other pages stay.</summary>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    public void Write(string path) => table.Write(path);

    /// <summary>What a file says of each page, and of how much it holds: see <see cref="PredictedPage"/>.</summary>
    public IReadOnlyList<ImageFindings> Read(string path) =>
        [.. table.Read(path).Select(row => Parse(row.Image, row.Page, row.Cells)).OfType<ImageFindings>()];

    private ImageFindings? Parse(string image, int page, string[] cells)
    {
        IReadOnlyList<double> numbers = CsvFile.Numbers(cells);
        if (numbers.Count != cells.Length)
            return null;
        PredictedClass[] found =
        [
            .. classes
                .Skip(1)
                .Select((c, i) => new PredictedClass(c.Name, (int)numbers[2 + 2 * i], (long)numbers[3 + 2 * i])),
        ];
        return new ImageFindings(image, page, numbers[0], found);
    }

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A row of <see cref="ImageTable"/>.</summary>
/// <param name="Image">The file's name.</param>
/// <param name="Page">From 1.</param>
/// <param name="ExpectedError">See <see cref="PredictedImage.ExpectedError"/>.</param>
/// <param name="Classes">What was found of each class but the background.</param>
public sealed record ImageFindings(string Image, int Page, double ExpectedError, IReadOnlyList<PredictedClass> Classes);
