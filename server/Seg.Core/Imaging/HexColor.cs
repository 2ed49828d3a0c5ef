using System.Globalization;

namespace Seg.Core.Imaging;

/// <summary>Colours as they are written in <c>seg.json</c>.</summary>
public static class HexColor
{
    /// <summary>Reads <c>#rrggbb</c>.</summary>
    /// <exception cref="SegException"><c>color.format</c>: it is written otherwise.</exception>
    public static (byte R, byte G, byte B) Parse(string text) =>
        text.Length == 7
        && text[0] == '#'
        && int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int rgb)
            ? ((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb)
            : throw new SegException(
                "color.format",
                $"\"{text}\" is no colour; write it as #rrggbb, such as #ff7f0e for orange."
            );
}
