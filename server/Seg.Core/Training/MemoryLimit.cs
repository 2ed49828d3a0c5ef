using System.Globalization;
using System.Runtime.InteropServices;

namespace Seg.Core.Training;

/// <summary>
/// How much memory this process may use. Linux hands out more than there is and kills whoever then uses it, which ends a
/// training without a word. Under a limit of its own the process is refused the memory instead, and can say so.
/// </summary>
internal static class MemoryLimit
{
    private const int DataResource = 2; // RLIMIT_DATA: all private memory that can be written to, since Linux 4.7

    /// <summary>The least of what the machine has, what its container may use and what <c>ulimit -d</c> says.</summary>
    public static long Bytes { get; } = Find();

    /// <summary>Makes allocations beyond <see cref="Bytes"/> fail. Not for training on a GPU, whose driver maps much that it never uses.</summary>
    public static void Enforce()
    {
        if (!OperatingSystem.IsLinux() || GetLimit(DataResource, out Limits limits) != 0)
            return;
        limits.Soft = nuint.Min(limits.Soft, (nuint)Bytes);
        _ = SetLimit(DataResource, limits);
    }

    private static long Find()
    {
        if (!OperatingSystem.IsLinux())
            return GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        long[] limits =
        [
            Machine(),
            Container("/sys/fs/cgroup/memory.max"),
            Container("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
            GetLimit(DataResource, out Limits data) == 0 && data.Soft < long.MaxValue ? (long)data.Soft : long.MaxValue,
        ];
        return limits.Min();
    }

    private static long Machine() =>
        File.ReadLines("/proc/meminfo")
            .Where(line =>
                line.StartsWith("MemTotal:", StringComparison.Ordinal)
                || line.StartsWith("SwapTotal:", StringComparison.Ordinal)
            )
            .Sum(line =>
                1024
                * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
            );

    private static long Container(string file) =>
        File.Exists(file)
        && long.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out long bytes)
            ? bytes
            : long.MaxValue; // "max"

    [DllImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetLimit(int resource, out Limits limits);

    [DllImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, in Limits limits);

    private struct Limits
    {
        public nuint Soft;
        public nuint Hard;
    }
}
