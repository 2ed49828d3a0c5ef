using System.Buffers.Binary;
using System.Text.Json;
using Seg.Core.Imaging;
using static TorchSharp.torch;

namespace Seg.Core.Networks;

/// <summary>
/// Reads and writes safetensors: a JSON header that says where each tensor lies, then raw little-endian numbers. Nothing in
/// such a file can run. Format: https://huggingface.co/docs/safetensors. Every bound is checked before a byte is used.
/// </summary>
public static class Safetensors
{
    // The reference implementation's limit.
    private const long MaxHeader = 100_000_000;

    private static readonly (string Name, ScalarType Type, int Size)[] Types =
    [
        ("F64", ScalarType.Float64, 8),
        ("F32", ScalarType.Float32, 4),
        ("F16", ScalarType.Float16, 2),
        ("BF16", ScalarType.BFloat16, 2),
        ("I64", ScalarType.Int64, 8),
        ("I32", ScalarType.Int32, 4),
        ("U8", ScalarType.Byte, 1),
        ("BOOL", ScalarType.Bool, 1),
    ];

    /// <summary>Reads all tensors (CPU, as stored) and the metadata. The caller disposes the tensors.</summary>
    /// <exception cref="SegException"><c>weights.file</c>: the file is missing, damaged or not safetensors.</exception>
    public static (Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata) Read(string path)
    {
        var tensors = new Dictionary<string, Tensor>();
        try
        {
            using FileStream stream = File.OpenRead(path);
            (JsonElement header, long start) = ReadHeader(stream);
            List<Entry> entries =
            [
                .. header
                    .EnumerateObject()
                    .Where(p => p.Name != "__metadata__")
                    .Select(p => Entry.Parse(p, stream.Length - start)),
            ];
            CheckCoverage(entries, stream.Length - start);
            foreach (Entry entry in entries)
                tensors[entry.Name] = ReadTensor(stream, start, entry);
            return (tensors, Metadata(header));
        }
        catch (Exception e)
        {
            foreach (Tensor tensor in tensors.Values)
                tensor.Dispose();
            if (
                e
                is IOException
                    or UnauthorizedAccessException
                    or JsonException
                    or InvalidOperationException
                    or InvalidDataException
                    or FormatException
            )
                throw new SegException(
                    "weights.file",
                    $"Cannot read the weights {path}: {e.Message.TrimEnd('.')}. Get the file again, or name another.",
                    e
                );
            throw;
        }
    }

    /// <summary>Reads only the metadata, which is quick however large the file is.</summary>
    /// <exception cref="SegException"><c>weights.file</c>.</exception>
    public static Dictionary<string, string> ReadMetadata(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return Metadata(ReadHeader(stream).Header);
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or JsonException
                        or InvalidOperationException
                        or InvalidDataException
            )
        {
            throw new SegException("weights.file", $"Cannot read the weights {path}: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <summary>Writes tensors and metadata, atomically; the order of the names is kept.</summary>
    public static void Write(
        string path,
        IReadOnlyDictionary<string, Tensor> tensors,
        IReadOnlyDictionary<string, string>? metadata = null
    )
    {
        var header = new Dictionary<string, object>();
        if (metadata is { Count: > 0 })
            header["__metadata__"] = metadata;
        long offset = 0;
        foreach ((string name, Tensor tensor) in tensors)
        {
            (string type, _, int size) = Types.First(t => t.Type == tensor.dtype);
            long end = offset + tensor.numel() * size;
            header[name] = new
            {
                dtype = type,
                shape = tensor.shape,
                data_offsets = new[] { offset, end },
            };
            offset = end;
        }
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header);
        AtomicFile.Write(
            path,
            stream =>
            {
                // The header is filled up with spaces so that the numbers begin at a multiple of eight.
                long length = (json.Length + 7) / 8 * 8;
                Span<byte> prefix = stackalloc byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(prefix, length);
                stream.Write(prefix);
                stream.Write(json);
                stream.Write("        "u8[..(int)(length - json.Length)]);
                foreach (Tensor tensor in tensors.Values)
                    WriteTensor(stream, tensor);
            }
        );
    }

    private static void WriteTensor(Stream stream, Tensor tensor)
    {
        using Tensor plain = tensor.detach().cpu().contiguous();
        stream.Write(plain.bytes);
    }

    private static (JsonElement Header, long Start) ReadHeader(FileStream stream)
    {
        Span<byte> prefix = stackalloc byte[8];
        if (stream.ReadAtLeast(prefix, 8, throwOnEndOfStream: false) < 8)
            throw new InvalidDataException("it is too short to be a safetensors file");
        long length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length < 2 || length > MaxHeader || length > stream.Length - 8)
            throw new InvalidDataException(
                "its header has an impossible length; it is damaged or not a safetensors file"
            );
        byte[] json = new byte[length];
        stream.ReadExactly(json);
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? (document.RootElement.Clone(), 8 + length)
            : throw new InvalidDataException("its header is not an object");
    }

    private static Dictionary<string, string> Metadata(JsonElement header) =>
        header.TryGetProperty("__metadata__", out JsonElement metadata)
            ? metadata.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "")
            : [];

    // The format allows neither holes nor overlaps, so a file cannot hide anything or name the same bytes twice.
    private static void CheckCoverage(IEnumerable<Entry> entries, long length)
    {
        long end = 0;
        foreach (Entry entry in entries.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            if (entry.Begin != end)
                throw new InvalidDataException($"tensor {entry.Name} overlaps another or leaves a gap");
            end = entry.End;
        }
        if (end != length)
            throw new InvalidDataException($"it has {length} bytes of numbers where its header names {end}");
    }

    private static Tensor ReadTensor(FileStream stream, long start, Entry entry)
    {
        Tensor tensor = empty(entry.Shape, dtype: entry.Type);
        stream.Position = start + entry.Begin;
        stream.ReadExactly(tensor.bytes);
        return tensor;
    }

    private sealed record Entry(string Name, ScalarType Type, long[] Shape, long Begin, long End)
    {
        public static Entry Parse(JsonProperty property, long length)
        {
            string typeName = property.Value.GetProperty("dtype").GetString() ?? "";
            int known = Array.FindIndex(Types, t => t.Name == typeName);
            if (known < 0)
                throw new InvalidDataException($"tensor {property.Name} has the unknown type \"{typeName}\"");
            long[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())];
            long[] offsets = [.. property.Value.GetProperty("data_offsets").EnumerateArray().Select(d => d.GetInt64())];
            if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] > length)
                throw new InvalidDataException($"tensor {property.Name} lies outside the file");
            if (shape.Any(d => d < 0) || Bytes(shape, Types[known].Size) != offsets[1] - offsets[0])
                throw new InvalidDataException($"tensor {property.Name} has another size than its shape says");
            return new Entry(property.Name, Types[known].Type, shape, offsets[0], offsets[1]);
        }

        private static Int128 Bytes(long[] shape, int size)
        {
            Int128 bytes = size;
            foreach (long d in shape)
                bytes = Int128.Min(bytes * d, long.MaxValue);
            return bytes;
        }
    }
}
