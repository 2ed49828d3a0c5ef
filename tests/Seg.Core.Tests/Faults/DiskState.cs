namespace Seg.Core.Tests.Faults;

/// <summary>What a name on a disk stands for: the content of a file, or null for a folder; and by what it is recognised.</summary>
internal sealed record DiskContent(byte[]? Bytes, string Identity);

/// <summary>One state in which a folder may be found.</summary>
internal sealed class DiskState(string root, IEnumerable<(string Path, DiskContent Content)> entries)
{
    private readonly (string Path, DiskContent Content)[] entries =
    [
        .. entries.OrderBy(entry => entry.Path, StringComparer.Ordinal),
    ];

    /// <summary>The same for the same state.</summary>
    public string Identity => string.Join('\n', entries.Select(entry => $"{entry.Path} {entry.Content.Identity}"));

    /// <summary>What lies in a folder that is not there is not there either.</summary>
    public void Write(string target)
    {
        foreach ((string path, DiskContent content) in entries)
        {
            string place = Path.Combine(target, Path.GetRelativePath(root, path));
            if (path != root && !Directory.Exists(Path.GetDirectoryName(place)))
                continue;
            if (content.Bytes is { } bytes)
                File.WriteAllBytes(place, bytes);
            else
                Directory.CreateDirectory(place);
        }
    }
}
