using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Seg.Server.Tests.Rpc;

/// <summary>Writes a value as TypeScript has it, broken into lines as prettier breaks them.</summary>
internal static partial class TypeScriptValue
{
    private const int Columns = 120;

    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(JsonNode value) => Of(value, "", 0);

    private static string Of(JsonNode? value, string indent, int before)
    {
        string line = OnOneLine(value);
        if (
            value is not (JsonObject or JsonArray)
            || (!line.Contains(": {") && indent.Length + before + line.Length < Columns - 40)
        )
            return line;
        string inner = indent + "  ";
        return value switch
        {
            JsonObject fields =>
                $"{{\n{string.Concat(fields.Select(field => Field(field.Key, field.Value, inner)))}{indent}}}",
            JsonArray items => $"[\n{string.Concat(items.Select(item => $"{inner}{Of(item, inner, 0)},\n"))}{indent}]",
            _ => line,
        };
    }

    private static string Field(string name, JsonNode? value, string indent)
    {
        string written = Of(value, indent, name.Length + 2);
        string line = $"{indent}{name}: {written},";
        return value is JsonValue && line.Length > Columns ? $"{indent}{name}:\n{indent}  {written},\n" : line + "\n";
    }

    private static string OnOneLine(JsonNode? value) =>
        value switch
        {
            JsonObject fields =>
                $"{{ {string.Join(", ", fields.Select(field => $"{field.Key}: {OnOneLine(field.Value)}"))} }}",
            JsonArray items => $"[{string.Join(", ", items.Select(OnOneLine))}]",
            _ => Exponent().Replace(value?.ToJsonString(Plain) ?? "null", "e-"),
        };

    // As prettier writes it.
    [GeneratedRegex("(?<=[0-9])E-0*(?=[0-9])")]
    private static partial Regex Exponent();
}
