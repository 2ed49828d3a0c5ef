using System.Security.Cryptography;
using System.Text;
using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Weights;

/// <summary>What the digests in a file of weights say of it.</summary>
public enum DigestState
{
    /// <summary>Every byte is as it was written.</summary>
    Right,

    /// <summary>There are none: the file is of version 0.1.0 or of another program.</summary>
    Missing,

    /// <summary>Some byte is another one.</summary>
    Wrong,
}

/// <summary>
/// The SHA-256 of a file of weights, in two halves that stand in the file's own metadata, so that no kill comes between the
/// weights and their digest: of all bytes of the numbers, and of all bytes before them with zeros in its own place.
/// </summary>
public static class WeightDigest
{
    internal const string OfNumbers = "sha256OfNumbers";
    internal const string OfHeader = "sha256OfHeader";

    private static readonly string Blank = new('0', 2 * SHA256.HashSizeInBytes);

    /// <summary>Holds a file against its digests.</summary>
    /// <exception cref="SegException"><c>weights.file</c>: it is missing, or so damaged that it has no metadata.</exception>
    public static DigestState Check(string path) =>
        Safetensors.Opened(
            path,
            stream =>
            {
                SafetensorsHeader header = SafetensorsHeader.Read(stream);
                string? ofNumbers = header.Metadata.GetValueOrDefault(OfNumbers);
                string? ofHeader = header.Metadata.GetValueOrDefault(OfHeader);
                if (ofNumbers is null && ofHeader is null)
                    return DigestState.Missing;
                bool isRight =
                    ofHeader is not null
                    && Text(SHA256.HashData(stream)) == ofNumbers
                    && HeaderDigest(stream, header, ofHeader) == ofHeader;
                return isRight ? DigestState.Right : DigestState.Wrong;
            }
        );

    /// <summary>
    /// What tells these numbers from all others, whatever else the file says: the digest in it, or one that is taken now. Use
    /// <see cref="Check"/> to know whether the file is whole.
    /// </summary>
    /// <exception cref="SegException"><c>weights.file</c>.</exception>
    public static string Of(string path) =>
        Safetensors.Opened(
            path,
            stream => From(SafetensorsHeader.Read(stream).Metadata) ?? Text(SHA256.HashData(stream))
        );

    /// <summary>The digest of the numbers as metadata say it; null: they do not.</summary>
    internal static string? From(IReadOnlyDictionary<string, string> metadata) => metadata.GetValueOrDefault(OfNumbers);

    /// <summary>The metadata with the digest of tensors, as they are written, and room for that of the header.</summary>
    internal static Dictionary<string, string> Add(
        IReadOnlyDictionary<string, string>? metadata,
        IEnumerable<Tensor> tensors
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Tensor tensor in tensors)
        {
            using var scope = ComputeScope.Open();
            hash.AppendData(Safetensors.Bytes(tensor));
        }
        return new(metadata ?? new Dictionary<string, string>())
        {
            [OfNumbers] = Text(hash.GetHashAndReset()),
            [OfHeader] = Blank,
        };
    }

    /// <summary>Puts the digest of a header into its room.</summary>
    internal static void Sign(byte[] header)
    {
        string room = $"\"{OfHeader}\":\"";
        int place = header.AsSpan().IndexOf(Encoding.ASCII.GetBytes(room + Blank)) + room.Length;
        Encoding.ASCII.GetBytes(Text(SHA256.HashData(header)), header.AsSpan(place));
    }

    private static string? HeaderDigest(FileStream stream, SafetensorsHeader header, string kept)
    {
        byte[] bytes = new byte[header.Start];
        stream.Position = 0;
        stream.ReadExactly(bytes);
        byte[] digits = Encoding.ASCII.GetBytes(kept);
        int place = bytes.AsSpan().IndexOf(digits);
        if (digits.Length != Blank.Length || place < 0)
            return null;
        Encoding.ASCII.GetBytes(Blank, bytes.AsSpan(place));
        return Text(SHA256.HashData(bytes));
    }

    private static string Text(byte[] digest) => Convert.ToHexStringLower(digest);
}
