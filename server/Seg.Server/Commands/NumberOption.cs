using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Seg.Server.Commands;

/// <summary>Options whose value is a number. A comma is refused rather than left out, which would make 0,001 a 1.</summary>
internal static class NumberOption
{
    public static Option<int?> Whole(string name, string description) =>
        new(name)
        {
            HelpName = "N",
            Description = description,
            CustomParser = given =>
                int.TryParse(Text(given), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
                    ? number
                    : Refuse<int>(given, "a whole number"),
        };

    public static Option<double?> Real(string name, string description) =>
        new(name)
        {
            HelpName = "N",
            Description = description,
            CustomParser = given =>
                double.TryParse(Text(given), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                    ? number
                    : Refuse<double>(given, "a number such as 0.001"),
        };

    private static string Text(ArgumentResult given) => given.Tokens[0].Value;

    private static T? Refuse<T>(ArgumentResult given, string wanted)
        where T : struct
    {
        given.AddError($"{((OptionResult)given.Parent!).Option.Name} {Text(given)} is not {wanted}.");
        return null;
    }
}
