using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Seg.Server.Rpc.Contract;

namespace Seg.Server.Tests.Rpc;

/// <summary>The comments of the C# sources, as the compiler writes them beside each assembly.</summary>
internal sealed partial class XmlDocs
{
    private readonly Dictionary<string, XElement> members;

    public XmlDocs(params IEnumerable<Assembly> assemblies) =>
        members = assemblies
            .SelectMany(assembly =>
                XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
            )
            .Where(member => member.Attribute("name")!.Value[1..].StartsWith(":Seg.", StringComparison.Ordinal))
            .ToDictionary(member => member.Attribute("name")!.Value);

    public string Of(Type type) => Text(members[$"T:{type.FullName}"].Element("summary"));

    public string Of(FieldInfo field) =>
        Text(members[$"F:{field.DeclaringType!.FullName}.{field.Name}"].Element("summary"));

    public string Of(MethodInfo method) =>
        Text(
            members
                .Single(m =>
                    m.Key.StartsWith($"M:{method.DeclaringType!.FullName}.{method.Name}(", StringComparison.Ordinal)
                )
                .Value.Element("summary")
        );

    /// <summary>A record's properties are described as the parameters of its constructor, or each by itself.</summary>
    public string Of(PropertyInfo property)
    {
        string record = property.DeclaringType!.FullName!;
        return members.TryGetValue($"P:{record}.{property.Name}", out XElement? own)
            ? Text(own.Element("summary"))
            : Text(
                members[$"T:{record}"]
                    .Elements("param")
                    .Single(param => param.Attribute("name")!.Value == property.Name)
            );
    }

    private static string Text(XElement? comment) =>
        Spaces().Replace(string.Concat(comment!.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) =>
        node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "paramref" } field =>
                $"`{TypeScriptContract.Camel(field.Attribute("name")!.Value)}`",
            XElement { Name.LocalName: "see" } see => Linked(see.Attribute("cref")!.Value),
            _ => throw new NotSupportedException($"Comments of the contract have no {node}."),
        };

    private static string Linked(string reference)
    {
        string name = reference[(reference.LastIndexOf('.') + 1)..];
        return reference[0] switch
        {
            // What stays in the server has no counterpart to link to.
            'T' when reference.StartsWith($"T:{typeof(Wire).Namespace}.", StringComparison.Ordinal) =>
                $"{{@link {name}}}",
            'T' => $"`{name}`",
            'F' => $"{{@link {TypeScriptContract.Camel(name)}}}",
            _ => $"`{TypeScriptContract.Camel(name)}`",
        };
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
