using System.Diagnostics;

namespace Seg.Core.Tests;

/// <summary>A disk of its own in memory, which can be filled without harm.</summary>
internal sealed class TinyDisk : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("seg-disk-").FullName;

    private TinyDisk() { }

    public string FullPath => folder;

    private string Filler => Path.Combine(folder, "filler");

    /// <summary>Skips the test where mounting is not allowed.</summary>
    public static TinyDisk Mount(int megabytes)
    {
        var disk = new TinyDisk();
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.folder))
            return disk;
        Directory.Delete(disk.folder);
        Assert.Skip("Only root may mount the tiny disk that is filled: sudo npm test");
        throw new UnreachableException();
    }

    /// <summary>Takes all room but so many bytes.</summary>
    public void Fill(long left = 0)
    {
        using var stream = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] block = new byte[4096];
        try
        {
            while (left == 0 || new DriveInfo(folder).AvailableFreeSpace >= left + block.Length)
                stream.Write(block);
        }
        catch (IOException) { } // full
    }

    public void Free() => File.Delete(Filler);

    public void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", folder));

    public void Dispose()
    {
        Run("umount", "-l", folder); // a process that a failed test left may still use it
        Directory.Delete(folder);
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true }
            )!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // no such program
        }
    }
}
