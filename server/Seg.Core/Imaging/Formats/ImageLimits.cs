namespace Seg.Core.Imaging.Formats;

/// <summary>
/// What a header may claim, checked before memory is asked for: a damaged or hostile one would otherwise ask for all.
/// </summary>
internal static class ImageLimits
{
    private const long MaxSide = 1 << 20;
    private const long MaxPixels = 1 << 30;

    // Deflate packs at most 1032 bytes into one, LZW about 2700.
    private const long BestCompression = 3000;
    private const long HarmlessBytes = 16 << 20;

    /// <summary>Refuses what cannot be true or is too large to be read.</summary>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="bitsPerPixel">Of all channels, once decoded.</param>
    /// <param name="packedBytes">The bytes that the pixels are decoded from.</param>
    /// <exception cref="InvalidDataException">Saying what the header claims.</exception>
    public static void Check(long width, long height, long bitsPerPixel, long packedBytes)
    {
        if (width < 1 || height < 1 || bitsPerPixel < 1)
            throw new InvalidDataException("its header is damaged");
        if (width > MaxSide || height > MaxSide || width * height > MaxPixels)
            throw new InvalidDataException(
                $"it says that it has {width} x {height} pixels; {MaxPixels} can be read, and {MaxSide} a side"
            );
        if (width * height * (double)bitsPerPixel / 8 > HarmlessBytes + BestCompression * (double)packedBytes)
            throw new InvalidDataException(
                $"it says that it has {width} x {height} pixels, more than its {packedBytes} bytes can hold"
            );
    }

    /// <summary>Refuses a strip or tile that is said to unpack to more than it can.</summary>
    public static void CheckPart(long unpackedBytes, long packedBytes)
    {
        if (unpackedBytes > HarmlessBytes + BestCompression * (double)packedBytes)
            throw new InvalidDataException($"a part of it is said to have {unpackedBytes} bytes, which it cannot hold");
    }
}
