using System.Text.RegularExpressions;
using Seg.Core.Datasets;
using Seg.Core.Imaging;

namespace Seg.Core.Prediction;

/// <summary>Which image files are to be predicted, and where their masks go unless a folder is named.</summary>
/// <param name="Files">Full paths; each stem occurs once.</param>
/// <param name="PredictionsFolder">Gets a folder for each model; null where the images lie in several folders.</param>
/// <param name="Page">The page that a dataset labels, from 1; null: all pages are meant.</param>
public sealed partial record PredictionSource(IReadOnlyList<string> Files, string? PredictionsFolder, int? Page = null)
{
    /// <summary>
    /// Understands a dataset (its images that are not labelled, or all), or any number of image files and folders of
    /// images (all their images).
    /// </summary>
    /// <param name="inputs">Paths; a dataset stands alone.</param>
    /// <param name="includeLabelled">Whether a dataset's labelled images are predicted too.</param>
    /// <exception cref="SegException">
    /// <c>predict.input</c>: a path that is not there, or a dataset beside other inputs; <c>predict.none</c>: nothing to
    /// predict; <c>predict.stem</c>: two images whose masks would have one name.
    /// </exception>
    public static PredictionSource Of(IReadOnlyList<string> inputs, bool includeLabelled)
    {
        PredictionSource source = inputs.FirstOrDefault(IsDataset) is { } dataset
            ? OfDataset(dataset, inputs.Count, includeLabelled)
            : OfFiles(inputs);
        var stacks = source
            .Files.Where(Dataset.HasPages)
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .ToHashSet();
        if (source.Files.GroupBy(MaskStem, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new SegException(
                "predict.stem",
                $"The masks of {string.Join(" and ", twice)} would have the same name. Predict them one by one, each into a folder of its own, or rename one."
            )
            {
                Fields = ["out"],
            };
        return source;

        // The pages of stack.tif become stack_page1.png and so on, which stack_page1.jpg must not be too.
        string MaskStem(string file)
        {
            string stem = Path.GetFileNameWithoutExtension(file);
            return NumberedPage().Match(stem) is { Success: true } page && stacks.Contains(page.Groups[1].Value)
                ? page.Groups[1].Value
                : stem;
        }
    }

    /// <summary>Reads one of the files: the page that the dataset labels, or the first.</summary>
    /// <exception cref="SegException"><c>image.unreadable</c>, <c>image.page</c> or <c>image.channels</c>, naming the file.</exception>
    public Raster Read(string file) =>
        ImageChannels.Require(ImageSource.ReadPage(file, Dataset.HasPages(file) ? (Page ?? 1) - 1 : 0), file);

    [GeneratedRegex("^(.+)_page[0-9]+$")]
    private static partial Regex NumberedPage();

    private static bool IsDataset(string input) =>
        Path.GetFileName(input) == SegJson.FileName || File.Exists(Path.Combine(input, SegJson.FileName));

    private static PredictionSource OfDataset(string input, int inputs, bool includeLabelled)
    {
        if (inputs > 1)
            throw new SegException(
                "predict.input",
                $"{input} is a dataset, which is predicted by itself; name only the dataset, or only images and folders of images."
            );
        Dataset dataset = Dataset.Open(input);
        string[] files =
        [
            .. dataset.Images.Where(image => includeLabelled || !image.IsLabelled).Select(image => image.ImagePath),
        ];
        if (files.Length == 0)
            throw new SegException(
                "predict.none",
                dataset.Images.Count > 0
                    ? $"All images of {dataset.Folder} are labelled; ask for all of them to predict these too."
                    : $"There are no images in {dataset.Folder}."
            )
            {
                Fields = dataset.Images.Count > 0 ? ["all"] : [],
            };
        return new PredictionSource(files, dataset.PredictionsFolder, dataset.Config.Page);
    }

    private static PredictionSource OfFiles(IReadOnlyList<string> inputs)
    {
        string[] files = [.. inputs.Select(Path.GetFullPath).SelectMany(Expand).Distinct()];
        if (files.Select(Path.GetDirectoryName).Distinct().ToArray() is not [{ } folder])
            return new PredictionSource(files, null);
        return Dataset.Around(folder) is { } dataset
            ? new PredictionSource(
                files,
                Dataset.PredictionsIn(dataset),
                SegJson.Read(Path.Combine(dataset, SegJson.FileName)).Page
            )
            : new PredictionSource(files, Dataset.PredictionsIn(folder));
    }

    private static IReadOnlyList<string> Expand(string path)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            throw new SegException("predict.input", $"There is no file or folder {path}.");
        IReadOnlyList<string> files = Dataset.ImageFiles(path);
        return files.Count > 0
            ? files
            : throw new SegException("predict.none", $"There are no images in the folder {path}.");
    }
}
