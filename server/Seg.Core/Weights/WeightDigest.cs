using System.Security.Cryptography;
using System.Text;
using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Weights;

/// <summary>What the digest in a file of weights says of it.</summary>
public enum DigestState
{
    /// <summary>Every byte is as it was written.</summary>
    Right,

    /// <summary>There is none: the file is of version 0.1.0 or of another program.</summary>
    Missing,

    /// <summary>Some byte is another one.</summary>
    Wrong,
}

/// <summary>
/// The SHA-256 of a file of weights. It stands in the file's own metadata, so that no kill comes between the two, and is
/// taken over the whole file with zeros in its place.
/// </summary>
public static class WeightDigest
{
    internal const string Key = "sha256";

    internal static readonly string Blank = new('0', 2 * SHA256.HashSizeInBytes);

    /// <summary>Holds a file against its digest.</summary>
    /// <exception cref="SegException"><c>weights.file</c>: it is missing, or so damaged that it has no metadata.</exception>
    public static DigestState Check(string path) =>
        Safetensors.Opened(
            path,
            stream =>
            {
                if (!SafetensorsHeader.Read(stream).Metadata.TryGetValue(Key, out string? told))
                    return DigestState.Missing;
                byte[] header = Start(stream);
                byte[] digits = Encoding.ASCII.GetBytes(told);
                int place = header.AsSpan().IndexOf(digits);
                if (digits.Length != Blank.Length || place < 0)
                    return DigestState.Wrong;
                Encoding.ASCII.GetBytes(Blank, header.AsSpan(place));
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                hash.AppendData(header);
                return Text(Rest(hash, stream)) == told ? DigestState.Right : DigestState.Wrong;
            }
        );

    /// <summary>What tells these weights from all others: the digest that the file says, or that of a file which says none.</summary>
    /// <exception cref="SegException"><c>weights.file</c>.</exception>
    public static string Of(string path) =>
        Safetensors.Opened(
            path,
            stream =>
            {
                if (SafetensorsHeader.Read(stream).Metadata.TryGetValue(Key, out string? told))
                    return told;
                stream.Position = 0;
                return Text(SHA256.HashData(stream));
            }
        );

    /// <summary>Puts the digest of header and tensors, as they are written, into the header.</summary>
    internal static void Sign(byte[] header, IEnumerable<Tensor> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        foreach (Tensor tensor in tensors)
        {
            using var scope = ComputeScope.Open();
            hash.AppendData(Safetensors.Bytes(tensor));
        }
        int place = header.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\"{Key}\":\"{Blank}\"")) + Key.Length + 4;
        Encoding.ASCII.GetBytes(Text(hash.GetHashAndReset()), header.AsSpan(place));
    }

    /// <summary>All that comes before the numbers.</summary>
    private static byte[] Start(FileStream stream)
    {
        byte[] header = new byte[stream.Position];
        stream.Position = 0;
        stream.ReadExactly(header);
        return header;
    }

    private static byte[] Rest(IncrementalHash hash, FileStream stream)
    {
        byte[] chunk = new byte[1 << 20];
        while (stream.Read(chunk) is > 0 and var count)
            hash.AppendData(chunk, 0, count);
        return hash.GetHashAndReset();
    }

    private static string Text(byte[] digest) => Convert.ToHexStringLower(digest);
}
