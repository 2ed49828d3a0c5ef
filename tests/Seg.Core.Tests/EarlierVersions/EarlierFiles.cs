using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Seg.Core.Tests.EarlierVersions;

/// <summary>A copy of what version 0.1.0 left on the disk, in a folder of its own; its README says how each file came about.</summary>
public sealed class EarlierFiles : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("seg-earlier-").FullName;

    public EarlierFiles()
    {
        string kept = Path.Combine(Path.GetDirectoryName(Here())!, "../../fixtures/0.1.0");
        foreach (string file in Directory.EnumerateFiles(kept, "*", Everything))
            Copy(file, Path.Combine(folder, Path.GetRelativePath(kept, file)));
        // What was made with a model is newer than it, as it was; a checkout gives files any time, and a copy keeps it.
        string models = this["dataset/models"] + Path.DirectorySeparatorChar;
        DateTime now = DateTime.UtcNow;
        foreach (string file in Directory.EnumerateFiles(folder, "*", Everything))
            File.SetLastWriteTimeUtc(file, file.StartsWith(models, StringComparison.Ordinal) ? now.AddHours(-1) : now);
    }

    private static EnumerationOptions Everything { get; } =
        new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    /// <summary>The full path of a file or folder of the copy.</summary>
    public string this[string name] => Path.Combine(folder, name);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Weights are compressed in the repository only.</summary>
    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (!from.EndsWith(".gz", StringComparison.Ordinal))
        {
            File.Copy(from, to);
            return;
        }
        using var compressed = new GZipStream(File.OpenRead(from), CompressionMode.Decompress);
        using FileStream plain = File.Create(to[..^".gz".Length]);
        compressed.CopyTo(plain);
    }

    private static string Here([CallerFilePath] string source = "") => source;
}
