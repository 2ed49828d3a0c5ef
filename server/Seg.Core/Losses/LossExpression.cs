using System.Globalization;

namespace Seg.Core.Losses;

/// <summary>
/// Losses written as text: a sum of terms, each with an optional factor and optional named arguments, such as
/// <c>ce + 2*dice</c> or <c>0.5*focal(gamma=2) + tversky(alpha=0.3, beta=0.7)</c>. Case and spaces do not matter.
/// <list type="table">
/// <item><term><c>ce</c></term><description>cross-entropy</description></item>
/// <item><term><c>dice(smooth=0)</c></term><description>soft Dice</description></item>
/// <item><term><c>jaccard(smooth=0)</c></term><description>soft intersection over union</description></item>
/// <item><term><c>focal(gamma=2)</c></term><description>cross-entropy that passes over easy pixels</description></item>
/// <item><term><c>tversky(alpha=0.3, beta=0.7, smooth=0)</c></term><description>Dice with a price each for false
/// positives (alpha) and misses (beta)</description></item>
/// </list>
/// <c>smooth</c> is in pixels.
/// </summary>
public static class LossExpression
{
    private static readonly Dictionary<string, LossForm> Forms = new LossForm[]
    {
        new("ce", [], _ => new CrossEntropy()),
        new("dice", [("smooth", 0)], a => new Dice(a[0])),
        new("jaccard", [("smooth", 0)], a => new Jaccard(a[0])),
        new("focal", [("gamma", 2)], a => new Focal(a[0])),
        new("tversky", [("alpha", 0.3), ("beta", 0.7), ("smooth", 0)], a => new Tversky(a[0], a[1], a[2])),
    }.ToDictionary(form => form.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The names that <see cref="Parse"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Forms.Keys];

    /// <summary>Makes the loss that a text describes.</summary>
    /// <param name="text">For example <c>ce + dice</c>.</param>
    /// <param name="classCount">The number of classes, at least 1, background included.</param>
    /// <param name="classWeights">
    /// One finite positive weight a class; only their ratios matter. Without them all classes count alike.
    /// Cross-entropy and focal weigh pixels by the true class, the others weigh the classes' means.
    /// </param>
    /// <exception cref="SegException"><c>loss.syntax</c>, with the position; <c>loss.weights</c>.</exception>
    public static ILoss Parse(string text, int classCount, IReadOnlyList<double>? classWeights = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        double[] weights = [.. classWeights ?? Enumerable.Repeat(1.0, classCount)];
        if (weights.Length != classCount || weights.Any(weight => !double.IsFinite(weight) || weight <= 0))
            throw new SegException(
                "loss.weights",
                $"The class weights \"{Text(weights)}\" do not fit: give {classCount} numbers above 0, one a class."
            );
        // A common factor cancels out of every loss; mean 1 keeps the sums within the range of float.
        double mean = weights.Average();
        return new WeightedSum(new LossParser(text, Forms).Parse(), [.. weights.Select(weight => weight / mean)]);
    }

    private static string Text(double[] weights) =>
        string.Join(',', weights.Select(weight => weight.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>A loss that can be named in a <see cref="LossExpression"/>.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Parameters">The arguments it takes, numbers of at least 0, with their defaults.</param>
/// <param name="Make">Makes the term from the values of all parameters, in their order; an <see cref="ArgumentException"/> where they do not fit together.</param>
internal sealed record LossForm(
    string Name,
    IReadOnlyList<(string Name, double Default)> Parameters,
    Func<double[], ILossTerm> Make
)
{
    /// <summary>As it is written, such as <c>focal(gamma=2)</c>.</summary>
    public override string ToString() => Parameters.Count == 0 ? Name : $"{Name}({string.Join(", ", Arguments)})";

    private IEnumerable<string> Arguments =>
        Parameters.Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.Name}={item.Default}"));
}

/// <summary>
/// Reads <c>expression = term ("+" term)*</c>, <c>term = [number "*"] name ["(" [name "=" number ("," …)*] ")"]</c>.
/// </summary>
internal sealed class LossParser(string text, IReadOnlyDictionary<string, LossForm> forms)
{
    private int position;

    public IReadOnlyList<(double Factor, ILossTerm Term)> Parse()
    {
        var terms = new List<(double, ILossTerm)>();
        do
        {
            terms.Add(Term());
        } while (Take('+'));
        return AtEnd ? terms : throw Error(position, "expected '+' or the end");
    }

    private (double Factor, ILossTerm Term) Term()
    {
        double factor = 1;
        if (!AtEnd && !char.IsAsciiLetter(text[position]))
        {
            int start = position;
            factor = Number();
            if (factor <= 0)
                throw Error(start, "a factor must be above 0");
            Expect('*');
        }
        return (factor, Loss());
    }

    private ILossTerm Loss()
    {
        SkipSpaces();
        int start = position;
        string name = Name("the name of a loss");
        if (!forms.TryGetValue(name, out LossForm? form))
            throw Error(start, $"\"{name}\" is no loss");
        double[] values = Take('(') ? Arguments(form) : [.. form.Parameters.Select(parameter => parameter.Default)];
        try
        {
            return form.Make(values);
        }
        catch (ArgumentException e)
        {
            throw Error(start, e.Message);
        }
    }

    private double[] Arguments(LossForm form)
    {
        var named = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        while (!Take(')'))
        {
            if (named.Count > 0)
                Expect(',');
            SkipSpaces();
            int start = position;
            string name = Name("the name of an argument");
            if (!form.Parameters.Any(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                throw Error(start, $"{form.Name} has no argument \"{name}\"");
            Expect('=');
            if (!named.TryAdd(name, Number()))
                throw Error(start, $"\"{name}\" is given twice");
        }
        return [.. form.Parameters.Select(parameter => named.GetValueOrDefault(parameter.Name, parameter.Default))];
    }

    private string Name(string what)
    {
        SkipSpaces();
        int start = position;
        while (position < text.Length && char.IsAsciiLetter(text[position]))
            position++;
        return position > start ? text[start..position] : throw Error(start, $"expected {what}");
    }

    /// <summary>A finite number of at least 0.</summary>
    private double Number()
    {
        SkipSpaces();
        int start = position;
        while (position < text.Length && IsNumberPart(position))
            position++;
        return
            double.TryParse(text[start..position], NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number)
            && number >= 0
            ? number
            : throw Error(start, "expected a number of at least 0");
    }

    private bool IsNumberPart(int at) =>
        char.IsAsciiDigit(text[at])
        || text[at] is '.' or 'e' or 'E'
        || (text[at] is '-' or '+' && at > 0 && text[at - 1] is 'e' or 'E');

    private bool AtEnd
    {
        get
        {
            SkipSpaces();
            return position == text.Length;
        }
    }

    private bool Take(char expected)
    {
        if (AtEnd || text[position] != expected)
            return false;
        position++;
        return true;
    }

    private void Expect(char expected)
    {
        if (!Take(expected))
            throw Error(position, $"expected '{expected}'");
    }

    private void SkipSpaces()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
            position++;
    }

    private SegException Error(int at, string what) =>
        new(
            "loss.syntax",
            $"Cannot read the loss \"{text}\" at character {at + 1}: {what}. "
                + $"Known losses are {string.Join(", ", forms.Values)}; write a sum of them such as \"ce + 2*dice\"."
        )
        {
            Fields = ["loss"],
        };
}
