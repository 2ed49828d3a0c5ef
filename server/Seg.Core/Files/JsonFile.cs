using System.Text.Json;
using System.Text.Unicode;

namespace Seg.Core.Files;

/// <summary>
/// The one way to read a JSON file, which may come from anywhere: a regular file of a size that such files have, UTF-8 with or
/// without a byte order mark. How deep it may nest, and that no name stands twice, is said by the format.
/// </summary>
internal static class JsonFile
{
    /// <summary>The names of a hundred thousand images are a third of this.</summary>
    public const int MostBytes = 16 << 20;

    /// <exception cref="JsonException">It is not JSON, or not what is expected.</exception>
    /// <exception cref="IOException">It is missing, no file, too large, or the disk failed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static T Read<T>(string path, JsonSerializerOptions format) => Parse<T>(ReadBytes(path), format);

    /// <summary>The whole file.</summary>
    /// <exception cref="IOException">As for <see cref="Read"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] ReadBytes(string path) => RegularFile.ReadAllBytes(path, MostBytes);

    /// <summary>Reads the content of a file.</summary>
    /// <exception cref="JsonException">It is not JSON, or not what is expected.</exception>
    public static T Parse<T>(byte[] bytes, JsonSerializerOptions format)
    {
        ReadOnlySpan<byte> text = bytes.AsSpan(MarkLength(bytes));
        if (!Utf8.IsValid(text))
            throw new JsonException("it is not UTF-8 text; save it as such");
        return JsonSerializer.Deserialize<T>(text, format) ?? throw new JsonException("it is empty");
    }

    /// <summary>How many bytes the byte order mark takes, which some editors write.</summary>
    public static int MarkLength(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
}
