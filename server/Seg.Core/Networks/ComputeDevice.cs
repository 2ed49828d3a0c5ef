using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Seg.Core.Networks;

/// <summary>Where networks run.</summary>
public static class ComputeDevice
{
    /// <summary>The GPU where there is one that torch can use, else the CPU.</summary>
    public static Device Choose() => cuda.is_available() ? CUDA : CPU;

    /// <summary>A name for people, such as <c>CPU, 2 threads</c>.</summary>
    public static string Describe(Device device) =>
        device.type == DeviceType.CUDA ? "GPU (CUDA)" : $"CPU, {get_num_threads()} threads";

    /// <summary>Prepares this process for training: how many threads torch uses (0: all cores), and <see cref="KeepFreedMemory"/>.</summary>
    public static void PrepareTraining(int threads)
    {
        KeepFreedMemory();
        set_num_threads(threads > 0 ? threads : Environment.ProcessorCount);
    }

    /// <summary>
    /// Keeps freed memory for the next layer or step instead of giving it back to the system, which on the CPU with glibc
    /// gives a tenth more speed. For a process that computes and then ends.
    /// </summary>
    public static void KeepFreedMemory()
    {
        const int trimThreshold = -1;
        const int mmapThreshold = -3;
        if (!OperatingSystem.IsLinux())
            return;
        _ = Mallopt(mmapThreshold, 1 << 30);
        _ = Mallopt(trimThreshold, int.MaxValue);
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Mallopt(int parameter, int value);
}
