using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Seg.Server.Rpc.Contract;
using StreamJsonRpc;

namespace Seg.Server.Tests.Rpc;

/// <summary>Writes TypeScript for what handlers take and give.</summary>
internal sealed class TypeScriptContract(XmlDocs docs)
{
    private const int Columns = 120;

    private readonly StringBuilder text = new();
    private readonly HashSet<Type> written = [];
    private readonly Queue<Type> waiting = new();
    private readonly NullabilityInfoContext nullability = new();

    public static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    public string Write(string head, Type constants, Type errorData, IEnumerable<Type> handlers)
    {
        text.Append($"// {head}\n");
        foreach (FieldInfo field in constants.GetFields())
            Documented(docs.Of(field), $"export const {Camel(field.Name)} = {Literal(field)};");
        foreach (PropertyInfo property in constants.GetProperties())
            Table(property);
        Reach(errorData);

        (string Name, MethodInfo Method)[] methods =
        [
            .. from handler in handlers
            from method in handler.GetMethods()
            let name = method.GetCustomAttribute<JsonRpcMethodAttribute>()?.Name
            where name is not null
            select (name, method),
        ];
        Requests(methods);
        foreach ((_, MethodInfo method) in methods)
        {
            foreach ((_, Type type) in Parts(method))
                Reach(type);
        }
        return text.ToString();
    }

    /// <summary>A constant of many parts; the keys of one that is looked up by text are its type's.</summary>
    private void Table(PropertyInfo property)
    {
        string value = TypeScriptValue.Of(JsonSerializer.SerializeToNode(property.GetValue(null), WireFormat.Options)!);
        string name = Camel(property.Name);
        Documented(
            docs.Of(property),
            Lookup(property.PropertyType) is [var key, _] && key == typeof(string)
                ? $"export const {name} = {value} as const satisfies {Written(property.PropertyType)};"
                : $"export const {name}: {Written(property.PropertyType)} = {value};"
        );
    }

    private static Type[]? Lookup(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
            ? type.GetGenericArguments()
            : null;

    private void Requests((string Name, MethodInfo Method)[] methods)
    {
        text.Append(
            "\n/** What can be asked of the server: what goes in and what comes out. */\nexport interface Requests {\n"
        );
        foreach ((string name, MethodInfo method) in methods)
        {
            Comment(docs.Of(method), "  ");
            (string Kind, Type Type)[] parts = Parts(method);
            string written = string.Join("; ", parts.Select(part => $"readonly {part.Kind}: {Name(part.Type)}"));
            string line = $"  readonly \"{name}\": {{ {written} }};\n";
            text.Append(
                line.Length <= Columns
                    ? line
                    : $"  readonly \"{name}\": {{\n    {written.Replace("; ", ";\n    ", StringComparison.Ordinal)};\n  }};\n"
            );
        }
        text.Append("}\n\n/** The names of the requests. */\nexport const methods = {\n");
        foreach ((string name, _) in methods)
            text.Append($"  {Camel(string.Concat(name.Split('/').Select(Pascal)))}: \"{name}\",\n");
        text.Append("} as const satisfies Record<string, keyof Requests>;\n");
    }

    /// <summary>Writes a type where it is new, then those that it is made of.</summary>
    private void Reach(Type type)
    {
        waiting.Enqueue(type);
        while (waiting.TryDequeue(out Type? next))
        {
            if (!written.Add(next))
                continue;
            if (next.IsEnum)
                Documented(docs.Of(next), Choice(next));
            else if (Kinds(next) is [_, ..] kinds)
                Union(next, kinds);
            else if (Properties(next).Length == 0)
                Documented(docs.Of(next), $"export type {Name(next)} = Record<string, never>;");
            else
                Interface(next);
        }
    }

    private void Interface(Type record)
    {
        Documented(docs.Of(record), $"export interface {Name(record)} {{");
        if (Kind(record) is { } kind)
            text.Append($"  readonly type: \"{kind}\";\n");
        foreach (PropertyInfo property in Properties(record))
        {
            Comment(docs.Of(property), "  ");
            text.Append($"  readonly {Camel(property.Name)}: {Written(property)};\n");
        }
        text.Append("}\n");
    }

    /// <summary>Records of several kinds, which their field <c>type</c> distinguishes.</summary>
    private void Union(Type type, Type[] kinds)
    {
        Documented(docs.Of(type), $"export type {Name(type)} = {string.Join(" | ", kinds.Select(Name))};");
        foreach (Type kind in kinds)
            waiting.Enqueue(kind);
    }

    private static Type[] Kinds(Type type) =>
        [.. type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false).Select(kind => kind.DerivedType)];

