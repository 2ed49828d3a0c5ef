using System.CommandLine;
using System.Globalization;
using Seg.Core.Explaining;

namespace Seg.Server.Commands;

/// <summary>The options that say which pixels are explained; one of them at most.</summary>
internal sealed class PlaceOptions
{
    private readonly (Option<(double X, double Y)[]?> Option, TargetKind Kind)[] options =
    [
        (
            Points("--object", "X,Y", "Explain the one object at this pixel, 0,0 being the upper left one"),
            TargetKind.Object
        ),
        (Points("--pixel", "X,Y", "Explain this pixel"), TargetKind.Pixel),
        (
            Points("--region", "X,Y X,Y X,Y", "Explain what is inside of a line of three corners or more"),
            TargetKind.Region
        ),
    ];

    public IEnumerable<Option> All => options.Select(each => each.Option);

    /// <summary>Sees that there is one of them at most, with as many points as it takes.</summary>
    public void AddTo(Command command) =>
        command.Validators.Add(result =>
        {
            if (options.Count(each => result.GetResult(each.Option) is not null) > 1)
                result.AddError("Give one of --object, --pixel and --region.");
        });

    /// <summary>Null: the whole class.</summary>
    public HeatmapPlace? Of(ParseResult parsed) =>
        options
            .Where(each => parsed.GetResult(each.Option) is not null)
            .Select(each => new HeatmapPlace(each.Kind, parsed.GetRequiredValue(each.Option)!))
            .FirstOrDefault();

    private static Option<(double X, double Y)[]?> Points(string name, string help, string description)
    {
        bool isLine = name == "--region";
        return new(name)
        {
            HelpName = help,
            Description = description,
            Arity = isLine ? new ArgumentArity(3, 1000) : ArgumentArity.ExactlyOne,
            AllowMultipleArgumentsPerToken = isLine,
            CustomParser = result =>
            {
                (double X, double Y)?[] points = [.. result.Tokens.Select(token => Point(token.Value))];
                int wrong = Array.IndexOf(points, null);
                if (wrong < 0)
                    return [.. points.OfType<(double X, double Y)>()];
                result.AddError($"{name} {result.Tokens[wrong].Value} is not a place such as 120,80.");
                return null;
            },
        };
    }

    private static (double X, double Y)? Point(string text) =>
        text.Split(',') is [string x, string y] && Number(x) is { } column && Number(y) is { } line
            ? (column, line)
            : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && double.IsFinite(number)
            ? number
            : null;
}
