using Seg.Core.Files;

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
        string path = Path.Combine(dataset.Folder, SegJson.FileName);
        using (ClassEdit.Lock(dataset.Folder))
        {
            if (ClassEditRecord.IsIn(dataset.Folder)) // left by a process that had the lock after the dataset was opened
                ClassEditRecord.Finish(dataset.Folder, () => { });
            _ = SegJson.Read(path, out byte[] file);
            byte[] edited = SplitText.WithGroup(file, pattern);
            _ = Split.Of(dataset.With(SegJson.Parse(edited, dataset.Folder)), seed: 0);
            FolderGate.RequireInside(dataset.Folder, path);
            AtomicFile.WriteBytes(path, edited);
        }
        return Dataset.Open(dataset.Folder);
    }
}
