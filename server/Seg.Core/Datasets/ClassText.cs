using System.Text.Encodings.Web;
using System.Text.Json;

namespace Seg.Core.Datasets;

/// <summary>Where something stands in a text, in bytes.</summary>
internal readonly record struct TextSpan(int Start, int End);

/// <summary>A class as it is written in <c>seg.json</c>: an object, which may have fields and comments of any kind.</summary>
/// <param name="Span">From its brace to its brace.</param>
/// <param name="Name">Its name, with the quotes.</param>
/// <param name="Color">Its colour, with the quotes.</param>
internal sealed record ClassText(TextSpan Span, TextSpan Name, TextSpan Color)
{
    // Names stay legible: é, not \u00e9.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Finds the array of classes, its brackets included, and what stands in it.</summary>
    /// <param name="text">A <c>seg.json</c> that was read and checked.</param>
    public static (TextSpan List, IReadOnlyList<ClassText> Classes) Find(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(
            text,
            new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
        );
        reader.Read(); // into the object
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isList = IsNamed(ref reader, "classes");
            reader.Read();
            if (isList)
                return List(ref reader);
            reader.Skip();
        }
        throw new JsonException("\"classes\" is missing");
    }

    /// <summary>The same object with another name and colour; what is the same already stays as it is written.</summary>
    public byte[] With(ReadOnlySpan<byte> text, string name, string color)
    {
        var written = new List<byte>();
        int at = Span.Start;
        IEnumerable<(TextSpan Value, string Wanted)> values = [(Name, name), (Color, color)];
        foreach ((TextSpan value, string wanted) in values.OrderBy(each => each.Value.Start))
        {
            written.AddRange(text[at..value.Start]);
            ReadOnlySpan<byte> before = text[value.Start..value.End];
            written.AddRange(JsonSerializer.Deserialize<string>(before) == wanted ? before : Quoted(wanted));
            at = value.End;
        }
        written.AddRange(text[at..Span.End]);
        return [.. written];
    }

    /// <summary>Another class, laid out as this one is.</summary>
    public byte[] Like(ReadOnlySpan<byte> text, string name, string color)
    {
        ReadOnlySpan<byte> inside = text[(Span.Start + 1)..(Span.End - 1)];
        ReadOnlySpan<byte> before = inside[..^inside.TrimStart(Blanks).Length];
        ReadOnlySpan<byte> after = inside[inside.TrimEnd(Blanks).Length..];
        ReadOnlySpan<byte> blank = before.IsEmpty ? [] : " "u8;
        return
        [
            (byte)'{',
            .. before,
            .. "\"name\":"u8,
            .. blank,
            .. Quoted(name),
            (byte)',',
            .. before,
            .. "\"color\":"u8,
            .. blank,
            .. Quoted(color),
            .. after,
            (byte)'}',
        ];
    }

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    internal static byte[] Quoted(string value) =>
        [(byte)'"', .. JsonEncodedText.Encode(value, Encoder).EncodedUtf8Bytes, (byte)'"'];

    private static (TextSpan, IReadOnlyList<ClassText>) List(ref Utf8JsonReader reader)
    {
        int start = (int)reader.TokenStartIndex;
        var classes = new List<ClassText>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            classes.Add(One(ref reader));
        return (new TextSpan(start, (int)reader.BytesConsumed), classes);
    }

    private static ClassText One(ref Utf8JsonReader reader)
    {
        int start = (int)reader.TokenStartIndex;
        TextSpan name = default;
        TextSpan color = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isName = IsNamed(ref reader, "name");
            bool isColor = IsNamed(ref reader, "color");
            reader.Read();
            int at = (int)reader.TokenStartIndex;
            reader.Skip();
            var value = new TextSpan(at, (int)reader.BytesConsumed);
            if (isName)
                name = value;
            else if (isColor)
                color = value;
        }
        return new ClassText(new(start, (int)reader.BytesConsumed), name, color);
    }

    // As the reader of seg.json compares them.
    internal static bool IsNamed(ref Utf8JsonReader reader, string name) =>
        string.Equals(reader.GetString(), name, StringComparison.OrdinalIgnoreCase);
}
