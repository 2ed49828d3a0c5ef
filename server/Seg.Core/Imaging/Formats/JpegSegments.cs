using System.Buffers.Binary;

namespace Seg.Core.Imaging.Formats;

/// <summary>What a JPEG file says of itself before its first scan (ITU T.81, annex B).</summary>
internal static class JpegSegments
{
    private const byte StartOfScan = 0xda;
    private const byte Fill = 0xff;
    private const byte App1 = 0xe1;
    private const byte App14 = 0xee;

    /// <summary>How the file asks to be turned, see <see cref="Formats.Orientation"/>.</summary>
    public static long Orientation(byte[] bytes)
    {
        foreach ((byte marker, ReadOnlyMemory<byte> body) in All(bytes))
            if (marker == App1 && body.Span.StartsWith("Exif\0\0"u8))
                return Formats.Orientation.OfExif(body[6..]);
        return 1;
    }

    /// <summary>Adobe's programs wrote it.</summary>
    public static bool HasAdobe(byte[] bytes) =>
        All(bytes).Any(segment => segment.Marker == App14 && segment.Body.Span.StartsWith("Adobe"u8));

    /// <summary>It has four components, which are inks.</summary>
    public static bool IsForPrint(byte[] bytes) =>
        All(bytes).Any(segment => IsFrame(segment.Marker) && segment.Body.Length > 5 && segment.Body.Span[5] == 4);

    /// <summary>SOF0 to SOF15 but for the tables and extensions that share their range.</summary>
    private static bool IsFrame(byte marker) => marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc);

    private static IEnumerable<(byte Marker, ReadOnlyMemory<byte> Body)> All(byte[] bytes)
    {
        int at = 2;
        while (at + 4 <= bytes.Length && bytes[at] == 0xff)
        {
            byte marker = bytes[at + 1];
            if (marker == Fill)
            {
                at++;
                continue;
            }
            int length = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2));
            if (marker == StartOfScan || length < 2 || at + 2 + length > bytes.Length)
                yield break;
            yield return (marker, bytes.AsMemory(at + 4, length - 2));
            at += 2 + length;
        }
    }
}
