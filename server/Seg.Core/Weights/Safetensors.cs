using Seg.Core.Files;
using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Weights;

/// <summary>
/// Reads and writes safetensors: a JSON header that says where each tensor lies, then raw little-endian numbers. Nothing in
/// such a file can run. Format: https://huggingface.co/docs/safetensors. Every bound is checked before a byte is used.
/// </summary>
public static class Safetensors
{
    /// <summary>Reads all tensors (CPU, as stored, all their numbers finite) and the metadata. The caller disposes the tensors.</summary>
    /// <exception cref="SegException"><c>weights.file</c>: the file is missing, damaged or not safetensors.</exception>
    public static (Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata) Read(string path) =>
        Opened(
            path,
            stream =>
            {
                SafetensorsHeader header = SafetensorsHeader.Read(stream);
                return (ReadTensors(stream, header), header.Metadata);
            }
        );

    /// <summary>Reads only the metadata, which is quick however large the file is.</summary>
    /// <exception cref="SegException"><c>weights.file</c>.</exception>
    public static Dictionary<string, string> ReadMetadata(string path) =>
        Opened(path, stream => SafetensorsHeader.Read(stream).Metadata);

    /// <summary>Reads only the names and shapes; that the file has all the numbers is checked, too.</summary>
    /// <exception cref="SegException"><c>weights.file</c>.</exception>
    public static IReadOnlyDictionary<string, long[]> ReadShapes(string path) =>
        Opened(path, stream => SafetensorsHeader.Read(stream).Entries.ToDictionary(e => e.Name, e => e.Shape));

    /// <summary>Writes tensors and metadata, atomically, with their digests (see <see cref="WeightDigest"/>); the order of the names is kept.</summary>
    public static void Write(
        string path,
        IReadOnlyDictionary<string, Tensor> tensors,
        IReadOnlyDictionary<string, string>? metadata = null
    )
    {
        var entries = new List<SafetensorsEntry>();
        foreach ((string name, Tensor tensor) in tensors)
            entries.Add(SafetensorsEntry.Of(name, tensor, entries.Count == 0 ? 0 : entries[^1].End));
        Dictionary<string, string> signed = WeightDigest.Add(metadata, tensors.Values);
        byte[] header = new SafetensorsHeader(entries, signed, 0).ToBytes();
        WeightDigest.Sign(header);
        AtomicFile.Write(
            path,
            stream =>
            {
                stream.Write(header);
                foreach (Tensor tensor in tensors.Values)
                    WriteTensor(stream, tensor);
            }
        );
    }

    internal static T Opened<T>(string path, Func<FileStream, T> read)
    {
        try
        {
            using FileStream stream = RegularFile.OpenRead(path);
            return read(stream);
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            throw new SegException(
                "weights.file",
                $"Cannot read the weights {path}: {e.Message.TrimEnd('.')}. Get the file again, or name another.",
                e
            );
        }
    }

    private static Dictionary<string, Tensor> ReadTensors(FileStream stream, SafetensorsHeader header)
    {
        var tensors = new Dictionary<string, Tensor>();
        try
        {
            foreach (SafetensorsEntry entry in header.Entries)
            {
                Tensor tensor = empty(entry.Shape, dtype: entry.Type);
                tensors.Add(entry.Name, tensor);
                stream.Position = header.Start + entry.Begin;
                stream.ReadExactly(tensor.bytes);
                RequireFinite(entry.Name, tensor);
            }
            return tensors;
        }
        catch
        {
            foreach (Tensor tensor in tensors.Values)
                tensor.Dispose();
            throw;
        }
    }

    // One such number makes all that a network says of an image none.
    private static void RequireFinite(string name, Tensor tensor)
    {
        if (!tensor.is_floating_point())
            return;
        using var scope = ComputeScope.Open();
        if (!TensorConversion.AreFinite(tensor))
            throw new InvalidDataException($"tensor {name} has values that are infinite or no numbers");
    }

    private static void WriteTensor(Stream stream, Tensor tensor)
    {
        using var scope = ComputeScope.Open();
        stream.Write(Bytes(tensor));
    }

    /// <summary>As they stand in a file; to be used within a <see cref="ComputeScope"/>.</summary>
    internal static Span<byte> Bytes(Tensor tensor) => tensor.detach().cpu().contiguous().bytes;
}
