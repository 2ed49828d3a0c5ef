namespace Seg.Core.Datasets;

/// <summary>Changes which images a dataset keeps together.</summary>
public static class SplitEdit
{
    /// <summary>Writes a pattern into <c>split.group</c> of <c>seg.json</c>; comments and all other fields stay to the byte.</summary>
    /// <param name="folder">The dataset's folder.</param>
    /// <param name="pattern">Its first group names what belongs together.</param>
    /// <exception cref="SegException">
    /// <c>split.pattern</c>, or those of <see cref="Split.Of"/>: the lists of the file do not keep these groups together;
    /// <c>classes.busy</c>, <c>folder.outside</c>, <c>file.write</c>, <c>file.readonly</c>; those of <see cref="Dataset.Open"/>. Nothing has changed then.
    /// </exception>
    public static Dataset SetGroup(string folder, string pattern)
    {
        var dataset = Dataset.Open(folder);
        return SegJsonChange.Run(
            dataset,
            file => SplitText.WithGroup(file, pattern),
            config => Split.Of(dataset.With(config), seed: 0)
        );
    }
}
