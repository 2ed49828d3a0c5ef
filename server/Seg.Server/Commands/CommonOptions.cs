using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Seg.Core.Imaging;

namespace Seg.Server.Commands;

/// <summary>What several verbs take, declared once: a dataset, a model, texts, numbers, lists of names and picture files.</summary>
internal static class CommonOptions
{
    /// <summary>The dataset that a verb is about.</summary>
    public static Argument<string> Dataset() => new("DATASET") { Description = "A folder with a seg.json" };

    /// <summary>The model that a verb is about.</summary>
    public static Option<string> Model(string description = "The folder of a trained model", bool isRequired = true) =>
        new("--model")
        {
            HelpName = "DIR",
            Description = description,
            Required = isRequired,
        };

    /// <param name="name">With its two dashes.</param>
    /// <param name="form">What the help has in the value's place.</param>
    /// <param name="description">For the help.</param>
    public static Option<string?> Text(string name, string form, string description) =>
        new(name) { HelpName = form, Description = description };

    /// <summary>Names with commas between. An empty one is refused: a list of classes would lose one, and the others their values.</summary>
    public static Option<string[]?> Names(string name, string form, string description) =>
        new(name)
        {
            HelpName = form,
            Description = description,
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = result =>
            {
                string[] names = Word(result).Split(',', StringSplitOptions.TrimEntries);
                return names.Contains("") ? Refuse<string[]>(result, "names with commas between") : names;
            },
        };

    /// <summary>Null: the line does not have the option, of which the parser makes no names.</summary>
    public static string[]? GetNames(this ParseResult parsed, Option<string[]?> option) =>
        parsed.GetResult(option) is null ? null : parsed.GetValue(option);

    /// <summary>One of a few words.</summary>
    public static Option<string?> Choice(string name, IEnumerable<string> words, string description)
    {
        Option<string?> option = Text(name, string.Join('|', words), description);
        option.Validators.Add(result =>
        {
            if (!words.Contains(result.GetValueOrDefault<string>()))
                result.AddError($"{name} is one of {string.Join(", ", words)}.");
        });
        return option;
    }

    /// <summary>A picture to write, in a format that its ending names.</summary>
    /// <param name="name">With its two dashes.</param>
    /// <param name="description">For the help.</param>
    /// <param name="example">The name of such a file.</param>
    public static Option<string?> Picture(string name, string description, string example)
    {
        Option<string?> option = Text(name, "FILE", description);
        option.Validators.Add(result =>
        {
            if (!ImageFile.Extensions.Contains(Path.GetExtension(result.GetValueOrDefault<string>() ?? "")))
                result.AddError($"{name} names a picture, such as {example}.");
        });
        return option;
    }

    public static Option<int?> Whole(string name, string description) =>
        Number<int>(name, description, NumberStyles.AllowLeadingSign, "a whole number");

    /// <summary>A comma is refused rather than left out, which would make 0,001 a 1.</summary>
    public static Option<double?> Real(string name, string description) =>
        Number<double>(name, description, NumberStyles.Float, "a number such as 0.001");

    private static Option<T?> Number<T>(string name, string description, NumberStyles style, string wanted)
        where T : struct, INumberBase<T> =>
        new(name)
        {
            HelpName = "N",
            Description = description,
            CustomParser = result =>
                T.TryParse(Word(result), style, CultureInfo.InvariantCulture, out T number)
                    ? number
                    : Refuse<T?>(result, wanted),
        };

    private static string Word(ArgumentResult result) => result.Tokens[0].Value;

    private static T? Refuse<T>(ArgumentResult result, string wanted)
    {
        result.AddError($"{((OptionResult)result.Parent!).Option.Name} {Word(result)} is not {wanted}.");
        return default;
    }
}
