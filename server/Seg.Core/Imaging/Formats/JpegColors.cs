using BitMiracle.LibJpeg.Classic;

namespace Seg.Core.Imaging.Formats;

/// <summary>
/// Makes colours of the planes of a JPEG file as libjpeg-turbo does by default (jdsample.c, "fancy upsampling", and
/// jdcolor.c), which Pillow, scikit-image and browsers use: values are the same, where ImageSharp and LibJpeg.NET repeat
/// or transform the colour samples and differ by up to a hundred levels at edges.
/// </summary>
internal static class JpegColors
{
    /// <summary>Gray or red, green, blue.</summary>
    /// <exception cref="UnsupportedImageException">Another number of components.</exception>
    public static Raster<byte> Convert(JpegFile file)
    {
        Action<byte[][], Span<byte>> convert = file.Colors switch
        {
            J_COLOR_SPACE.JCS_GRAYSCALE => (rows, to) => rows[0].AsSpan(0, to.Length).CopyTo(to),
            J_COLOR_SPACE.JCS_RGB => Interleave,
            J_COLOR_SPACE.JCS_YCbCr => FromYcc,
            J_COLOR_SPACE.JCS_CMYK => (rows, to) => FromCmyk(rows, to, file.HasAdobeMarker),
            J_COLOR_SPACE.JCS_YCCK => (rows, to) => FromYcck(rows, to, file.HasAdobeMarker),
            _ => throw new UnsupportedImageException(
                $"a JPEG of {file.Planes.Count} components of an unknown kind is not understood",
                "Save it as PNG or TIFF, for example in Fiji."
            ),
        };
        var raster = new Raster<byte>(file.Width, file.Height, file.Colors == J_COLOR_SPACE.JCS_GRAYSCALE ? 1 : 3);
        byte[][] rows = [.. file.Planes.Select(_ => new byte[file.Width])];
        for (int y = 0; y < file.Height; y++)
        {
            for (int i = 0; i < rows.Length; i++)
                Enlarge(file.Planes[i], y, rows[i]);
            convert(rows, raster.Row(y));
        }
        return raster;
    }

    private static void Enlarge(JpegPlane plane, int y, Span<byte> row)
    {
        bool isSmooth = plane.Width > 2;
        switch ((plane.ScaleX, plane.ScaleY))
        {
            case (1, 1):
                plane.Row(y)[..row.Length].CopyTo(row);
                break;
            case (2, 1) when isSmooth:
                Wider(plane.Row(y), row);
                break;
            case (2, 2) when isSmooth:
                Larger(plane.Row(y / 2), plane.Row(Neighbour(y)), row);
                break;
            case (1, 2):
                Taller(plane.Row(y / 2), plane.Row(Neighbour(y)), row, y % 2 == 0 ? 1 : 2);
                break;
            default:
                Repeat(plane, y, row);
                break;
        }
    }

    /// <summary>Of two rows that lie between samples, the upper one is nearer to the row of samples above.</summary>
    private static int Neighbour(int y) => y % 2 == 0 ? y / 2 - 1 : y / 2 + 1;

    /// <summary>Twice as wide: three parts of the nearer sample, one of the farther.</summary>
    private static void Wider(ReadOnlySpan<byte> from, Span<byte> to)
    {
        int last = from.Length - 1;
        for (int x = 0; x < to.Length; x++)
        {
            int i = x / 2;
            to[x] =
                x == 0 ? from[0]
                : x % 2 == 0 ? (byte)((3 * from[i] + from[i - 1] + 1) >> 2)
                : i == last ? from[last]
                : (byte)((3 * from[i] + from[i + 1] + 2) >> 2);
        }
    }

    private static void Taller(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, Span<byte> to, int bias)
    {
        for (int x = 0; x < to.Length; x++)
            to[x] = (byte)((3 * near[x] + far[x] + bias) >> 2);
    }

    private static void Larger(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, Span<byte> to)
    {
        int last = near.Length - 1;
        int before = 0;
        int here = 3 * near[0] + far[0];
        for (int i = 0, x = 0; x < to.Length; i++)
        {
            int after = i < last ? 3 * near[i + 1] + far[i + 1] : 0;
            to[x++] = (byte)(i == 0 ? (4 * here + 8) >> 4 : (3 * here + before + 8) >> 4);
            if (x < to.Length)
                to[x++] = (byte)(i == last ? (4 * here + 7) >> 4 : (3 * here + after + 7) >> 4);
            before = here;
            here = after;
        }
    }

    private static void Repeat(JpegPlane plane, int y, Span<byte> row)
    {
        ReadOnlySpan<byte> from = plane.Row((int)(y / plane.ScaleY));
        for (int x = 0; x < row.Length; x++)
            row[x] = from[Math.Min((int)(x / plane.ScaleX), from.Length - 1)];
    }

    private static void Interleave(byte[][] rows, Span<byte> to)
    {
        for (int x = 0, i = 0; i < to.Length; x++, i += 3)
            (to[i], to[i + 1], to[i + 2]) = (rows[0][x], rows[1][x], rows[2][x]);
    }

    private static void FromYcc(byte[][] rows, Span<byte> to)
    {
        ReadOnlySpan<byte> bright = rows[0];
        ReadOnlySpan<byte> blue = rows[1];
        ReadOnlySpan<byte> red = rows[2];
        for (int x = 0, i = 0; i < to.Length; x++, i += 3)
            (to[i], to[i + 1], to[i + 2]) = Rgb(bright[x], blue[x], red[x]);
    }

    /// <summary>BT.601 in libjpeg's 16-bit fixed point.</summary>
    private static (byte R, byte G, byte B) Rgb(int y, int cb, int cr)
    {
        const int half = 1 << 15;
        cb -= 128;
        cr -= 128;
        return (
            Clamped(y + ((91881 * cr + half) >> 16)),
            Clamped(y + ((-22554 * cb - 46802 * cr + half) >> 16)),
            Clamped(y + ((116130 * cb + half) >> 16))
        );
    }

    private static void FromYcck(byte[][] rows, Span<byte> to, bool isInverted)
    {
        byte[][] inks = [.. rows];
        for (int x = 0; x < rows[0].Length; x++)
        {
            (byte r, byte g, byte b) = Rgb(rows[0][x], rows[1][x], rows[2][x]);
            (inks[0][x], inks[1][x], inks[2][x]) = ((byte)(255 - r), (byte)(255 - g), (byte)(255 - b));
        }
        FromCmyk(inks, to, isInverted);
    }

    /// <summary>The plain formula of Pillow and of browsers, without a colour profile.</summary>
    private static void FromCmyk(byte[][] rows, Span<byte> to, bool isInverted)
    {
        for (int x = 0, i = 0; i < to.Length; x++, i += 3)
        {
            int white = isInverted ? rows[3][x] : 255 - rows[3][x];
            for (int c = 0; c < 3; c++)
            {
                int ink = isInverted ? 255 - rows[c][x] : rows[c][x];
                to[i + c] = Clamped(white - Share(ink, white));
            }
        }
    }

    /// <summary>The product of two shares of 255, rounded.</summary>
    private static int Share(int a, int b)
    {
        int product = a * b + 128;
        return ((product >> 8) + product) >> 8;
    }

    private static byte Clamped(int value) => (byte)Math.Clamp(value, 0, 255);
}
