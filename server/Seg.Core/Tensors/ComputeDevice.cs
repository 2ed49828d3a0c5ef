using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Seg.Core.Tensors;

/// <summary>Where networks run.</summary>
public static class ComputeDevice
{
    // How often a thread of GCC's OpenMP looks before it sleeps. Measured on two cores: 8000 cost nothing where they are
    // free, 1000 a tenth of the speed; beside a busy process the default of 300000 costs a third and more.
    internal const string SpinCount = "8000";

    /// <summary>The GPU where there is one that torch can use, else the CPU.</summary>
    public static Device Choose() => cuda.is_available() ? CUDA : CPU;

    /// <summary>A name for people, such as <c>CPU, 2 threads</c>.</summary>
    public static string Describe(Device device) =>
        device.type == DeviceType.CUDA ? "GPU (CUDA)"
        : get_num_threads() == 1 ? "CPU, 1 thread"
        : $"CPU, {get_num_threads()} threads";

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

    /// <summary>
    /// Gives freed memory back to the system. By itself glibc keeps what lies between pieces that are still used, which after
    /// a network's layers is most of it. For a process that goes on after it has computed.
    /// </summary>
    public static void ReturnFreedMemory()
    {
        if (OperatingSystem.IsLinux())
            _ = MallocTrim(0);
    }

    /// <summary>
    /// Lets torch's threads wait for each other asleep after some microseconds, not awake for milliseconds, unless the user
    /// has set it: awake they take the cores from whatever the others wait for, and a training beside one other busy
    /// process becomes several times slower. To be called before torch is first used.
    /// </summary>
    public static void ShareCores()
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null)
            _ = SetEnvironment("GOMP_SPINCOUNT", SpinCount, overwrite: 0);
    }

    // .NET's own environment is a copy that native libraries do not see.
    [DllImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetEnvironment(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string value,
        int overwrite
    );

    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MallocTrim(nint keep);

    [DllImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Mallopt(int parameter, int value);
}
