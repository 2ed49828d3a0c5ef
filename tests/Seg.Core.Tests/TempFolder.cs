namespace Seg.Core.Tests;

/// <summary>A folder of its own for one test, deleted afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("seg-test-").FullName;

    /// <summary>The full path of a file in it, whose folder exists.</summary>
    public string this[string name]
    {
        get
        {
            string path = Path.Combine(FullPath, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return path;
        }
    }

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
