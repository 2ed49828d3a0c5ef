namespace Seg.Benchmarks;

/// <summary>Where things lie in the project.</summary>
internal static class Paths
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));

    public static string Seg => Path.Combine(Root, "server/Seg.Server/bin/Release/net10.0/seg");

    public static string SampleData => Path.Combine(Root, "sample-data");
}
