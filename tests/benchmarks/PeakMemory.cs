using System.Diagnostics;
using System.Globalization;

namespace Seg.Benchmarks;

/// <summary>The most memory that a process of <c>seg</c> held, as Linux counts it (VmHWM).</summary>
internal static class PeakMemory
{
    public static IEnumerable<Result> Measure()
    {
        string folder = Directory.CreateTempSubdirectory("seg-bench-").FullName;
        try
        {
            CopySampleData(folder);
            yield return Result.Below(150, "peak memory, seg check", Megabytes("check", folder));
            yield return Result.Below(
                2500,
                "peak memory, seg train",
                Megabytes("train", folder, "--epochs", "2", "--steps-per-epoch", "5")
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Megabytes(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Paths.Seg, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        double most = 0;
        // The mark only rises, so the last one read before the end is missing at most what the end itself takes.
        while (!process.WaitForExit(2))
            most = Math.Max(most, Mark(process.Id));
        return process.ExitCode == 0
            ? most
            : throw new InvalidOperationException($"seg {arguments[0]} has failed:\n{output.Result}{errors.Result}");
    }

    private static double Mark(int process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status")
                .FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split()[^2], CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }

    private static void CopySampleData(string folder)
    {
        foreach (string name in (string[])["images", "masks"])
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            foreach (string file in Directory.GetFiles(Path.Combine(Paths.SampleData, name)))
                File.Copy(file, Path.Combine(folder, name, Path.GetFileName(file)));
        }
        File.Copy(Path.Combine(Paths.SampleData, "seg.json"), Path.Combine(folder, "seg.json"));
    }
}
