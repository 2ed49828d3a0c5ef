using System.Text.Json;

namespace Seg.Core.Datasets;

/// <summary>Where <c>split</c> stands in the text of a <c>seg.json</c>, and the text with another group; all else stays to the byte.</summary>
internal static class SplitText
{
    /// <summary>The text with this pattern in <c>split.group</c>.</summary>
    /// <param name="file">The whole file, which was read and checked.</param>
    /// <param name="pattern">The pattern.</param>
    public static byte[] WithGroup(byte[] file, string pattern)
    {
        int mark = Files.JsonFile.MarkLength(file);
        ReadOnlySpan<byte> text = file.AsSpan(mark);
        byte[] value = ClassText.Quoted(pattern);
        byte[] member = [.. "\"group\": "u8, .. value];
        byte[] split = [.. "{ "u8, .. member, .. " }"u8];
        TextObject whole = TextObject.Find(text, at: 0, wanted: "split");
        return
        [
            .. file.AsSpan(0, mark),
            .. whole.Wanted is not { } found ? Appended(text, whole, [.. "\"split\": "u8, .. split])
            : text[found.Start] != '{' ? Replaced(text, found, split)
            : WithMember(text, found, value, member),
        ];
    }

    private static byte[] WithMember(ReadOnlySpan<byte> text, TextSpan split, byte[] value, byte[] member)
    {
        TextObject inside = TextObject.Find(text, split.Start, wanted: "group");
        if (inside.Wanted is { } group)
            return Replaced(text, group, value);
        int after = split.Start + 1;
        ReadOnlySpan<byte> comma = inside.Last is null ? [] : ","u8;
        return [.. text[..after], .. Blanks(text, after), .. member, .. comma, .. text[after..]];
    }

    private static byte[] Replaced(ReadOnlySpan<byte> text, TextSpan value, byte[] by) =>
        [.. text[..value.Start], .. by, .. text[value.End..]];

    /// <summary>With one more member at the end, on a line of its own where the last has one; its comment stays beside that.</summary>
    private static byte[] Appended(ReadOnlySpan<byte> text, TextObject whole, byte[] member)
    {
        int end = whole.Last!.Value.End;
        int close = whole.Span.End - 1;
        int comma = SegJsonText.Between.Comma(text, end, close);
        int line = SegJsonText.Between.LineEnd(text, Math.Max(end, comma + 1), close);
        ReadOnlySpan<byte> before = Blanks(text, whole.Span.Start + 1);
        ReadOnlySpan<byte> added = comma < 0 ? ","u8 : [];
        if (line < 0)
        {
            int at = Math.Max(end, comma + 1);
            return [.. text[..end], .. added, .. text[end..at], .. before, .. member, .. text[at..]];
        }
        ReadOnlySpan<byte> indent = before[(before.LastIndexOf((byte)'\n') + 1)..];
        ReadOnlySpan<byte> newLine = text[..line].EndsWith("\r\n"u8) ? "\r\n"u8 : "\n"u8;
        return [.. text[..end], .. added, .. text[end..line], .. indent, .. member, .. newLine, .. text[line..]];
    }

    private static ReadOnlySpan<byte> Blanks(ReadOnlySpan<byte> text, int from)
    {
        ReadOnlySpan<byte> rest = text[from..];
        return rest[..^rest.TrimStart(" \t\r\n"u8).Length];
    }

    /// <summary>An object of a text.</summary>
    /// <param name="Span">From its brace to its brace.</param>
    /// <param name="Last">The value of its last member; null: it is empty.</param>
    /// <param name="Wanted">The value that was looked for; null: it is not there.</param>
    private readonly record struct TextObject(TextSpan Span, TextSpan? Last, TextSpan? Wanted)
    {
        public static TextObject Find(ReadOnlySpan<byte> text, int at, string wanted)
        {
            var reader = new Utf8JsonReader(
                text[at..],
                new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
            );
            reader.Read(); // its brace
            int start = at + (int)reader.TokenStartIndex;
            TextSpan? last = null;
            TextSpan? found = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isWanted = ClassText.IsNamed(ref reader, wanted);
                reader.Read();
                int from = at + (int)reader.TokenStartIndex;
                reader.Skip();
                last = new TextSpan(from, at + (int)reader.BytesConsumed);
                if (isWanted)
                    found = last;
            }
            return new(new(start, at + (int)reader.BytesConsumed), last, found);
        }
    }
}
