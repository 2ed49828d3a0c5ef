using System.Text.Json;
using System.Text.Json.Serialization;

namespace Seg.Core.Datasets;

/// <summary>Either a fraction (0 to below 1) or a list of stems; in JSON a number or an array of strings.</summary>
[JsonConverter(typeof(Converter))]
public sealed record ValidationRule
{
    /// <summary>The share of images, when they are not named.</summary>
    public double Fraction { get; }

    /// <summary>The stems, when they are named.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>A share of the images; 0 means none.</summary>
    public ValidationRule(double fraction)
    {
        if (fraction is not (>= 0 and < 1))
            throw new JsonException($"\"validation\" is {fraction}; a fraction is 0 or more and below 1");
        Fraction = fraction;
    }

    /// <summary>These images by their stems.</summary>
    public ValidationRule(IReadOnlyList<string> names) => Names = names;

    private sealed class Converter : JsonConverter<ValidationRule>
    {
        public override ValidationRule Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType switch
            {
                JsonTokenType.Number => new ValidationRule(reader.GetDouble()),
                JsonTokenType.StartArray => new ValidationRule(
                    JsonSerializer.Deserialize<string[]>(ref reader, options)!
                ),
                _ => throw new JsonException("\"validation\" is a fraction such as 0.2 or a list of image names"),
            };

        public override void Write(Utf8JsonWriter writer, ValidationRule value, JsonSerializerOptions options)
        {
            if (value.Names is null)
                writer.WriteNumberValue(value.Fraction);
            else
                JsonSerializer.Serialize(writer, value.Names, options);
        }
    }
}
