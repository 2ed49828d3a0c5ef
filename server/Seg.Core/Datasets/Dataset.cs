using Seg.Core.Files;
using Seg.Core.Imaging;

namespace Seg.Core.Datasets;

/// <summary>An image of a dataset.</summary>
/// <param name="Stem">The file name without its ending: what names the image, its mask and its predictions.</param>
/// <param name="ImagePath">The full path of the image.</param>
/// <param name="MaskPath">The full path of its mask, whether it exists or not.</param>
/// <param name="Page">Which page is meant, from 0.</param>
public sealed record DatasetImage(string Stem, string ImagePath, string MaskPath, int Page)
{
    /// <summary>Whether there is a mask.</summary>
    public bool IsLabelled => File.Exists(MaskPath);

    /// <summary>How far its labels are, as the disk says now.</summary>
    public LabelState State => LabelStateFile.Read(MaskPath).State;

    /// <summary>Whether all of its objects are labelled, or there are none.</summary>
    public bool IsDone => State is LabelState.Done or LabelState.NoObjects;

    /// <summary>Reads the image: 1 or 3 channels, see <see cref="ImageSource.Read"/>.</summary>
    /// <exception cref="SegException"><c>image.unreadable</c>, <c>image.page</c> or <c>image.channels</c>, naming the file.</exception>
    public Raster ReadImage() => ImageChannels.Require(ImageSource.ReadPage(ImagePath, Page), ImagePath);

    /// <summary>Reads the mask, see <see cref="MaskFile.ReadIndices"/>.</summary>
    public Raster<byte> ReadMask() => MaskFile.ReadIndices(MaskPath);

    /// <summary>
    /// Reads the labels as they count. Of an image in progress that is what is drawn as an object: what is background
    /// in its mask is <see cref="MaskFile.Ignore"/>, since nobody has said yet that nothing is there.
    /// </summary>
    public Raster<byte> ReadLabels()
    {
        // Before and after: the editor may be writing state and mask, and an unfinished mask must not count as done.
        bool isInProgress = State == LabelState.InProgress;
        Raster<byte> mask = ReadMask();
        if (isInProgress || State == LabelState.InProgress)
            mask.Pixels.AsSpan().Replace((byte)0, MaskFile.Ignore);
        return mask;
    }
}

/// <summary>A folder with <c>seg.json</c>, images and masks.</summary>
public sealed class Dataset
{
    private Dataset(string folder, SegJson config, IReadOnlyList<DatasetImage> images)
    {
        Folder = folder;
        Config = config;
        Images = images;
    }

    /// <summary>The full path of the dataset.</summary>
    public string Folder { get; }

    /// <summary>The content of its <c>seg.json</c>.</summary>
    public SegJson Config { get; }

    /// <summary>All images in the <see cref="NaturalOrder"/> of their stems.</summary>
    public IReadOnlyList<DatasetImage> Images { get; }

    /// <summary>The full path of the images' folder.</summary>
    public string ImagesFolder => Config.ImagesIn(Folder);

    /// <summary>The full path of the masks' folder.</summary>
    public string MasksFolder => Config.MasksIn(Folder);

    /// <summary>The full path of the trained models' folder.</summary>
    public string ModelsFolder => ModelsIn(Folder);

    /// <summary>The full path of the folder of predictions.</summary>
    public string PredictionsFolder => PredictionsIn(Folder);

    /// <summary>The same of a dataset that need not be opened, which lists all its images.</summary>
    public static string ModelsIn(string folder) => Path.Combine(folder, "models");

    /// <inheritdoc cref="ModelsIn"/>
    public static string PredictionsIn(string folder) => Path.Combine(folder, "predictions");

    /// <summary>The full path of the dataset whose images are directly in a folder; null: they belong to none.</summary>
    /// <exception cref="SegException"><c>dataset.config</c>.</exception>
    public static string? Around(string imagesFolder)
    {
        string images = Path.TrimEndingDirectorySeparator(Path.GetFullPath(imagesFolder));
        for (string? above = images; above is not null; above = Path.GetDirectoryName(above))
        {
            string config = Path.Combine(above, SegJson.FileName);
            if (File.Exists(config) && SegJson.Read(config).ImagesIn(above) == images)
                return above;
        }
        return null;
    }

