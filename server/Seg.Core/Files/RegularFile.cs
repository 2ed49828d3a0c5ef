using Microsoft.Win32.SafeHandles;

namespace Seg.Core.Files;

/// <summary>
/// Opens files to read them, others may write to or remove them meanwhile. Where a folder from elsewhere has a pipe, a socket
/// or a device, it is an error: such a thing is not opened, which could wait for ever or do something.
/// </summary>
public static class RegularFile
{
    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;

    /// <summary>Opens a file to read it from its beginning.</summary>
    /// <exception cref="IOException">There is no such file, it is none, or the disk failed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream OpenRead(string path)
    {
        Require(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, Shared);
    }

    /// <summary>The same of a file that is to be no larger than that.</summary>
    /// <exception cref="IOException">As above, and where it is larger, before any of it is read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream OpenRead(string path, long most)
    {
        FileStream stream = OpenRead(path);
        if (stream.Length is var length && length <= most)
            return stream;
        stream.Dispose();
        throw new IOException($"it has {length} bytes, and {most} at most are expected");
    }

    /// <summary>Opens a file to read it at any place.</summary>
    /// <exception cref="IOException">There is no such file, it is none, or the disk failed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static SafeFileHandle OpenHandle(string path)
    {
        Require(path);
        return File.OpenHandle(path, FileMode.Open, FileAccess.Read, Shared);
    }

    /// <summary>Reads a file that is to be small.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">More bytes than this are an error, before any is read.</param>
    /// <exception cref="IOException">As for <see cref="OpenRead(string, long)"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] ReadAllBytes(string path, int most)
    {
        using FileStream stream = OpenRead(path, most);
        byte[] bytes = new byte[stream.Length];
        int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes[..length]; // of a file that another program has just made shorter
    }

    /// <summary>Whether it is there and no file; what is missing is reported by whoever opens it.</summary>
    /// <returns>What the system knows of it.</returns>
    /// <exception cref="IOException">It is a pipe, a socket or a device.</exception>
    internal static FileStatus Require(string path)
    {
        FileStatus status = FileStatus.Of(path);
        return status.Kind != FileKind.Special
            ? status
            : throw new IOException("it is a pipe, a socket or a device, not a file");
    }
}
