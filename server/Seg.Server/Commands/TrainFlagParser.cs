using System.CommandLine;
using Seg.Core.Models;
using Seg.Server.Runs;

namespace Seg.Server.Commands;

/// <summary>The options of a verb that trains, made of <see cref="TrainFlags"/>. What a line does not name stays as it was.</summary>
/// <param name="defaults">What the help says of an option that is left out.</param>
/// <param name="flags">Those that the verb has.</param>
internal sealed class TrainFlagParser(TrainOptions defaults, IEnumerable<TrainFlag> flags)
{
    private readonly Entry[] entries = [.. flags.Select(flag => Of(flag, defaults))];

    public IEnumerable<Option> Options => entries.Select(entry => entry.Option);

    /// <summary>The options of before, with what the line names in their place.</summary>
    public TrainOptions Over(TrainOptions start, ParseResult parsed) =>
        entries.Aggregate(start, (options, entry) => entry.Over(options, parsed));

    private static Entry Of(TrainFlag flag, TrainOptions defaults)
    {
        string usual = flag.Usual ?? flag.Word(defaults) ?? "";
        string help = usual.Length > 0 ? $"{flag.Help} [{usual}]" : flag.Help;
        return flag switch
        {
            TrainFlag<string> text => Worded(CommonOptions.Text(flag.Name, flag.Form, help), text.Set),
            TrainFlag<string[]> names => Named(CommonOptions.Names(flag.Name, flag.Form, help), names.Set),
            TrainFlag<int> whole => Numbered(CommonOptions.Whole(flag.Name, help), whole.Set),
            TrainFlag<double> real => Numbered(CommonOptions.Real(flag.Name, help), real.Set),
            TrainFlag<bool> isOn => Switched(new(flag.Name) { Description = help }, isOn.Set),
            _ => throw new NotSupportedException($"{flag.Name} has a value of a kind that no option is made for."),
        };
    }

    private static Entry Worded(Option<string?> option, Func<TrainOptions, string, TrainOptions> set) =>
        new(option, (start, parsed) => parsed.GetValue(option) is { } word ? set(start, word) : start);

    private static Entry Named(Option<string[]?> option, Func<TrainOptions, string[], TrainOptions> set) =>
        new(option, (start, parsed) => parsed.GetNames(option) is { } names ? set(start, names) : start);

    private static Entry Numbered<T>(Option<T?> option, Func<TrainOptions, T, TrainOptions> set)
        where T : struct =>
        new(option, (start, parsed) => parsed.GetValue(option) is { } value ? set(start, value) : start);

    private static Entry Switched(Option<bool> option, Func<TrainOptions, bool, TrainOptions> set) =>
        new(option, (start, parsed) => parsed.GetValue(option) ? set(start, true) : start);

    private sealed record Entry(Option Option, Func<TrainOptions, ParseResult, TrainOptions> Over);
}
