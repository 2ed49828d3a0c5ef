using System.Diagnostics;
using System.Globalization;

namespace Seg.Core.Files;

/// <summary>
/// A file that one process holds, on all machines that see its folder; the system frees it however that process ends. The
/// file may be removed by whoever holds it: between another's opening and locking it, that one's file may have lost its
/// name, which is looked at before the lock counts.
/// </summary>
internal sealed class FileLock : IDisposable
{
    // IsHeld takes a share of the lock for an instant, which must not turn away somebody who wants it.
    private const int Tries = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // On a machine that is busy, those who look may be in the way for longer. Linux's EWOULDBLOCK says that it is a lock.
    private const int MostTries = 10 * Tries;
    private const int WouldBlock = 11;

    private readonly FileStream stream;
    private readonly bool isRemoved;

    private FileLock(FileStream stream, bool isRemoved) => (this.stream, this.isRemoved) = (stream, isRemoved);

    public static bool IsHeld(string path)
    {
        if (FileStatus.Of(path).Kind == FileKind.Special)
            return false; // no lock of ours, and to open it may wait for ever
        try
        {
            using FileStream probe = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SegException("file.read", $"Cannot read {path}: {e.Message}", e);
        }
    }

    /// <summary>Waits while another process, or another request of this one, holds it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="patience">How long.</param>
    /// <param name="isRemoved">Whether the file goes with the lock.</param>
    /// <param name="stop">Ends the waiting, within a second or so.</param>
    /// <returns>Null where it was held for so long.</returns>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static FileLock? Take(
        string path,
        TimeSpan patience,
        bool isRemoved = false,
        CancellationToken stop = default
    )
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (TryTake(path, isRemoved) is { } taken)
                return taken;
            if (waited.Elapsed > patience)
                return null;
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <returns>Null where another process, or another request of this one, holds it.</returns>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    public static FileLock? TryTake(string path, bool isRemoved = false)
    {
        RequirePlain(path);
        for (int i = 1; ; i++)
        {
            try
            {
                FileStream stream = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0);
                if (HasItsName(stream))
                    return new FileLock(stream, isRemoved);
                stream.Dispose();
            }
            catch (IOException e) when (e is not DirectoryNotFoundException && i < Tries)
            {
                Thread.Sleep(Pause);
            }
            catch (IOException) when (IsHeld(path))
            {
                return null;
            }
            catch (IOException e) when (e.HResult == WouldBlock && i < MostTries)
            {
                Thread.Sleep(Pause);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw AtomicFile.CannotWrite(path, e);
            }
        }
    }

    public void Dispose()
    {
        if (isRemoved)
            AtomicFile.TryDelete(stream.Name);
        stream.Dispose();
    }

    private static void RequirePlain(string path)
    {
        // A link would have us make a file elsewhere; and a lock is known by the name that its file has.
        if (new FileInfo(path).LinkTarget is not null || FileStatus.Of(path).Kind == FileKind.Special)
            throw new SegException(
                "file.write",
                $"{path} is a link, a pipe or a device, where a file is expected. Remove it."
            );
    }

    private static bool HasItsName(FileStream stream)
    {
        string descriptor = stream.SafeFileHandle.DangerousGetHandle().ToString(CultureInfo.InvariantCulture);
        string name = Path.GetFileName(stream.Name);
        return File.ResolveLinkTarget($"/proc/self/fd/{descriptor}", returnFinalTarget: false)?.Name == name;
    }
}
