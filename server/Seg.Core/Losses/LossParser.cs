using System.Globalization;

namespace Seg.Core.Losses;

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
        var given = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        while (!Take(')'))
        {
            if (given.Count > 0)
                Expect(',');
            SkipSpaces();
            int start = position;
            string name = Name("the name of an argument");
            if (!form.Parameters.Any(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                throw Error(start, $"{form.Name} has no argument \"{name}\"");
            Expect('=');
            if (!given.TryAdd(name, Number()))
                throw Error(start, $"\"{name}\" is given twice");
        }
        return [.. form.Parameters.Select(parameter => given.GetValueOrDefault(parameter.Name, parameter.Default))];
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
        );
}
