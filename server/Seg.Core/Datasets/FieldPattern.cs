using System.Text.RegularExpressions;

namespace Seg.Core.Datasets;

/// <summary>Finds which part of their names images of one field of view share.</summary>
internal static partial class FieldPattern
{
    // Whether other patterns are right only the images can say.
    private static readonly string[] Usual =
    [
        "^(.+)_",
        "^(.+)-",
        "^(.+) ",
        "^([^_]+)_",
        "^([^-]+)-",
        "^([^ ]+) ",
        @"^(.+?)[+-]?\d+(?:[.,]\d+)?$",
    ];

    /// <summary>A pattern for names that say a height, such as <c>a_z_-2.5</c>; null: too few do.</summary>
    public static string? OfHeights(IReadOnlyList<string> stems) => Marked(stems, Height());

    /// <summary>
    /// The pattern that keeps the most sets whole, and if several do, the one with the most groups; null: none keeps more than
    /// the groups of now, or all images would be one group.
    /// </summary>
    /// <param name="stems">The names.</param>
    /// <param name="together">Places of names that belong together.</param>
    /// <param name="now">The groups of now.</param>
    public static string? Best(IReadOnlyList<string> stems, IReadOnlyList<int[]> together, SplitGroups now)
    {
        string?[] candidates = [OfHeights(stems), Marked(stems, Time()), .. Usual];
        int kept = Whole(together, [.. stems.Select(now.Of)]);
        return (
            from pattern in candidates.OfType<string>()
            let names = (string[])[.. stems.Select(new SplitGroups(pattern).Of)]
            let groups = names.Distinct().Count()
            let whole = Whole(together, names)
            where groups > 1 && whole > kept && IsConfirmed(together, names)
            orderby whole descending, groups descending
            select pattern
        ).FirstOrDefault();
    }

    private static int Whole(IReadOnlyList<int[]> together, string[] names) =>
        together.Count(set => set.All(i => names[i] == names[set[0]]));

    /// <summary>Whether each image that a pattern puts to others belongs to one of them: names that are merely numbered do not.</summary>
    private static bool IsConfirmed(IReadOnlyList<int[]> together, string[] names)
    {
        bool[] belongs = new bool[names.Length];
        foreach (int[] set in together)
        foreach (int[] same in set.GroupBy(i => names[i]).Select(same => (int[])[.. same]))
        foreach (int i in same)
            belongs[i] = same.Length > 1;
        ILookup<string, int> groups = Enumerable.Range(0, names.Length).ToLookup(i => names[i]);
        return groups.Where(group => group.Count() > 1).All(group => group.All(i => belongs[i]));
    }

    /// <summary>What stands before the mark that most names have.</summary>
    private static string? Marked(IReadOnlyList<string> stems, Regex mark)
    {
        string? most = stems
            .Select(stem => mark.Match(stem))
            .Where(match => match.Success)
            .GroupBy(match => match.Groups["mark"].Value)
            .OrderByDescending(same => same.Count())
            .Select(same => same.Key)
            .FirstOrDefault();
        if (most is null)
            return null;
        string text = most.Replace(".", @"\.");
        return char.IsLetter(most[^1]) ? $@"^(.+){text}[+-]?\d" : $"^(.+){text}";
    }

    [GeneratedRegex(
        @"^.+(?<mark>[ _.-](?:z|focus|plane|slice|depth|height)[ _.=]?)[+-]?\d",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Height();

    [GeneratedRegex(
        @"^.+(?<mark>[ _.-](?:t|time|frame)[ _.=]?)[+-]?\d",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Time();
}
