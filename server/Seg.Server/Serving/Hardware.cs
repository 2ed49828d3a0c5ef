namespace Seg.Server.Serving;

/// <summary>What networks would run on, found without loading libtorch, which takes a second and hundreds of megabytes.</summary>
internal static class Hardware
{
    // One of the files that the CUDA packages bring and the CPU package does not.
    private const string CudaLibrary = "libtorch_cuda.so";
    private const string DriverFolder = "/proc/driver/nvidia/gpus";

    /// <summary>How much memory this process may use.</summary>
    public static long MemoryBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>In words for people, such as <c>CPU, 8 cores</c>.</summary>
    public static string Describe()
    {
        string cpu = $"CPU, {Environment.ProcessorCount} cores";
        if (!File.Exists(Path.Combine(AppContext.BaseDirectory, CudaLibrary)))
            return cpu;
        return Gpus() switch
        {
            [] => $"{cpu} (built for CUDA, but no GPU was found)",
            [var only] => only,
            [var first, ..] all => $"{first} and {all.Length - 1} more",
        };
    }

    private static string[] Gpus() =>
        !Directory.Exists(DriverFolder)
            ? []
            :
            [
                .. Directory
                    .EnumerateDirectories(DriverFolder)
                    .Order(StringComparer.Ordinal)
                    .Select(gpu => Model(Path.Combine(gpu, "information"))),
            ];

    private static string Model(string file) =>
        File.ReadLines(file)
            .Where(line => line.StartsWith("Model:", StringComparison.Ordinal))
            .Select(line => line["Model:".Length..].Trim())
            .FirstOrDefault("GPU");
}
