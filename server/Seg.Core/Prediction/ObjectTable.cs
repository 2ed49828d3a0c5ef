using Seg.Core.Datasets;
using Seg.Core.Files;

namespace Seg.Core.Prediction;

/// <summary>
/// The objects of many images as a table: <c>objects.csv</c>, a row for each, comma separated with a header, decimal points
/// whatever the language of the machine. Writing keeps the objects of images that are not in this table.
/// </summary>
/// <param name="classes">The classes in the order of the masks' values.</param>
public sealed class ObjectTable(IReadOnlyList<SegClass> classes)
{
    /// <summary>The name of the file in the folder of the masks.</summary>
    public const string FileName = "objects.csv";

    private readonly PageTable table = new([
        "class",
        "area",
        "centroid_x",
        "centroid_y",
        "bbox_x",
        "bbox_y",
        "bbox_width",
        "bbox_height",
        "mean_intensity",
        "mean_probability",
    ]);

    /// <summary>Says which objects a page has.</summary>
    /// <param name="image">The file's name.</param>
    /// <param name="page">From 1.</param>
    /// <param name="objects">In the order of the rows.</param>
    public void Add(string image, int page, IEnumerable<SegmentedObject> objects) =>
        table.Set(image, page, [.. objects.Select(Cells)]);

    /// <inheritdoc cref="PageTable.RowsOf"/>
    internal IReadOnlyList<PageRow> RowsOf(string path, IReadOnlySet<string> images) => table.RowsOf(path, images);

    /// <inheritdoc cref="PageTable.Remove"/>
    internal void Remove(string path, IReadOnlySet<string> images) => table.Remove(path, images);

    /// <inheritdoc cref="PageTable.Restore"/>
    internal void Restore(IEnumerable<PageRow> rows) => table.Restore(rows);

    /// <summary>Writes the table, atomically.</summary>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    public void Write(string path) => table.Write(path);

    /// <summary>The objects that a file has of a page; those of classes that are no more are left out.</summary>
    public IReadOnlyList<SegmentedObject> Read(string path, string image, int page) =>
        [
            .. table
                .Read(path)
                .Where(row => row.Image == image && row.Page == page)
                .Select(row => Parse(row.Cells))
                .OfType<SegmentedObject>(),
        ];

    private string[] Cells(SegmentedObject o) =>
        [
            classes[o.Class].Name,
            Written($"{o.Area}"),
            Written($"{o.CentroidX:0.##}"),
            Written($"{o.CentroidY:0.##}"),
            Written($"{o.Left}"),
            Written($"{o.Top}"),
            Written($"{o.Width}"),
            Written($"{o.Height}"),
            Written($"{o.MeanIntensity:G7}"),
            Written($"{o.MeanProbability:0.####}"),
        ];

    private SegmentedObject? Parse(string[] cells)
    {
        int index = classes.Index().FirstOrDefault(c => c.Item.Name == cells[0], (-1, null!)).Index;
        IReadOnlyList<double> numbers = CsvFile.Numbers(cells[1..]);
        return
            index >= 0
            && numbers is [var area, var x, var y, var left, var top, var width, var height, var mean, var sure]
            ? new(index, (int)area, x, y, (int)left, (int)top, (int)width, (int)height, mean, sure)
            : null;
    }

    private static string Written(FormattableString number) => FormattableString.Invariant(number);
}
