namespace Seg.Core.Files;

/// <summary>
/// The order of names in which people count: img2 comes before img10. Runs of digits are compared as numbers, other characters
/// by their codes, and both spellings of an "é" are one; the editor sorts in the same way.
/// </summary>
public sealed class NaturalOrder : IComparer<string?>
{
    private NaturalOrder() { }

    /// <summary>The only one.</summary>
    public static NaturalOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return string.CompareOrdinal(x, y);
        int order = CompareParts(FileNames.Composed(x), FileNames.Composed(y));
        // img1 and img01 are not one name.
        return order != 0 ? order : string.CompareOrdinal(x, y);
    }

    private static int CompareParts(ReadOnlySpan<char> x, ReadOnlySpan<char> y)
    {
        while (!x.IsEmpty && !y.IsEmpty)
        {
            (int digitsX, int digitsY) = (DigitsOf(x), DigitsOf(y));
            bool areNumbers = digitsX > 0 && digitsY > 0;
            int order = areNumbers ? CompareNumbers(x[..digitsX], y[..digitsY]) : x[0].CompareTo(y[0]);
            if (order != 0)
                return order;
            x = x[(areNumbers ? digitsX : 1)..];
            y = y[(areNumbers ? digitsY : 1)..];
        }
        return x.Length.CompareTo(y.Length);
    }

    private static int DigitsOf(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }

    /// <summary>Of any length: names may hold numbers that no integer does.</summary>
    private static int CompareNumbers(ReadOnlySpan<char> x, ReadOnlySpan<char> y)
    {
        x = x.TrimStart('0');
        y = y.TrimStart('0');
        return x.Length != y.Length ? x.Length.CompareTo(y.Length) : x.SequenceCompareTo(y);
    }
}
