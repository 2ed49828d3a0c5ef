using Seg.Core.Files;

namespace Seg.Core.Datasets;

/// <summary>Checks what can be seen from names alone: which images, masks and names in <c>seg.json</c> belong together.</summary>
internal sealed class FolderCheck(Dataset dataset)
{
    private const string Config = SegJson.FileName;

    public IEnumerable<DatasetProblem> Problems() =>
        [.. Images(), .. Stems(), .. Masks(), .. Links(), .. SplitProblems().Concat(SplitWarnings())];

    private IEnumerable<DatasetProblem> Images()
    {
        if (dataset.Images.Count == 0)
            yield return Error(Config, "there are no images", "Put images into the folder that \"images\" names.");
        else if (!dataset.Images.Any(image => image.IsLabelled))
            yield return Error(Config, "no image is labelled", "Label at least two images.");
        else if (!dataset.Images.Any(image => image.IsDone))
            yield return Error(
                Config,
                "no image is done: all that are labelled are in progress",
                "Where all objects of an image are labelled, press Enter in the label editor; at least in two images."
            );
    }

    private IEnumerable<DatasetProblem> Stems() =>
        from same in dataset.SharingMasks()
        select Error(
            dataset.Relative(same[^1].ImagePath),
            $"{Dataset.Names(same)} have one mask",
            "Rename all but one."
        );

    private IEnumerable<DatasetProblem> Masks()
    {
        if (!Directory.Exists(dataset.MasksFolder))
            yield break;
        HashSet<string> masks = [.. dataset.Images.Select(image => image.MaskPath)];
        HashSet<string> stems = [.. dataset.Images.Select(image => image.Stem)];
        foreach (string file in Dataset.ImageFiles(dataset.MasksFolder).Where(file => !masks.Contains(file)))
            yield return stems.Contains(Path.GetFileNameWithoutExtension(file))
                ? Error(dataset.Relative(file), "masks are PNG files; this one is not used", "Save it as .png.")
                : Error(
                    dataset.Relative(file),
                    "there is no image for this mask",
                    "Add the image, give the mask its image's name, or move it away."
                );
        HashSet<string> states = [.. masks.Select(LabelStateFile.Of)];
        foreach (string file in Directory.EnumerateFiles(dataset.MasksFolder, "*" + LabelStateFile.Ending))
            if (!states.Contains(file))
                yield return Warning(
                    file,
                    "there is no image for this state of labels",
                    "Give it its image's name, or remove it."
                );
    }

    /// <summary>Many keep their files elsewhere, by links; whoever sends the dataset on should know.</summary>
    private IEnumerable<DatasetProblem> Links() =>
        [
            .. Links(
                dataset.ImagesFolder,
                "image",
                dataset.Images.Select(image => image.ImagePath),
                "Seg reads there and never writes; put the files themselves here to keep all in one place."
            ),
            .. Links(
                dataset.MasksFolder,
                "mask",
                dataset.Images.Where(image => image.IsLabelled).Select(image => image.MaskPath),
                "Seg reads there and never writes; put the masks themselves here to change them."
            ),
        ];

    private IEnumerable<DatasetProblem> Links(string folder, string what, IEnumerable<string> files, string remedy)
    {
        if (FolderGate.LeadsOutOf(dataset.Folder, folder))
        {
            yield return Warning(folder, "the folder is a link that leads out of the dataset", remedy);
            yield break;
        }
        string[] links =
        [
            .. files.Where(file =>
                new FileInfo(file).LinkTarget is not null && FolderGate.LeadsOutOf(dataset.Folder, file)
            ),
        ];
        if (links is [var first, ..])
            yield return Warning(
                first,
                links.Length == 1
                    ? $"the {what} is a link that leads out of the dataset"
                    : $"it and {links.Length - 1} more are {what}s by links that lead out of the dataset",
                remedy
            );
    }

    private IEnumerable<DatasetProblem> SplitProblems()
    {
        SplitRule rule = dataset.Config.Split ?? new SplitRule();
        try
        {
            var names = new SplitNames(dataset, rule.Validation?.Names ?? []);
            SegException[] found = [.. names.Problems(new SplitGroups(rule.Group))];
            if (found.Length == 0 && dataset.Images.Any(image => image.IsDone))
                _ = Split.Of(dataset, seed: 0);
            return [.. found.Select(e => DatasetProblem.Of(Config, e))];
        }
        catch (SegException e)
        {
            return [DatasetProblem.Of(Config, e)];
        }
    }

    private IEnumerable<DatasetProblem> SplitWarnings()
    {
        SplitRule rule = dataset.Config.Split ?? new SplitRule();
        HashSet<string> named = [.. rule.Test ?? [], .. rule.Validation?.Names ?? []];
        return from image in dataset.Images
            where named.Contains(image.Stem) && !image.IsDone
            let what = image.IsLabelled ? "in progress" : "not labelled"
            select new DatasetProblem(
                dataset.Relative(image.ImagePath),
                $"it is named in \"split\" of {Config} and {what}",
                image.IsLabelled ? "Finish it, or take its name out." : "Label it, or take its name out.",
                Severity.Warning
            );
    }

    private DatasetProblem Warning(string file, string problem, string remedy) =>
        new(dataset.Relative(file), problem, remedy, Severity.Warning);

    private static DatasetProblem Error(string file, string problem, string remedy) =>
        new(file, problem, remedy, Severity.Error);
}
