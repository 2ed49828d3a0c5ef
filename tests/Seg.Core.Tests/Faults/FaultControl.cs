using System.IO.MemoryMappedFiles;
using System.Text;

namespace Seg.Core.Tests.Faults;

/// <summary>Says which call of a process fails, and which did: <c>struct control</c> of <c>tests/faults/faults.c</c>.</summary>
internal sealed class FaultControl : IDisposable
{
    private const int Bytes = 512;
    private const int What = 48;

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor words;

    /// <param name="path">Made if it is not there.</param>
    public FaultControl(string path)
    {
        file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, Bytes);
        words = file.CreateViewAccessor(0, Bytes);
    }

    /// <summary>How many calls there were since it was last set.</summary>
    public long Seen => words.ReadInt64(24);

    /// <summary>Which call was the first that failed, such as <c>fsync /folder/file</c>; null: none.</summary>
    public string? Fired
    {
        get
        {
            byte[] text = new byte[Bytes - What];
            words.ReadArray(What, text, 0, text.Length);
            int length = Array.IndexOf(text, (byte)0);
            return words.ReadInt64(32) > 0 ? Encoding.UTF8.GetString(text, 0, length) : null;
        }
    }

    /// <summary>Whether calls that work are recorded, in the file that the process was started with.</summary>
    public bool IsRecording
    {
        set => words.Write(40, value ? 1L : 0L);
    }

    /// <summary>From now on the call of that number, from 1, fails.</summary>
    public void Set(long at, Errno error, FaultKind kind = FaultKind.Alone)
    {
        words.Write(0, 0L); // nothing fails while the rest is written
        foreach ((int place, long value) in new[] { (8, (long)error), (16, (long)kind), (24, 0), (32, 0) })
            words.Write(place, value);
        words.Write(0, at);
    }

    /// <summary>Nothing fails any more.</summary>
    public void Clear() => words.Write(0, 0L);

    public void Dispose()
    {
        words.Dispose();
        file.Dispose();
    }
}

/// <summary>Linux's numbers of the errors that disks give.</summary>
internal enum Errno
{
    /// <summary>No error: a write is cut short.</summary>
    None = 0,
    EIO = 5,
    ENOSPC = 28,
    EROFS = 30,
    EDQUOT = 122,
}

/// <summary>What becomes of the calls after the one that fails.</summary>
internal enum FaultKind
{
    /// <summary>They work.</summary>
    Alone,

    /// <summary>They fail too.</summary>
    Lasting,

    /// <summary>A write is cut short, and the next call fails instead.</summary>
    AfterPart,
}
