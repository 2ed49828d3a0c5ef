using Seg.Core.Files;

namespace Seg.Core.Datasets;

/// <summary>Changes a dataset's <c>seg.json</c> while nobody else changes it or the classes.</summary>
internal static class SegJsonChange
{
    /// <summary>Writes the edited text, and opens the dataset again.</summary>
    /// <param name="dataset">As it was opened.</param>
    /// <param name="edit">Gives the new text for the one that is there now.</param>
    /// <param name="prepare">Gets what the new text says, right before it is written; after an error of it all is as it was.</param>
    /// <exception cref="SegException">
    /// <c>classes.busy</c>, <c>folder.outside</c>, <c>file.write</c>, <c>file.readonly</c>; those of <see cref="Dataset.Open"/>.
    /// </exception>
    public static Dataset Run(Dataset dataset, Func<byte[], byte[]> edit, Action<SegJson> prepare)
    {
        string path = Path.Combine(dataset.Folder, SegJson.FileName);
        using (ClassEdit.LockFinished(dataset.Folder, () => { }))
        {
            _ = SegJson.Read(path, out byte[] file);
            byte[] edited = edit(file);
            var config = SegJson.Parse(edited, dataset.Folder);
            AtomicFile.RequireWritable(path);
            FolderGate.RequireInside(dataset.Folder, path);
            prepare(config);
            AtomicFile.WriteBytes(path, edited);
        }
        return Dataset.Open(dataset.Folder);
    }
}
