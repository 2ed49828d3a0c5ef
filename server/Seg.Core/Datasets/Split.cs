using System.Security.Cryptography;
using System.Text;

namespace Seg.Core.Datasets;

/// <summary>The images of a dataset that are learned from and measured on, each in exactly one part, in the order of their stems.</summary>
/// <param name="Train">What is trained on; never empty.</param>
/// <param name="Validation">What the best checkpoint is chosen by; may be empty.</param>
/// <param name="Test">What neither of the two sees.</param>
public sealed record Split(
    IReadOnlyList<DatasetImage> Train,
    IReadOnlyList<DatasetImage> Validation,
    IReadOnlyList<DatasetImage> Test
)
{
    private static readonly ValidationRule Default = new(0.2);

    /// <summary>
    /// Divides the images that are done by <see cref="SegJson.Split"/>, whole groups at a time. Without a rule a fifth is for
    /// validation. The same seed gives the same split, and an image that is added later moves few of the others.
    /// </summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="seed">Chooses the images when validation is a fraction.</param>
    /// <param name="validationOverride">Instead of the rule of <c>seg.json</c>.</param>
    /// <param name="inProgress">
    /// Whether images in progress are learned from too. They are never measured on: where their background is not known, a
    /// score would not see what is predicted there. One that is named for validation or test, or whose group is there, stays out.
    /// </param>
    /// <exception cref="SegException">
    /// <c>dataset.name</c>: a name that is not there; <c>split.twice</c>: an image in both lists; <c>split.group</c>: a group
    /// on two sides; <c>split.pattern</c>; <c>split.train</c>: nothing is left to train on.
    /// </exception>
    public static Split Of(
        Dataset dataset,
        int seed,
        ValidationRule? validationOverride = null,
        bool inProgress = false
    )
    {
        ValidationRule rule = validationOverride ?? dataset.Config.Split?.Validation ?? Default;
        var groups = new SplitGroups(dataset.Config.Split?.Group);
        var names = new SplitNames(dataset, rule.Names ?? []);
        if (names.Problems(groups).FirstOrDefault() is { } problem)
            throw problem;

        ILookup<SplitSide, DatasetImage> sides = names.Sides();
        DatasetImage[] rest = [.. sides[SplitSide.Rest]];
        HashSet<string> drawn = rule.Names is null ? Draw(rest, groups, rule.Fraction, seed) : [];
        DatasetImage[] train = [.. rest.Where(image => !drawn.Contains(groups.Of(image)))];
        if (train.Length == 0)
            throw new SegException("split.train", NothingLeft(dataset));
        if (inProgress)
        {
            HashSet<string> aside = [.. drawn, .. names.SetAside().Select(groups.Of)];
            IEnumerable<DatasetImage> joining = dataset.Images.Where(image =>
                image.State == LabelState.InProgress && !aside.Contains(groups.Of(image))
            );
            train = [.. train.Concat(joining).OrderBy(image => image.Stem, StringComparer.Ordinal)];
        }
        return new Split(
            train,
            rule.Names is null
                ? [.. rest.Where(image => drawn.Contains(groups.Of(image)))]
                : [.. sides[SplitSide.Validation]],
            [.. sides[SplitSide.Test]]
        );
    }

    /// <summary>Draws groups until they hold the fraction of the images as nearly as whole groups allow, not more.</summary>
    private static HashSet<string> Draw(DatasetImage[] images, SplitGroups groups, double fraction, int seed)
    {
        // By hash, not by shuffling: a group keeps its place when others come.
        (string Name, int Size)[] order =
        [
            .. images
                .GroupBy(groups.Of)
                .Select(group => (group.Key, group.Count()))
                .OrderBy(group => Hash(seed, group.Key), StringComparer.Ordinal),
        ];
        if (order.Length < 2 || fraction == 0)
            return [];

        int target = Math.Clamp((int)Math.Round(fraction * images.Length), 1, images.Length - 1);
        var drawn = new HashSet<string>();
        int count = 0;
        foreach ((string name, int size) in order)
        {
            if (count + size > target)
                continue;
            drawn.Add(name);
            count += size;
        }
        return drawn.Count > 0 ? drawn : [order.MinBy(group => group.Size).Name];
    }

    private static string Hash(int seed, string group) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{group}")));

    private static string NothingLeft(Dataset dataset)
    {
        if (dataset.Images.Any(image => image.IsDone))
            return "No labelled image is left for training: all are validation or test images. Label more, or set aside fewer.";
        return dataset.Images.Count(image => image.State == LabelState.InProgress) is > 0 and int open
            ? $"No image of {dataset.Folder} is done, and {open} in progress. What is background is known only of images that "
                + "are done: open one, label all of its objects, and press Enter."
            : $"No image of {dataset.Folder} is labelled. Label at least one.";
    }
}
