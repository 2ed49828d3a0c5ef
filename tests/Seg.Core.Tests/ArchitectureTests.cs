using System.Text.Json;
using System.Text.RegularExpressions;

namespace Seg.Core.Tests;

/// <summary>
/// Folders import one way only. What each may import is written in <c>server/imports.json</c>, once, in the order of the
/// diagram from above to below; a folder below another is one of its own. A folder is a namespace; <c>Seg.Core</c> itself,
/// with what all others speak of, is below all.
/// </summary>
public sealed partial class ArchitectureTests
{
    private const string Base = "Seg.Core";

    private static readonly string Server = SharedFiles.InProject("server");
    private static readonly Dictionary<string, string[]> Allowed = JsonSerializer.Deserialize<
        Dictionary<string, string[]>
    >(File.ReadAllText(Path.Combine(Server, "imports.json")))!;
    private static readonly Source[] Sources = [.. Files().Select(Source.Read)];

    /// <summary>The names of the types in each namespace.</summary>
    private static readonly ILookup<string, string> Types = Sources
        .SelectMany(source => source.Types.Select(name => (source.Namespace, name)))
        .ToLookup(type => type.Namespace, type => type.name);

    [Fact]
    public void Every_file_is_in_the_namespace_of_its_folder_which_the_list_has()
    {
        Assert.InRange(Sources.Length, 100, 10_000);
        foreach (Source source in Sources)
        {
            Assert.Equal(
                Path.GetRelativePath(Server, Path.GetDirectoryName(source.Path)!).Replace('/', '.'),
                source.Namespace
            );
            Assert.True(source.Namespace == Base || Allowed.ContainsKey(source.Namespace), source.Path);
        }
    }

    [Fact]
    public void A_folder_imports_only_what_the_list_allows()
    {
        string[] forbidden =
        [
            .. Edges()
                .Where(edge => !Allowed[edge.From].Contains(edge.To))
                .Select(edge => $"{edge.From} -> {edge.To}: {edge.File}"),
        ];
        Assert.True(forbidden.Length == 0, string.Join("\n", forbidden)); // all of them, and whole
    }

    [Fact]
    public void What_the_list_allows_leads_downwards_and_is_made_use_of()
    {
        string[] order = [.. Allowed.Keys];
        var used = Edges().Select(edge => (edge.From, edge.To)).ToHashSet();
        foreach ((string from, string[] below) in Allowed)
        {
            foreach (string to in below)
            {
                Assert.True(Array.IndexOf(order, to) > Array.IndexOf(order, from), $"{from} -> {to} leads upwards");
                Assert.True(used.Contains((from, to)), $"{from} -> {to} is not needed any more");
            }
        }
    }

    [Theory]
    [InlineData("using Seg.Core.Prediction;", "Seg.Core.Prediction")]
    [InlineData("using static Seg.Core.Prediction.TileGrid;", "Seg.Core.Prediction")]
    [InlineData("using Grid = Seg.Core.Prediction.TileGrid;", "Seg.Core.Prediction")]
    [InlineData("class C { Seg.Core.Prediction.TileGrid? grid; }", "Seg.Core.Prediction")]
    [InlineData("class C { Prediction.TileGrid? grid; }", "Seg.Core.Prediction")] // from the namespace around both
    [InlineData("class C { UNet? network; }", "Seg.Core.Networks")] // of the namespace around this one
    [InlineData("// using Seg.Core.Prediction;", null)]
    [InlineData("class C { string s = \"Prediction.TileGrid\"; }", null)]
    public void What_a_file_imports_is_seen_however_it_is_written(string text, string? expected)
    {
        var source = new Source("file.cs", "Seg.Core.Networks.Layers", Source.WithoutTexts(text), []);
        Assert.Equal(expected is null ? [] : [expected], Imports(source));
    }

