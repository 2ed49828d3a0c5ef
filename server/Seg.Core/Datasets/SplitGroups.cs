using System.Text.RegularExpressions;

namespace Seg.Core.Datasets;

/// <summary>What belongs together: images of one field of view must not be on both sides of a split.</summary>
public sealed class SplitGroups
{
    // A pattern that a user wrote must not keep us busy for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Regex? pattern;

    /// <summary>Reads the pattern.</summary>
    /// <param name="pattern">Its first group names what belongs together; null: every image by itself.</param>
    /// <exception cref="SegException"><c>split.pattern</c>: not a pattern, or one without a group.</exception>
    public SplitGroups(string? pattern)
    {
        if (pattern is null)
            return;
        try
        {
            this.pattern = new Regex(pattern, RegexOptions.CultureInvariant, Patience);
        }
        catch (ArgumentException e)
        {
            throw Bad(pattern, $"is not a pattern: {e.Message}", e);
        }
        if (this.pattern.GetGroupNumbers().Length < 2)
            throw Bad(pattern, "has no group in parentheses, such as \"^(.+)_z_\"");
    }

    /// <summary>The group of an image; one that the pattern does not fit is by itself, under its own name.</summary>
    /// <exception cref="SegException"><c>split.pattern</c>: the pattern takes too long.</exception>
    public string Of(DatasetImage image) => Of(image.Stem);

    /// <inheritdoc cref="Of(DatasetImage)"/>
    internal string Of(string stem)
    {
        try
        {
            return pattern?.Match(stem) is { Success: true } match && match.Groups[1].Success
                ? match.Groups[1].Value
                : stem;
        }
        catch (RegexMatchTimeoutException e)
        {
            throw Bad(pattern!.ToString(), $"takes too long on \"{stem}\"", e);
        }
    }

    private static SegException Bad(string pattern, string why, Exception? inner = null) =>
        new(
            "split.pattern",
            $"\"group\": \"{pattern}\" in {SegJson.FileName} {why}. Correct it, or leave it out if every image stands by itself.",
            inner
        );
}

/// <summary>Where an image is put by name.</summary>
internal enum SplitSide
{
    /// <summary>Not named: training, or drawn for validation.</summary>
    Rest,
    Validation,
    Test,
}

/// <summary>The images that a split names, and what can be wrong with them.</summary>
internal sealed class SplitNames(Dataset dataset, IReadOnlyList<string> validation)
{
    private readonly IReadOnlyList<string> test = dataset.Config.Split?.Test ?? [];

    /// <summary>All images that are named, labelled or not.</summary>
    public IEnumerable<DatasetImage> SetAside()
    {
        HashSet<string> named = [.. test, .. validation];
        return dataset.Images.Where(image => named.Contains(image.Stem));
    }

    /// <summary>All images that are done by their side.</summary>
    public ILookup<SplitSide, DatasetImage> Sides()
    {
        HashSet<string> isTest = [.. test];
        HashSet<string> isValidation = [.. validation];
        return dataset
            .Images.Where(image => image.IsDone)
            .ToLookup(image =>
                isTest.Contains(image.Stem) ? SplitSide.Test
                : isValidation.Contains(image.Stem) ? SplitSide.Validation
                : SplitSide.Rest
            );
    }

    /// <summary>Every reason why these names make no split.</summary>
    public IEnumerable<SegException> Problems(SplitGroups groups)
    {
        HashSet<string> known = [.. dataset.Images.Select(image => image.Stem)];
        foreach (string name in test.Concat(validation).Where(name => !known.Contains(name)).Distinct())
            yield return dataset.NoImage(name);
        foreach (string name in test.Intersect(validation))
            yield return new SegException(
                "split.twice",
                $"\"{name}\" is named both as test and as validation image. Remove it from one of the lists."
            );
        var sides =
            from side in Sides()
            from image in side
            group (image.Stem, Side: side.Key) by groups.Of(image) into same
            where same.Select(item => item.Side).Distinct().Count() > 1
            select same;
        foreach (var group in sides)
            yield return TwoSides(group.Key, group);
    }

    private static SegException TwoSides(string group, IEnumerable<(string Stem, SplitSide Side)> images)
    {
        IEnumerable<string> sides = images
            .GroupBy(image => image.Side, image => image.Stem)
            .OrderByDescending(side => side.Key)
            .Select(side => $"{Name(side.Key)} has {string.Join(", ", side)}");
        return new SegException(
            "split.group",
            $"The group \"{group}\" is on two sides, so the scores would be too good: {string.Join("; ", sides)}. "
                + "Put all its images on one side."
        );
    }

    private static string Name(SplitSide side) =>
        side switch
        {
            SplitSide.Test => "test",
            SplitSide.Validation => "validation",
            _ => "the rest",
        };
}
