namespace Seg.Core.Datasets;

/// <summary>A pattern that would keep fields of view together, and what it makes.</summary>
/// <param name="Pattern">For <see cref="SplitRule.Group"/>.</param>
/// <param name="Groups">Its groups of more than one image, in the order of their names.</param>
public sealed record GroupProposal(string Pattern, IReadOnlyList<ImageGroup> Groups);

/// <summary>Images that belong together.</summary>
/// <param name="Name">What their names share.</param>
/// <param name="Stems">The images.</param>
public sealed record ImageGroup(string Name, IReadOnlyList<string> Stems);

/// <summary>A validation or test image that shows the same field of view as a training image.</summary>
/// <param name="Unseen">Its stem.</param>
/// <param name="Train">That of the training image.</param>
public sealed record SplitLeak(string Unseen, string Train);

/// <summary>
/// Which labelled images show the same field of view: by their pixels, see <see cref="ImageDetails"/>, or because their names
/// say that they are heights of one; out of focus such images need not look alike.
/// </summary>
/// <param name="Together">The stems of each field with more than one image.</param>
/// <param name="Proposal">What would keep them together; null: they are kept together already, or their names share nothing that would.</param>
public sealed record FieldsOfView(IReadOnlyList<IReadOnlyList<string>> Together, GroupProposal? Proposal)
{
    // All are compared with all, which takes seconds for so many; of more only the names are looked at.
    private const int MostCompared = 5000;

    /// <summary>Looks for fields of view.</summary>
    /// <param name="images">What is in the images.</param>
    /// <param name="group">The pattern of <c>seg.json</c>; null: there is none.</param>
    /// <exception cref="SegException"><c>split.pattern</c>.</exception>
    public static FieldsOfView Find(IReadOnlyList<ImageDetails> images, string? group)
    {
        string[] stems = [.. images.Select(image => image.Stem)];
        var sets = new Sets(stems.Length);
        if (FieldPattern.OfHeights(stems) is { } heights)
            foreach (int[] same in Groups(stems, new SplitGroups(heights)))
                for (int i = 1; i < same.Length; i++)
                    sets.Join(same[0], same[i]);
        if (images.Count <= MostCompared)
            JoinAlike(images, sets);
        int[][] together = [.. sets.All.Where(set => set.Length > 1)];
        return new(
            [.. together.Select(set => (string[])[.. set.Select(i => stems[i])])],
            FieldPattern.Best(stems, together, new SplitGroups(group)) is { } pattern ? Propose(pattern, stems) : null
        );
    }

    /// <summary>The validation and test images that show what a training image shows, in the order of the split.</summary>
    public IReadOnlyList<SplitLeak> Leaks(Split split)
    {
        Dictionary<string, IReadOnlyList<string>> fields = Together
            .SelectMany(field => field.Select(stem => (stem, field)))
            .ToDictionary(each => each.stem, each => each.field);
        HashSet<string> train = [.. split.Train.Select(image => image.Stem)];
        return
        [
            .. from image in split.Validation.Concat(split.Test)
            let twin = fields.GetValueOrDefault(image.Stem, []).FirstOrDefault(train.Contains)
            where twin is not null
            select new SplitLeak(image.Stem, twin),
        ];
    }

    /// <summary>What to tell of a split; null: nothing of it leaks.</summary>
    public DatasetProblem? Problem(Split split)
    {
        IReadOnlyList<SplitLeak> leaks = Leaks(split);
        int unseen = split.Validation.Count + split.Test.Count;
        return leaks.Count == 0
            ? null
            : new(
                SegJson.FileName,
                $"{leaks.Count} of {unseen} validation and test images {(leaks.Count == 1 ? "shows" : "show")} the same field of view as training images, "
                    + $"so that scores are too good: \"{leaks[0].Unseen}\" as \"{leaks[0].Train}\""
                    + (leaks.Count > 1 ? ", and others" : ""),
                Proposal is { } proposal
                    ? $"Keep fields of view together: \"split\": {{ \"group\": {System.Text.Encoding.UTF8.GetString(ClassText.Quoted(proposal.Pattern))} }} in {SegJson.FileName}."
                    : $"Name validation images of other fields of view in \"split\" of {SegJson.FileName}, or label some.",
                Severity.Warning
            );
    }

    private static void JoinAlike(IReadOnlyList<ImageDetails> images, Sets sets)
    {
        (int, int)[][] pairs = new (int, int)[images.Count][];
        Parallel.For(
            0,
            images.Count,
            i =>
                pairs[i] = [
                    .. from j in Enumerable.Range(0, i)
                    where images[i].Correlation(images[j]) >= ImageDetails.Alike
                    select (i, j),
                ]
        );
        foreach ((int i, int j) in pairs.SelectMany(found => found))
            sets.Join(i, j);
    }

    private static IEnumerable<int[]> Groups(string[] stems, SplitGroups groups) =>
        Enumerable.Range(0, stems.Length).GroupBy(i => groups.Of(stems[i])).Select(same => (int[])[.. same]);

    private static GroupProposal Propose(string pattern, string[] stems)
    {
        var groups = new SplitGroups(pattern);
        return new(
            pattern,
            [
                .. stems
                    .GroupBy(groups.Of)
                    .Where(same => same.Count() > 1)
                    .Select(same => new ImageGroup(same.Key, [.. same])),
            ]
        );
    }

    /// <summary>Sets that are joined step by step.</summary>
    private sealed class Sets(int count)
    {
        private readonly int[] parents = [.. Enumerable.Range(0, count)];

        public void Join(int a, int b)
        {
            (a, b) = (Root(a), Root(b));
            parents[Math.Max(a, b)] = Math.Min(a, b);
        }

        public IEnumerable<int[]> All =>
            Enumerable.Range(0, parents.Length).GroupBy(Root).Select(set => (int[])[.. set]);

        private int Root(int of)
        {
            while (parents[of] != of)
                of = parents[of] = parents[parents[of]];
            return of;
        }
    }
}
