using Microsoft.Win32.SafeHandles;
using Seg.Core.Files;

namespace Seg.Core.Imaging.Formats;

/// <summary>The bytes of a file, or of a part of one that is in memory; read at any place and by several threads at once.</summary>
internal sealed class ByteSource : IDisposable
{
    private readonly SafeFileHandle? file;
    private readonly ReadOnlyMemory<byte> memory;

    private ByteSource(SafeFileHandle file)
    {
        this.file = file;
        Length = RandomAccess.GetLength(file);
    }

    public ByteSource(ReadOnlyMemory<byte> memory)
    {
        this.memory = memory;
        Length = memory.Length;
    }

    public long Length { get; }

    /// <summary>Others may write to or delete the file meanwhile, as programs do that save anew.</summary>
    public static ByteSource Open(string path) => new(RegularFile.OpenHandle(path));

    /// <summary>Fills <paramref name="to"/> from the place on.</summary>
    /// <exception cref="InvalidDataException">The file ends before.</exception>
    public void Read(long at, Span<byte> to)
    {
        if (at < 0 || at > Length - to.Length)
            throw new InvalidDataException("it ends too early");
        if (file is null)
        {
            memory.Span.Slice((int)at, to.Length).CopyTo(to);
            return;
        }
        while (to.Length > 0)
        {
            int count = RandomAccess.Read(file, to, at);
            if (count == 0)
                throw new InvalidDataException("it ends too early");
            at += count;
            to = to[count..];
        }
    }

    /// <summary>A copy of a part.</summary>
    /// <exception cref="InvalidDataException">The file ends before, or the part is too large for memory.</exception>
    public byte[] Read(long at, long length)
    {
        if (length < 0 || at < 0 || at > Length - length)
            throw new InvalidDataException("it ends too early");
        if (length > Array.MaxLength)
            throw new InvalidDataException("a part of it has more than 2 GB");
        byte[] part = GC.AllocateUninitializedArray<byte>((int)length);
        Read(at, part);
        return part;
    }

    public byte[] ReadAll() => Read(0, Length);

    public void Dispose() => file?.Dispose();
}
