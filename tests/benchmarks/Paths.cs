namespace Seg.Benchmarks;

/// <summary>Where things lie in the project.</summary>
internal static class Paths
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));

    public static string Seg => Path.Combine(Root, "server/Seg.Server/bin/Release/net10.0/seg");

    /// <summary>A file or folder beside the repository; null where it is not there.</summary>
    public static string? Shared(string name)
    {
        string path = Path.GetFullPath(Path.Combine(Root, "../shared", name));
        return Path.Exists(path) ? path : null;
    }

    public static string SampleData => Path.Combine(Root, "sample-data");
}