    private static object? Kind(Type type) =>
        type
            .BaseType?.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false)
            .FirstOrDefault(kind => kind.DerivedType == type)
            ?.TypeDiscriminator;

    private string Written(PropertyInfo property)
    {
        if (property.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed)
            return string.Join(" | ", allowed.Values);
        bool isNullable = nullability.Create(property).ReadState == NullabilityState.Nullable;
        return Written(property.PropertyType) + (isNullable ? " | null" : "");
    }

    private string Written(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string) || type == typeof(DateTimeOffset))
            return "string";
        if (type == typeof(JsonElement))
            return "unknown";
        if (type == typeof(bool))
            return "boolean";
        if (type == typeof(int) || type == typeof(long) || type == typeof(double))
            return "number";
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return $"readonly {Element(type.GetGenericArguments()[0])}[]";
        if (Lookup(type) is [var key, var content])
            return $"Readonly<Record<{Written(key)}, {Written(content)}>>";
        waiting.Enqueue(type);
        return Name(type);
    }

    private static string Choice(Type type)
    {
        string union = Union(Enum.GetNames(type).Select(Camel));
        string line = $"export type {Name(type)} = {union};";
        return line.Length <= Columns
            ? line
            : $"export type {Name(type)} =\n  | {union.Replace(" | ", "\n  | ", StringComparison.Ordinal)};";
    }

    private string Element(Type type)
    {
        string written = Written(type);
        if (Nullable.GetUnderlyingType(type) is not null)
            return $"({written} | null)";
        return written.EndsWith("[]", StringComparison.Ordinal) ? $"({written})" : written;
    }

    private void Documented(string comment, string line)
    {
        text.Append('\n');
        Comment(comment, "");
        text.Append(line).Append('\n');
    }

    private void Comment(string comment, string indent)
    {
        if (indent.Length + comment.Length + "/**  */".Length <= Columns)
        {
            text.Append($"{indent}/** {comment} */\n");
            return;
        }
        text.Append($"{indent}/**\n{indent} *");
        int column = indent.Length + 2;
        foreach (string word in comment.Split(' '))
        {
            if (column + 1 + word.Length > Columns)
            {
                text.Append($"\n{indent} *");
                column = indent.Length + 2;
            }
            text.Append(' ').Append(word);
            column += 1 + word.Length;
        }
        text.Append($"\n{indent} */\n");
    }

    private static string Literal(FieldInfo field) =>
        field.GetRawConstantValue() is string text ? $"\"{text}\"" : $"{field.GetRawConstantValue()}";

    private static PropertyInfo[] Properties(Type record) =>
        [
            .. record
                .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is null && !IsProgress(property)),
        ];

    /// <summary>What a request reports of its progress; its parameter for it is the connection's affair, not the caller's.</summary>
    private static Type? Progress(Type parameters) =>
        parameters.GetProperties().FirstOrDefault(IsProgress)?.PropertyType.GetGenericArguments()[0];

    private static bool IsProgress(PropertyInfo property) =>
        property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IProgress<>);

    private static string Name(Type type) => type.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName ?? type.Name;

    /// <summary>What goes in, what comes out, and what is reported meanwhile.</summary>
    private static (string Kind, Type Type)[] Parts(MethodInfo method)
    {
        Type given = Params(method);
        return Progress(given) is { } progress
            ? [("params", given), ("result", Result(method)), ("progress", progress)]
            : [("params", given), ("result", Result(method))];
    }

    private static Type Params(MethodInfo method) => method.GetParameters()[0].ParameterType;

    private static Type Result(MethodInfo method) => method.ReturnType.GetGenericArguments()[0];

    private static string Union(IEnumerable<string> values) =>
        string.Join(" | ", values.Select(value => $"\"{value}\""));

    private static string Pascal(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
