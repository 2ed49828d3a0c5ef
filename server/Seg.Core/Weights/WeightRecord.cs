using System.Security.Cryptography;
using System.Text.Json;
using Seg.Core.Files;

namespace Seg.Core.Weights;

/// <summary>
/// What is known of a file of weights since it was first there. No publisher gives digests of these files, so the first
/// download is believed, and from then on the file must stay what it was.
/// </summary>
/// <param name="Source">Where it came from.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its digest, in lower-case hexadecimal.</param>
/// <param name="Added">When.</param>
public sealed record WeightRecord(string Source, long Bytes, string Sha256, DateTimeOffset Added)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Looks at a file.</summary>
    public static WeightRecord Of(string path, string source)
    {
        using FileStream stream = RegularFile.OpenRead(path);
        return new(source, stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)), DateTimeOffset.Now);
    }

    /// <summary>Reads what was written; null where nothing was.</summary>
    /// <exception cref="SegException"><c>weights.record</c>: it cannot be read.</exception>
    public static WeightRecord? Read(string path)
    {
        try
        {
            return JsonFile.Read<WeightRecord>(path, Format);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new SegException(
                "weights.record",
                $"Cannot read {path}, which says what the weights beside it were: {e.Message.TrimEnd('.')}. Delete both, and the weights are downloaded again.",
                e
            );
        }
    }

    /// <summary>Writes it, atomically.</summary>
    public void Write(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this, Format));

    /// <summary>Whether two files are the same.</summary>
    public bool IsSameFile(WeightRecord other) => Bytes == other.Bytes && Sha256 == other.Sha256;
}
