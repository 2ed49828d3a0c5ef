using Seg.Core.Datasets;

namespace Seg.Benchmarks.Ranking;

/// <summary>Labelled images of several fields of view, some of which are kept to measure on.</summary>
internal sealed class LabelledSource : IDisposable
{
    private const string Config = """
        { "version": 1,
          "classes": [ { "name": "background", "color": "#000000" }, { "name": "mother", "color": "#1f77b4" }, { "name": "daughter", "color": "#ff7f0e" } ],
          "images": "images", "masks": "masks", "split": { "group": "^(.+)_z_" } }
        """;

    private readonly string images;
    private readonly string masks;
    private readonly string folder = Directory.CreateTempSubdirectory("seg-ranking-source-").FullName;

    /// <param name="data">A folder with images and masks of the same names.</param>
    /// <param name="testFields">What the names of the test images begin with.</param>
    public LabelledSource(string data, IReadOnlyList<string> testFields)
    {
        images = Path.Combine(data, "images");
        masks = Path.Combine(data, "masks");
        string[] stems =
        [
            .. Directory.EnumerateFiles(masks, "*.png").Select(file => Path.GetFileNameWithoutExtension(file)),
        ];
        Test = [.. stems.Where(stem => testFields.Any(field => stem.StartsWith(field, StringComparison.Ordinal)))];
        Pool = [.. stems.Except(Test)];
        Link(folder, stems);
        foreach (string stem in Test)
            LinkMask(stem, folder);
    }

    /// <summary>The stems of the images that are measured on.</summary>
    public IReadOnlyList<string> Test { get; }

    /// <summary>The stems of those that can be labelled.</summary>
    public IReadOnlyList<string> Pool { get; }

    /// <summary>The test images with their masks.</summary>
    public Dataset Dataset => Dataset.Open(folder);

    /// <summary>Makes a folder a dataset of the images that can be labelled, and of no masks.</summary>
    public void LinkImages(string to) => Link(to, Pool);

    public void LinkMask(string stem, string to) =>
        File.CreateSymbolicLink(Path.Combine(to, "masks", $"{stem}.png"), Path.Combine(masks, $"{stem}.png"));

    public static void UnlinkMask(string stem, string from) => File.Delete(Path.Combine(from, "masks", $"{stem}.png"));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Link(string to, IEnumerable<string> stems)
    {
        foreach (string part in (string[])["images", "masks"])
            Directory.CreateDirectory(Path.Combine(to, part));
        foreach (string stem in stems)
            File.CreateSymbolicLink(Path.Combine(to, "images", $"{stem}.png"), Path.Combine(images, $"{stem}.png"));
        File.WriteAllText(Path.Combine(to, SegJson.FileName), Config);
    }
}
