namespace Seg.Core.Files;

/// <summary>By what a file that was saved again is recognised; of a link, the file that it leads to.</summary>
/// <param name="Length">In bytes; 0 where there is no file.</param>
/// <param name="Saved">When it was last written to, in UTC.</param>
public readonly record struct FileStamp(long Length, DateTime Saved)
{
    /// <summary>As the file is now.</summary>
    public static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
            file = target;
        return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc) : default;
    }
}
