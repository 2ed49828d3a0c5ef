namespace Seg.Core.Datasets;

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

    /// <summary>All labelled images by their side.</summary>
    public ILookup<SplitSide, DatasetImage> Sides()
    {
        HashSet<string> isTest = [.. test];
        HashSet<string> isValidation = [.. validation];
        return dataset
            .Images.Where(image => image.IsLabelled)
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
