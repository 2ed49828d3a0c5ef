using System.CommandLine;

namespace Seg.Server.Commands;

/// <summary>Options whose value is a text.</summary>
internal static class TextOption
{
    /// <param name="name">With its two dashes.</param>
    /// <param name="form">What the help has in the value's place.</param>
    /// <param name="description">For the help.</param>
    public static Option<string?> Of(string name, string form, string description) =>
        new(name) { HelpName = form, Description = description };
}
