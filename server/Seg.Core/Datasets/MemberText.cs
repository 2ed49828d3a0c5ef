using System.Text.Json;
using Seg.Core.Files;

namespace Seg.Core.Datasets;

/// <summary>An object in the text of a <c>seg.json</c>, of which one member is given another value; all else stays to the byte.</summary>
/// <param name="Span">From its brace to its brace.</param>
/// <param name="Last">The value of its last member; null: it is empty.</param>
/// <param name="Wanted">The value of the member that was looked for; null: it is not there.</param>
internal readonly record struct MemberText(TextSpan Span, TextSpan? Last, TextSpan? Wanted)
{
    /// <summary>The file with this member in its outermost object.</summary>
    /// <param name="file">The whole file, which was read and checked.</param>
    /// <param name="name">The member.</param>
    /// <param name="value">Its value, as JSON.</param>
    public static byte[] InFile(byte[] file, string name, ReadOnlySpan<byte> value)
    {
        int mark = JsonFile.MarkLength(file);
        return [.. file.AsSpan(0, mark), .. With(file.AsSpan(mark), at: 0, name, value)];
    }

    /// <summary>The text with this member in the object that begins there: its value replaced, or before the first member, laid out as that one is.</summary>
    public static byte[] With(ReadOnlySpan<byte> text, int at, string name, ReadOnlySpan<byte> value)
    {
        MemberText whole = Find(text, at, name);
        if (whole.Wanted is { } found)
            return Replaced(text, found, value);
        int inside = whole.Span.Start + 1;
        ReadOnlySpan<byte> comma = whole.Last is null ? [] : ","u8;
        return [.. text[..inside], .. Blanks(text, inside), .. Of(name, value), .. comma, .. text[inside..]];
    }

    /// <summary>A member by itself.</summary>
    public static byte[] Of(string name, ReadOnlySpan<byte> value) => [.. ClassText.Quoted(name), .. ": "u8, .. value];

    public static byte[] Replaced(ReadOnlySpan<byte> text, TextSpan value, ReadOnlySpan<byte> by) =>
        [.. text[..value.Start], .. by, .. text[value.End..]];

    /// <summary>The blanks and line ends that begin there.</summary>
    public static ReadOnlySpan<byte> Blanks(ReadOnlySpan<byte> text, int from)
    {
        ReadOnlySpan<byte> rest = text[from..];
        return rest[..^rest.TrimStart(" \t\r\n"u8).Length];
    }

    /// <summary>Reads the object that begins there, or after blanks and comments.</summary>
    public static MemberText Find(ReadOnlySpan<byte> text, int at, string wanted)
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
