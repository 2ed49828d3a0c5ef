using System.Security.Cryptography;
using System.Text;

namespace Seg.Core.Imaging;

/// <summary>
/// What tells the pixels of an image from all others, in whatever file they are: a copy under another name, in another format
/// or with other metadata is the same image, and each page of a stack is one of its own.
/// </summary>
public static class PixelDigest
{
    private const int Bytes = 16;

    /// <summary>The first half of the SHA-256 of size, kind and values, in hexadecimal.</summary>
    /// <param name="image">As it was read, before any change of its values.</param>
    public static string Of(Raster image)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(
            Encoding.ASCII.GetBytes(
                FormattableString.Invariant($"{image.Width} {image.Height} {image.Channels} {image.ValueType.Name}\n")
            )
        );
        for (int y = 0; y < image.Height; y++)
            hash.AppendData(image.RowBytes(y));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, Bytes));
    }
}
