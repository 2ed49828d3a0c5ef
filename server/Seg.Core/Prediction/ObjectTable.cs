using System.Globalization;
using System.Text;
using Seg.Core.Datasets;
using Seg.Core.Imaging;

namespace Seg.Core.Prediction;

/// <summary>
/// The objects of many images as a table that R, pandas and spreadsheets read: <c>objects.csv</c>, comma separated with a
/// header (RFC 4180, lines end with a line feed), decimal points whatever the language of the machine.
/// </summary>
/// <param name="classes">The classes in the order of the masks' values.</param>
public sealed class ObjectTable(IReadOnlyList<SegClass> classes)
{
    /// <summary>The name of the file in the folder of the masks.</summary>
    public const string FileName = "objects.csv";

    private const string Header =
        "image,page,class,area,centroid_x,centroid_y,bbox_x,bbox_y,bbox_width,bbox_height,mean_intensity,mean_probability\n";

    private readonly StringBuilder text = new(Header);

    /// <summary>Adds a line for every object of an image.</summary>
    /// <param name="image">The file's name.</param>
    /// <param name="page">From 1.</param>
    /// <param name="objects">In the order of the lines.</param>
    public void Add(string image, int page, IEnumerable<SegmentedObject> objects)
    {
        foreach (SegmentedObject o in objects)
        {
            text.Append(Quoted(image)).Append(',').Append(page).Append(',').Append(Quoted(classes[o.Class].Name));
            text.Append(
                CultureInfo.InvariantCulture,
                $",{o.Area},{o.CentroidX:0.##},{o.CentroidY:0.##},{o.Left},{o.Top},{o.Width},{o.Height},{o.MeanIntensity:G7},{o.MeanProbability:0.####}\n"
            );
        }
    }

    /// <summary>Writes the whole table, atomically.</summary>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    public void Write(string path) => AtomicFile.WriteText(path, text.ToString());

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
