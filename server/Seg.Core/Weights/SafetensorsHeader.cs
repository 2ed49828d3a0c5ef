using System.Buffers.Binary;
using System.Text.Json;

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
