using Seg.Core.Files;

namespace Seg.Core.Datasets;

/// <summary>The text of a <c>seg.json</c> with another <c>split.group</c>; all else stays to the byte.</summary>
internal static class SplitText
{
    /// <summary>The text with this pattern in <c>split.group</c>.</summary>
    /// <param name="file">The whole file, which was read and checked.</param>
    /// <param name="pattern">The pattern.</param>
    public static byte[] WithGroup(byte[] file, string pattern)
    {
        int mark = JsonFile.MarkLength(file);
        ReadOnlySpan<byte> text = file.AsSpan(mark);
        byte[] value = ClassText.Quoted(pattern);
        byte[] split = [.. "{ "u8, .. MemberText.Of("group", value), .. " }"u8];
        MemberText whole = MemberText.Find(text, at: 0, wanted: "split");
        return
        [
            .. file.AsSpan(0, mark),
            .. whole.Wanted is not { } found ? Appended(text, whole, MemberText.Of("split", split))
            : text[found.Start] != '{' ? MemberText.Replaced(text, found, split)
            : MemberText.With(text, found.Start, "group", value),
        ];
    }

    /// <summary>With one more member at the end, on a line of its own where the last has one; its comment stays beside that.</summary>
    private static byte[] Appended(ReadOnlySpan<byte> text, MemberText whole, byte[] member)
    {
        int end = whole.Last!.Value.End;
        int close = whole.Span.End - 1;
        int comma = SegJsonText.Between.Comma(text, end, close);
        int line = SegJsonText.Between.LineEnd(text, Math.Max(end, comma + 1), close);
        ReadOnlySpan<byte> before = MemberText.Blanks(text, whole.Span.Start + 1);
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
}