    private static IEnumerable<(string From, string To, string File)> Edges() =>
        from source in Sources
        where source.Namespace != Base
        from imported in Imports(source)
        let edge = (From: Folder(source.Namespace), To: Folder(imported))
        where edge.From != edge.To
        select (edge.From, edge.To, Path.GetRelativePath(Server, source.Path));

    /// <summary>Other namespaces of ours that a file names, by <c>using</c>, by the whole name, or as one may inside a namespace.</summary>
    private static string[] Imports(Source source)
    {
        var found = new HashSet<string>();
        foreach (Match match in Qualified().Matches(source.Code))
            found.Add(Folder(match.Value));
        foreach (string around in Around(source.Namespace))
        {
            foreach (string name in Types[around].Where(name => around != Base && source.Mentions(name)))
                found.Add(around);
            foreach (
                IGrouping<string, string> types in Types.Where(types =>
                    types.Key.StartsWith(around + ".", StringComparison.Ordinal)
                )
            )
                if (types.Any(name => source.Mentions($"{types.Key[(around.Length + 1)..]}.{name}")))
                    found.Add(types.Key);
        }
        found.ExceptWith([source.Namespace, Base]);
        return [.. found.Order(StringComparer.Ordinal)];
    }

    /// <summary>The folder of the list in which a namespace or a type is, by its whole name.</summary>
    private static string Folder(string name) =>
        Allowed
            .Keys.Where(key => name == key || name.StartsWith(key + ".", StringComparison.Ordinal))
            .MaxBy(key => key.Length)
        ?? Base;

    /// <summary>The namespaces around one, whose types need no <c>using</c> in it.</summary>
    private static IEnumerable<string> Around(string name)
    {
        for (int dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.', dot - 1))
            yield return name[..dot];
    }

    private static IEnumerable<string> Files() =>
        from project in Allowed.Keys.Select(key => string.Join('.', key.Split('.')[..2])).Distinct()
        from file in Directory.EnumerateFiles(Path.Combine(Server, project), "*.cs", SearchOption.AllDirectories)
        let parts = Path.GetRelativePath(Path.Combine(Server, project), file).Split('/')
        where parts[0] is not ("bin" or "obj") && parts[^1] != "Program.cs"
        select file;

    /// <param name="Path">The file.</param>
    /// <param name="Namespace">Its namespace.</param>
    /// <param name="Code">Its text without comments and what stands in quotes.</param>
    /// <param name="Types">The types that it declares, not within others.</param>
    private sealed record Source(string Path, string Namespace, string Code, string[] Types)
    {
        private readonly HashSet<string> words = [.. Word().Matches(Code).Select(match => match.Value)];

        public static Source Read(string path)
        {
            string text = WithoutTexts(File.ReadAllText(path));
            return new(
                path,
                Declared().Match(text).Groups[1].Value,
                text,
                [.. Declaration().Matches(text).Select(match => match.Groups[1].Value)]
            );
        }

        /// <summary>A name with or without dots.</summary>
        public bool Mentions(string name) =>
            words.Contains(name) || words.Any(word => word.StartsWith(name + ".", StringComparison.Ordinal));

        public static string WithoutTexts(string text) => Silent().Replace(text, " ");
    }

    // Comments, and strings of all kinds; in interpolated ones also what is computed, which imports nothing that is not named elsewhere.
    [GeneratedRegex(
        """//[^\n]*|/\*.*?\*/|\$*\"{3,}.*?\"{3,}|[$@]*"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])'""",
        RegexOptions.Singleline
    )]
    private static partial Regex Silent();

    [GeneratedRegex(@"(?<![\w.])Seg\.\w+(?:\.\w+)*")]
    private static partial Regex Qualified();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*(?:\.\w+)*")]
    private static partial Regex Word();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Declared();

    [GeneratedRegex(
        @"^(?:public|internal)[\w ]*? (?:class|struct|interface|enum|record|record struct|delegate [\w<>?\[\]]+) (\w+)",
        RegexOptions.Multiline
    )]
    private static partial Regex Declaration();
}
