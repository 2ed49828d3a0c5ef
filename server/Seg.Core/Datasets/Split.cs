using System.Security.Cryptography;
using System.Text;

namespace Seg.Core.Datasets;

/// <summary>The labelled images of a dataset, each in exactly one part, in the order of their stems.</summary>
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
    /// Divides the labelled images by <see cref="SegJson.Split"/>, whole groups at a time. Without a rule a fifth is for
    /// validation. The same seed gives the same split, and an image that is added later moves few of the others.
    /// </summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="seed">Chooses the images when validation is a fraction.</param>
    /// <param name="validationOverride">Instead of the rule of <c>seg.json</c>.</param>
    /// <exception cref="SegException">
    /// <c>dataset.name</c>: a name that is not there; <c>split.twice</c>: an image in both lists; <c>split.group</c>: a group
    /// on two sides; <c>split.pattern</c>; <c>split.train</c>: nothing is left to train on.
    /// </exception>
    public static Split Of(Dataset dataset, int seed, ValidationRule? validationOverride = null)
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

    private static string NothingLeft(Dataset dataset) =>
        dataset.Images.Any(image => image.IsLabelled)
            ? "No labelled image is left for training: all are validation or test images. Label more, or set aside fewer."
            : $"No image of {dataset.Folder} is labelled. Label at least one.";
}
