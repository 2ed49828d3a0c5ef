using System.Diagnostics;
using System.Globalization;

namespace Seg.Core.Datasets;

/// <summary>
/// Held while the classes of a dataset are changed, by one process on all machines that see the folder; the system frees
/// it however that process ends.
/// </summary>
internal sealed class EditLock : IDisposable
{
    private const string FileName = ".seg-reclass.lock";
    private const int WouldBlock = 11; // EWOULDBLOCK
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream stream;

    private EditLock(FileStream stream) => this.stream = stream;

    /// <summary>Waits while another process, or another request, holds it: an edit takes moments, a large one some minutes.</summary>
    /// <exception cref="SegException"><c>classes.busy</c> or <c>file.write</c>.</exception>
    public static EditLock Take(string folder)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if (TryTake(folder) is { } taken)
                    return taken;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new SegException(
                    "file.write",
                    $"Cannot write to {folder}: {e.Message.TrimEnd('.')}. Free some space or check the rights of the folder, then try again.",
                    e
                );
            }
            if (waited.Elapsed > Patience)
                throw new SegException(
                    "classes.busy",
                    $"Another program is changing the classes of {folder}. Wait until it is done, then try again."
                );
            Thread.Sleep(Pause);
        }
    }

    /// <returns>Null where another process, or another request, holds it.</returns>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static EditLock? TryTake(string folder)
    {
        string path = Path.Combine(folder, FileName);
        while (true)
        {
            FileStream stream;
            try
            {
                stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (e.HResult == WouldBlock)
            {
                return null;
            }
            if (HasItsName(stream))
                return new EditLock(stream);
            stream.Dispose();
        }
    }

    public void Dispose()
    {
        File.Delete(stream.Name);
        stream.Dispose();
    }

    /// <summary>Whoever held the lock before removes its file; between opening and locking, ours may have become another's past.</summary>
    private static bool HasItsName(FileStream stream)
    {
        string descriptor = stream.SafeFileHandle.DangerousGetHandle().ToString(CultureInfo.InvariantCulture);
        return File.ResolveLinkTarget($"/proc/self/fd/{descriptor}", returnFinalTarget: false)?.Name == FileName;
    }
}
