namespace Seg.Core.Datasets;

/// <summary>The masks of a folder as they are at one moment, to tell whether another program saved one since.</summary>
internal sealed class MaskListing : IEquatable<MaskListing>
{
    private readonly (string Name, long Length, DateTime Saved)[] entries;

    public MaskListing(string folder)
    {
        FileInfo[] files = Directory.Exists(folder)
            ?
            [
                .. Dataset
                    .ImageFiles(folder)
                    .Where(file => Path.GetExtension(file) == ".png")
                    .Select(file => new FileInfo(file)),
            ]
            : [];
        Files = [.. files.Select(file => file.FullName)];
        entries = [.. files.Select(file => (file.Name, file.Length, file.LastWriteTimeUtc))];
    }

    /// <summary>The full paths.</summary>
    public IReadOnlyList<string> Files { get; }

    public bool Equals(MaskListing? other) => other is not null && entries.SequenceEqual(other.entries);

    public override bool Equals(object? obj) => Equals(obj as MaskListing);

    public override int GetHashCode() => entries.Length;
}
