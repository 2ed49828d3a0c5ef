using Seg.Core.Files;

namespace Seg.Core.Metrics;

/// <summary>Compares two folders of masks, from whatever program they come.</summary>
public static class MaskFolders
{
    /// <summary>
    /// Scores the masks of one folder against those of the same names in another. A true mask without a counterpart is
    /// a problem of the report; a mask without a true one is not, since predictions are made for unlabelled images too.
    /// </summary>
    /// <param name="truthFolder">True masks, <c>.png</c>, 255 where nothing is labelled.</param>
    /// <param name="masksFolder">Masks to be scored, <c>.png</c>.</param>
    /// <param name="classNames">In the order of the masks' values; null: as many as the masks show, named by number.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="SegException">
    /// <c>evaluate.folder</c>: a folder is missing, or no names agree; <c>evaluate.size</c>, <c>mask.class</c>,
    /// <c>mask.format</c>, <c>image.unreadable</c>: naming the file.
    /// </exception>
    public static EvaluationReport Compare(
        string truthFolder,
        string masksFolder,
        IReadOnlyList<string>? classNames = null,
        CancellationToken stop = default
    )
    {
        IReadOnlyList<string> truths = Masks(truthFolder);
        // Names that look the same are: on one system an accent is a character of its own.
        var masks = Masks(masksFolder).GroupBy(FileNames.Composed).ToDictionary(same => same.Key, same => same.First());
        MaskPair[] pairs =
        [
            .. from file in truths
            where masks.ContainsKey(FileNames.Composed(file))
            select new MaskPair(
                Path.Combine(truthFolder, file),
                Path.Combine(masksFolder, masks[FileNames.Composed(file)])
            ),
        ];
        if (pairs.Length == 0)
            throw new SegException(
                "evaluate.folder",
                $"No mask of {masksFolder} has the name of one in {truthFolder}; masks are .png files, named alike in both."
            );
        string[] problems =
        [
            .. truths
                .Where(file => !masks.ContainsKey(FileNames.Composed(file)))
                .Select(file => $"{Path.Combine(masksFolder, file)} is missing, so {file} was left out of the scores."),
        ];
        IReadOnlyList<string> names = classNames ?? Numbered(pairs.Max(pair => pair.ClassCount(stop)));
        return EvaluationReport.From(names, pairs.Select(pair => (pair.Stem, pair.Count(names.Count, stop))), problems);
    }

    private static IReadOnlyList<string> Masks(string folder) =>
        Directory.Exists(folder)
            ?
            [
                .. new DirectoryInfo(folder)
                    .EnumerateFiles()
                    .Select(file => file.Name)
                    .Where(name => name.EndsWith(".png", StringComparison.OrdinalIgnoreCase) && name[0] != '.')
                    .Order(NaturalOrder.Instance),
            ]
            : throw new SegException("evaluate.folder", $"There is no folder {folder}.");

    private static string[] Numbered(int count) => [.. Enumerable.Range(0, count).Select(index => $"class {index}")];
}
