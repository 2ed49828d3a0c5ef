using System.Text.Json;
using System.Text.Json.Serialization;

namespace Seg.Server.Rpc;

/// <summary>How records become JSON. What is missing, null, misspelt or of a wrong kind is an error that names it.</summary>
internal static class WireFormat
{
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web)
        {
            NumberHandling = JsonNumberHandling.Strict,
            PropertyNameCaseInsensitive = false,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };
}
