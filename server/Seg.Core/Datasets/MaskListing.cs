using Seg.Core.Files;

namespace Seg.Core.Datasets;

/// <summary>The masks of a folder as they are at one moment, to tell whether another program saved one since.</summary>
internal sealed class MaskListing(string folder)
{
    private readonly (string File, FileStamp Stamp)[] entries = [.. List(folder)];

    /// <summary>The full paths.</summary>
    public IReadOnlyList<string> Files => [.. entries.Select(entry => entry.File)];

    public bool IsUpToDate => entries.SequenceEqual(List(folder));

    private static IEnumerable<(string File, FileStamp Stamp)> List(string folder) =>
        Directory.Exists(folder)
            ? Dataset
                .ImageFiles(folder)
                .Where(file => Path.GetExtension(file) == ".png")
                .Select(file => (file, FileStamp.Of(file)))
            : [];
}
