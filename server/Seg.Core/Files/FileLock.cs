namespace Seg.Core.Files;

/// <summary>
/// A file that one process holds; the system frees it however that process ends. The file itself is never removed: a
/// second process could lock it between the removal and a third process's making a new one, and two would run.
/// </summary>
internal static class FileLock
{
    // IsHeld takes a share of the lock for an instant, which must not turn a starting run away.
    private const int Tries = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // On a machine that is busy, those who look may be in the way for longer. Linux's EWOULDBLOCK tells that it is a lock.
    private const int MostTries = 10 * Tries;
    private const int WouldBlock = 11;

    public static bool IsHeld(string path)
    {
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

    /// <returns>Null where another process holds it.</returns>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    public static IDisposable? TryTake(string path)
    {
        for (int i = 1; ; i++)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException) when (i < Tries)
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
                throw new SegException(
                    "file.write",
                    $"Cannot write to {Path.GetDirectoryName(path)}: {e.Message.TrimEnd('.')}. Free some space or check the rights of the folder, then try again.",
                    e
                );
            }
        }
    }
}
