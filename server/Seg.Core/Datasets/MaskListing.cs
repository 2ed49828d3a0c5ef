using Seg.Core.Files;

namespace Seg.Core.Datasets;

/// <summary>The masks of a folder as they are at one moment, to tell whether another program saved one since.</summary>
internal sealed class MaskListing(string folder)
{
    private readonly (string File, FileStamp Stamp)[] entries = [.. List(folder)];

    /// <summary>The full paths.</summary>
    public IReadOnlyList<string> Files => [.. entries.Select(entry => entry.File)];

    /// <summary>By which each is known again, by their file names.</summary>
    public IReadOnlyDictionary<string, string> Stamps =>
        entries.ToDictionary(entry => Path.GetFileName(entry.File), entry => Written(entry.Stamp));

    public bool IsUpToDate => entries.SequenceEqual(List(folder));

    /// <summary>The same of one mask as it is now; null: there is none.</summary>
    public static string? StampOf(string mask) =>
        FileStamp.Of(mask) is var stamp && stamp != default ? Written(stamp) : null;

    /// <summary>In few bytes, as there may be a hundred thousand of them in a file.</summary>
    private static string Written(FileStamp stamp) =>
        FormattableString.Invariant($"{stamp.Length} {stamp.Saved.Ticks}");

    private static IEnumerable<(string File, FileStamp Stamp)> List(string folder) =>
        Directory.Exists(folder)
            ? Dataset
                .ImageFiles(folder)
                .Where(file => Path.GetExtension(file) == ".png")
                .Select(file => (file, FileStamp.Of(file)))
            : [];
}