    /// <summary>
    /// Opens a dataset by its folder or by the path of its <c>seg.json</c>. A change of its classes that a kill has cut off
    /// is finished, see <see cref="ClassEdit"/>.
    /// </summary>
    /// <exception cref="SegException">
    /// <c>dataset.missing</c>, <c>dataset.config</c>, <c>dataset.images</c>, <c>dataset.unfinished</c> or <c>classes.busy</c>.
    /// </exception>
    public static Dataset Open(string path)
    {
        string folder =
            Path.GetFileName(path) == SegJson.FileName
                ? Path.GetDirectoryName(Path.GetFullPath(path))!
                : Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string config = Path.Combine(folder, SegJson.FileName);
        if (!Directory.Exists(folder))
            throw new SegException("dataset.missing", $"There is no folder {folder}.");
        if (!File.Exists(config))
            throw new SegException(
                "dataset.missing",
                $"{folder} has no {SegJson.FileName}; make it a dataset first, by naming its classes."
            );

        ClassEdit.Recover(folder);
        SegJson json = SegJson.Read(config);
        string masks = json.MasksIn(folder);
        ClassEdit.Tidy(folder, json);
        string images = json.ImagesIn(folder);
        if (!Directory.Exists(images))
            throw new SegException(
                "dataset.images",
                $"{config} names \"{json.Images}\" as the folder of the images, and there is no such folder."
            );
        return new Dataset(folder, json, List(images, masks, json.Page - 1));
    }

    /// <summary>The image of that stem.</summary>
    /// <exception cref="SegException"><c>dataset.name</c>, with the nearest name there is.</exception>
    public DatasetImage Find(string stem) =>
        Images.FirstOrDefault(image => image.Stem == stem)
        ?? Images.FirstOrDefault(image => FileNames.AreAlike(image.Stem, stem))
        ?? throw NoImage(stem);

    /// <summary>The image files of a folder, not of its subfolders, in the <see cref="NaturalOrder"/> of their stems.</summary>
    public static IReadOnlyList<string> ImageFiles(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder)
                .Where(file =>
                    ImageFile.Extensions.Contains(Path.GetExtension(file)) && !Path.GetFileName(file).StartsWith('.')
                )
                .OrderBy(Path.GetFileNameWithoutExtension, NaturalOrder.Instance)
                .ThenBy(file => file, StringComparer.Ordinal),
        ];

    private static IReadOnlyList<DatasetImage> List(string images, string masks, int page)
    {
        var names = new FileNames(masks);
        return [.. ImageFiles(images).Select(file => Item(file, names, page))];
    }

    private static DatasetImage Item(string file, FileNames masks, int page)
    {
        string stem = Path.GetFileNameWithoutExtension(file);
        return new DatasetImage(stem, file, masks.PathOf(stem + ".png"), HasPages(file) ? page : 0);
    }

    /// <summary>The same images by another <c>seg.json</c>, whose folders are the same.</summary>
    internal Dataset With(SegJson config) => new(Folder, config, Images);

    /// <summary>Whether a file may have several pages, by its name.</summary>
    public static bool HasPages(string file) =>
        Path.GetExtension(file).StartsWith(".tif", StringComparison.OrdinalIgnoreCase);

    /// <summary>The path of a file as the user sees it: from the dataset's folder, with forward slashes.</summary>
    public string Relative(string file) => Path.GetRelativePath(Folder, file).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>Requires that no two images have one mask, as those have whose names differ in their ending only.</summary>
    /// <exception cref="SegException"><c>dataset.stem</c>.</exception>
    public void RequireOwnMasks()
    {
        if (SharingMasks().FirstOrDefault() is { } same)
            throw new SegException(
                "dataset.stem",
                $"In {ImagesFolder}, {Names(same)} have one mask. Rename all but one."
            );
    }

    /// <summary>The images that have one mask together.</summary>
    internal IEnumerable<IReadOnlyList<DatasetImage>> SharingMasks() =>
        Images
            .GroupBy(image => image.MaskPath)
            .Where(same => same.Count() > 1)
            .Select(same => (DatasetImage[])[.. same]);

    /// <summary>The file names of images, in a sentence.</summary>
    internal static string Names(IEnumerable<DatasetImage> images) =>
        string.Join(" and ", images.Select(image => Path.GetFileName(image.ImagePath)));

    internal SegException NoImage(string stem) =>
        new("dataset.name", $"There is no image \"{stem}\" in {Folder}. {Hint(stem)}");

    private string Hint(string stem)
    {
        if (Images.Count == 0)
            return "There are no images at all.";
        if (Images.FirstOrDefault(image => image.Stem == Path.GetFileNameWithoutExtension(stem)) is { } same)
            return $"Write names without their ending: \"{same.Stem}\".";
        return $"Correct the name; the nearest there is: \"{Images.MaxBy(image => Alike(image.Stem, stem))!.Stem}\".";
    }

    /// <summary>How many characters two names share at their beginning and end.</summary>
    private static int Alike(string a, string b) =>
        a.AsSpan().CommonPrefixLength(b)
        + a.Reverse().Zip(b.Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
}
