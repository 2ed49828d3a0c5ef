using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Seg.Core;

namespace Seg.Server.Rpc.Contract;

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
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireAll } },
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };

    // Of our records, also of those whose fields have defaults in files.
    private static void RequireAll(JsonTypeInfo type)
    {
        if (type.Type.Namespace?.StartsWith(nameof(Seg), StringComparison.Ordinal) != true)
            return;
        foreach (JsonPropertyInfo property in type.Properties)
            property.IsRequired = property.Set is not null;
    }
}

/// <summary>Paths of requests. A relative one would be looked for where the server happens to have been started.</summary>
internal static class FullPath
{
    /// <exception cref="SegException"><c>path.relative</c>.</exception>
    public static string Of(string path) =>
        Path.IsPathFullyQualified(path)
            ? Path.GetFullPath(path)
            : throw new SegException("path.relative", $"\"{path}\" is not a full path; open a folder on this machine.");
}
