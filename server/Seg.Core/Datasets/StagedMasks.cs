namespace Seg.Core.Datasets;

/// <summary>What became of one mask.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="IsNew">Whether a new one waits.</param>
/// <param name="Removed">The removed classes that it uses.</param>
/// <param name="Confused">A value that no class has and that would come to mean one.</param>
/// <param name="Problem">Why it cannot be read, or not be replaced.</param>
internal sealed record StagedMask(
    string Name,
    bool IsNew,
    IReadOnlyList<int> Removed,
    int? Confused,
    SegException? Problem = null
);

/// <summary>What became of all masks, and whether that allows the edit.</summary>
internal sealed class StagedMasks(
    IReadOnlyList<StagedMask> masks,
    IReadOnlyList<SegClass> before,
    IReadOnlyList<SegClass> after
)
{
    /// <exception cref="SegException"><c>classes.masks</c> or <c>classes.used</c>.</exception>
    public void Require()
    {
        if (With(mask => mask.Problem is not null) is [{ Problem: { } problem }, ..])
            throw new SegException("classes.masks", $"The classes were not changed. {problem.Message}", problem);
        if (With(mask => mask.Confused is not null) is [var stranger, ..])
            throw new SegException(
                "classes.masks",
                $"The classes were not changed: {stranger.Name} has pixels of value {stranger.Confused}, which no class had so far "
                    + $"and which would come to mean \"{after[stranger.Confused!.Value].Name}\". Correct the mask first."
            );
        for (int value = 0; value < before.Count; value++)
            if (With(mask => mask.Removed.Contains(value)) is { Count: > 0 } users)
                throw new SegException(
                    "classes.used",
                    $"\"{before[value].Name}\" cannot be removed, because {Listed(users)}. Label these pixels as another class first."
                );
    }

    private List<StagedMask> With(Func<StagedMask, bool> has) => [.. masks.Where(has)];

    private static string Listed(List<StagedMask> users)
    {
        const int enough = 3;
        string some = string.Join(", ", users.Take(enough).Select(mask => mask.Name));
        return users.Count == 1
            ? $"the mask {some} uses it"
            : $"{users.Count} masks use it: {some}{(users.Count > enough ? ", …" : "")}";
    }
}
