using System.CommandLine;
using Seg.Core;

namespace Seg.Server.Commands;

/// <summary>What the command line adds to an error of the library, which knows nothing of verbs and flags.</summary>
internal static class ErrorText
{
    // A field whose flag is not its own name.
    private static readonly Dictionary<string, string> Flags = new() { ["learningRate"] = "--lr" };

    private static readonly Dictionary<string, string> Hints = new()
    {
        ["explain.layer"] = "'seg explain --layers' lists them.",
        ["model.missing"] = "'seg train' makes models.",
        ["train.running"] = "'seg stop' ends it.",
    };

    /// <summary>The sentence, with the verb that helps and the flags of the fields that it is about.</summary>
    public static string Of(SegException error, Command verb)
    {
        string[] flags =
        [
            .. error
                .Fields.Select(field => Flags.GetValueOrDefault(field, $"--{Kebab(field)}"))
                .Where(flag => verb.Options.Any(option => option.Name == flag)),
        ];
        string text = Hints.TryGetValue(error.Code, out string? hint) ? $"{error.Message} {hint}" : error.Message;
        return flags.Length > 0 ? $"{text} ({string.Join(", ", flags)})" : text;
    }

    private static string Kebab(string field) =>
        string.Concat(field.Select(c => char.IsUpper(c) ? $"-{char.ToLowerInvariant(c)}" : c.ToString()));
}
