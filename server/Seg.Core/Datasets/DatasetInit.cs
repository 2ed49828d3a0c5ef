using Seg.Core.Imaging;

namespace Seg.Core.Datasets;

/// <summary>Makes a folder of images a dataset by writing its <c>seg.json</c>; nothing else is touched.</summary>
public static class DatasetInit
{
    private const string ImagesFolder = "images";
    private const string MasksFolder = "masks";

    /// <summary>Writes <c>seg.json</c> and opens the dataset.</summary>
    /// <param name="folder">A folder with images, or with a folder <c>images</c> of images.</param>
    /// <param name="classes">
    /// The names of the classes, the background first. Null: as many as the masks that are there use, else background and object.
    /// </param>
    /// <exception cref="SegException">
    /// <c>init.exists</c>, <c>init.images</c>, <c>init.classes</c>, <c>init.objects</c>: the masks number objects;
    /// <c>dataset.missing</c> or <c>file.write</c>.
    /// </exception>
    public static Dataset Create(string folder, IReadOnlyList<string>? classes = null) =>
        Create(folder, () => Colored(classes ?? Names(Path.Combine(folder, MasksFolder))));

    /// <summary>Writes <c>seg.json</c> and opens the dataset.</summary>
    /// <param name="folder">A folder with images, or with a folder <c>images</c> of images.</param>
    /// <param name="classes">The classes in the order of their mask values, the background first.</param>
    /// <exception cref="SegException">
    /// <c>init.exists</c>, <c>init.images</c>, <c>init.classes</c>, <c>dataset.missing</c> or <c>file.write</c>.
    /// </exception>
    public static Dataset Create(string folder, IReadOnlyList<SegClass> classes) => Create(folder, () => classes);

    /// <summary>
    /// Which folder is to be the dataset of the images in a folder: that folder, but of a folder named <c>images</c> the
    /// one around it, where masks and models then get folders of their own.
    /// </summary>
    public static string Around(string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string? outer = Path.GetDirectoryName(folder);
        // ~/images must not make the whole home a dataset.
        bool isAPlaceOfItsOwn =
            outer is not null
            && Path.GetDirectoryName(outer) is not null
            && outer != Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (!isAPlaceOfItsOwn || Path.GetFileName(folder) != ImagesFolder)
            return folder;
        string config = Path.Combine(outer!, SegJson.FileName);
        bool isOfOtherImages = File.Exists(config) && SegJson.Read(config).ImagesIn(outer!) != folder;
        return isOfOtherImages ? folder : outer!;
    }

    private static Dataset Create(string folder, Func<IReadOnlyList<SegClass>> choose)
    {
        folder = Path.GetFullPath(folder);
        string config = Path.Combine(folder, SegJson.FileName);
        if (!Directory.Exists(folder))
            throw new SegException("dataset.missing", $"There is no folder {folder}.");
        if (File.Exists(config))
            throw new SegException(
                "init.exists",
                $"{folder} is a dataset already; nothing was changed. Edit {config}, or delete it to begin anew."
            );

        string images = FindImages(folder);
        IReadOnlyList<SegClass> classes = choose();
        if (ClassList.Problem(classes) is { } problem)
            throw new SegException(
                "init.classes",
                $"These classes cannot be used: {problem}. Name each differently, the background first, such as background,cell."
            );
        new SegJson(1, classes, images, MasksFolder).Write(config);
        return Dataset.Open(folder);
    }

    private static string FindImages(string folder)
    {
        string inside = Path.Combine(folder, ImagesFolder);
        if (Directory.Exists(inside) && Dataset.ImageFiles(inside).Count > 0)
            return ImagesFolder;
        if (Dataset.ImageFiles(folder).Count > 0)
            return ".";
        throw new SegException(
            "init.images",
            $"There are no images in {folder}, nor in a folder 'images' in it. Images end in "
                + $"{string.Join(", ", ImageFile.Extensions.Order(StringComparer.Ordinal))}."
        );
    }

    private static IReadOnlyList<SegClass> Colored(IReadOnlyList<string> names) =>
        [.. names.Select((name, i) => new SegClass(name, ClassColors.Of(i)))];

    private static IReadOnlyList<string> Names(string masks)
    {
        int highest = Directory.Exists(masks) ? Dataset.ImageFiles(masks).Select(Highest).DefaultIfEmpty().Max() : 0;
        return highest <= 1
            ? ["background", "object"]
            : [.. Enumerable.Range(0, highest + 1).Select(i => i == 0 ? "background" : $"class {i}")];
    }

    /// <summary>The highest class index of a mask; 0 for a mask that cannot be used, which the check will list.</summary>
    private static int Highest(string file)
    {
        try
        {
            var counts = new MaskCounts(MaskFile.ReadIndices(file));
            int[] labels = [.. counts.Labels.Where(value => value > 0)];
            if (counts.AreObjects)
                throw new SegException(
                    "init.objects",
                    $"{file} looks like numbers of objects, not classes: it has {labels.Length} values, each one connected "
                        + $"region. {MaskCounts.ObjectsRemedy} If they are classes, name them."
                );
            return labels.LastOrDefault();
        }
        catch (SegException e) when (e.Code != "init.objects")
        {
            return 0;
        }
    }
}
