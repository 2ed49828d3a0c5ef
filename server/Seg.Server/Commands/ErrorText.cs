using System.CommandLine;
using Seg.Core;
using Seg.Server.Runs;

namespace Seg.Server.Commands;

/// <summary>What the command line adds to an error of the library, which knows nothing of verbs and flags.</summary>
internal static class ErrorText
{
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
            .. error.Fields.Select(TrainFlags.NameOf).Where(flag => verb.Options.Any(option => option.Name == flag)),
        ];
        string text = Hints.TryGetValue(error.Code, out string? hint) ? $"{error.Message} {hint}" : error.Message;
        return flags.Length > 0 ? $"{text} ({string.Join(", ", flags)})" : text;
    }
}
