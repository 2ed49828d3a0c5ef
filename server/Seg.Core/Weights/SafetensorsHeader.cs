using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace Seg.Core.Weights;

/// <summary>What a safetensors file says about itself before its numbers begin.</summary>
/// <param name="Entries">The tensors, in the order of the file's text; their bytes cover the rest of the file exactly.</param>
/// <param name="Metadata">Free text by name.</param>
/// <param name="Start">Where the numbers begin in the file.</param>
internal sealed record SafetensorsHeader(
    IReadOnlyList<SafetensorsEntry> Entries,
    Dictionary<string, string> Metadata,
    long Start
)
{
    // The reference implementation's limit.
    private const long MostBytes = 100_000_000;
    private const string MetadataName = "__metadata__";

    /// <exception cref="InvalidDataException">The header is damaged or says what cannot be.</exception>
    public static SafetensorsHeader Read(Stream stream)
    {
        byte[] json = ReadJson(stream);
        try
        {
            // A name twice would let two readers see two different files.
            using var document = JsonDocument.Parse(json, new() { AllowDuplicateProperties = false });
            return Parse(document.RootElement, stream.Length, 8 + json.Length);
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new InvalidDataException("its header is damaged", e);
        }
    }

    /// <summary>The bytes before the numbers.</summary>
    public byte[] ToBytes()
    {
        var members = new Dictionary<string, object>();
        if (Metadata.Count > 0)
            members[MetadataName] = Metadata;
        foreach (SafetensorsEntry entry in Entries)
            members.Add(entry.Name, entry.Json());
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(members);
        // Filled up with spaces so that the numbers begin at a multiple of eight.
        var bytes = new byte[8 + (json.Length + 7) / 8 * 8];
        bytes.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bytes.Length - 8);
        json.CopyTo(bytes, 8);
        return bytes;
    }

    private static byte[] ReadJson(Stream stream)
    {
        Span<byte> prefix = stackalloc byte[8];
        if (stream.ReadAtLeast(prefix, 8, throwOnEndOfStream: false) < 8)
            throw new InvalidDataException("it is too short to be a safetensors file");
        long length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length < 2 || length > MostBytes || length > stream.Length - 8)
            throw new InvalidDataException(
                "its header has an impossible length; it is damaged or not a safetensors file"
            );
        byte[] json = new byte[length];
        stream.ReadExactly(json);
        return json;
    }

    private static SafetensorsHeader Parse(JsonElement header, long length, long start)
    {
        Dictionary<string, string> metadata = [];
        List<SafetensorsEntry> entries = [];
        foreach (JsonProperty property in header.EnumerateObject())
        {
            if (property.Name == MetadataName)
                metadata = property.Value.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "");
            else
                entries.Add(SafetensorsEntry.Parse(property, length - start));
        }
        CheckCoverage(entries, length - start);
        return new SafetensorsHeader(entries, metadata, start);
    }

    // The format allows neither holes nor overlaps, so a file cannot hide anything or name the same bytes twice.
    private static void CheckCoverage(IEnumerable<SafetensorsEntry> entries, long length)
    {
        long end = 0;
        foreach (SafetensorsEntry entry in entries.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            if (entry.Begin != end)
                throw new InvalidDataException($"tensor {entry.Name} overlaps another or leaves a gap");
            end = entry.End;
        }
        if (end != length)
            throw new InvalidDataException($"it has {length} bytes of numbers where its header names {end}");
    }
}

/// <summary>Where one tensor of a safetensors file lies, as the header says it.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Type">The type of its numbers.</param>
/// <param name="Shape">May be empty (one number) and hold zeros (none).</param>
/// <param name="Begin">Its first byte, counted from the end of the header.</param>
/// <param name="End">The byte behind its last.</param>
internal sealed record SafetensorsEntry(string Name, ScalarType Type, long[] Shape, long Begin, long End)
{
    private static readonly (string Name, ScalarType Type, int Size)[] Types =
    [
        ("F64", ScalarType.Float64, 8),
        ("F32", ScalarType.Float32, 4),
        ("F16", ScalarType.Float16, 2),
        ("BF16", ScalarType.BFloat16, 2),
        ("I64", ScalarType.Int64, 8),
        ("I32", ScalarType.Int32, 4),
        ("I16", ScalarType.Int16, 2),
        ("I8", ScalarType.Int8, 1),
        ("U8", ScalarType.Byte, 1),
        ("BOOL", ScalarType.Bool, 1),
    ];

    /// <summary>What the header says of a tensor that begins at a byte.</summary>
    public static SafetensorsEntry Of(string name, Tensor tensor, long begin) =>
        new(name, tensor.dtype, tensor.shape, begin, begin + tensor.numel() * Known(tensor.dtype).Size);

    /// <summary>Reads one member of the header.</summary>
    /// <param name="property">The name and what is said of it.</param>
    /// <param name="length">How many bytes of numbers the file has.</param>
    /// <exception cref="InvalidDataException">It is impossible; other exceptions mean that it is not of the right form.</exception>
    public static SafetensorsEntry Parse(JsonProperty property, long length)
    {
        string typeName = property.Value.GetProperty("dtype").GetString() ?? "";
        int known = Array.FindIndex(Types, t => t.Name == typeName);
        if (known < 0)
            throw new InvalidDataException($"tensor {property.Name} has the unknown type \"{typeName}\"");
        long[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())];
        long[] offsets = [.. property.Value.GetProperty("data_offsets").EnumerateArray().Select(d => d.GetInt64())];
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] > length)
            throw new InvalidDataException($"tensor {property.Name} lies outside the file");
        if (offsets[1] - offsets[0] > int.MaxValue)
            throw new InvalidDataException($"tensor {property.Name} is larger than 2 GB");
        if (!IsSize(shape, Types[known].Size, offsets[1] - offsets[0]))
            throw new InvalidDataException($"tensor {property.Name} has another size than its shape says");
        return new SafetensorsEntry(property.Name, Types[known].Type, shape, offsets[0], offsets[1]);
    }

    /// <summary>What <see cref="Parse"/> reads, to be written as JSON.</summary>
    public object Json() =>
        new
        {
            dtype = Known(Type).Name,
            shape = Shape,
            data_offsets = new[] { Begin, End },
        };

    private static (string Name, ScalarType Type, int Size) Known(ScalarType type) => Types.First(t => t.Type == type);

    // A zero among the sizes must not hide others that torch cannot multiply.
    private static bool IsSize(long[] shape, int size, long bytes)
    {
        Int128 most = size;
        foreach (long d in shape)
        {
            most *= Math.Max(d, 1);
            if (d < 0 || most > long.MaxValue)
                return false;
        }
        return bytes == (shape.Contains(0) ? 0 : most);
    }
}
