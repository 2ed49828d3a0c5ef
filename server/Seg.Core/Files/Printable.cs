using System.Globalization;
using System.Text;

namespace Seg.Core.Files;

/// <summary>
/// Text as it may be shown on a terminal: names of files and classes come from anywhere, and a control character in one
/// could move the cursor, change what was printed before or send commands to the terminal.
/// </summary>
public static class Printable
{
    /// <summary>
    /// The same text on one line, where each character that is no sign but does something, such as an escape or one that
    /// turns the direction of writing, stands as <c>\u001b</c>.
    /// </summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        var shown = new StringBuilder(text.Length);
        foreach (Rune character in text.EnumerateRunes())
            if (IsShown(character))
                shown.Append(character);
            else
                shown.Append(CultureInfo.InvariantCulture, $"\\u{character.Value:x4}");
        return shown.ToString();
    }

    private static bool IsShown(Rune character) =>
        Rune.GetUnicodeCategory(character)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            )
        || character.Value is 0x200c or 0x200d; // which join letters in some scripts
}
