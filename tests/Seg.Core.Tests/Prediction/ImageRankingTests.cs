using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Seg.Core.Prediction;

namespace Seg.Core.Tests.Prediction;

public sealed class ImageRankingTests
{
    [Fact]
    public void Of_equally_different_images_the_least_sure_comes_first()
    {
        IReadOnlyList<RankedImage> ranked = ImageRanking.Rank(
            [new("sure", 0.1, [1, 1]), new("unsure", 0.4, [1, -1])],
            [new("known", [0, 0])]
        );
        Assert.Equal(["unsure", "sure"], ranked.Select(image => image.Image));
    }

    [Fact]
    public void Of_equally_unsure_images_the_most_different_comes_first()
    {
        IReadOnlyList<RankedImage> ranked = ImageRanking.Rank(
            [new("near", 0.3, [1, 0]), new("far", 0.3, [9, 0])],
            [new("known", [0, 0])]
        );
        Assert.Equal(["far", "near"], ranked.Select(image => image.Image));
        Assert.Equal(
            [1, 1 / 9.0],
            ranked.Select(image => Math.Round(image.Difference, 9)),
            (a, b) => Math.Abs(a - b) < 1e-6
        );
        Assert.Equal("known", ranked[0].Nearest);
    }

    [Fact]
    public void An_image_like_one_that_comes_before_waits()
    {
        IReadOnlyList<RankedImage> ranked = ImageRanking.Rank(
            [new("a", 0.5, [10, 0]), new("twin of a", 0.49, [10, 0.1f]), new("b", 0.3, [0, 8])],
            [new("known", [0, 0])]
        );
        Assert.Equal(["a", "b", "twin of a"], ranked.Select(image => image.Image));
        Assert.Equal("a", ranked[2].Nearest);
    }

    [Fact]
    public void Without_labels_the_least_sure_begins_and_gives_the_distances_their_measure()
    {
        IReadOnlyList<RankedImage> ranked = ImageRanking.Rank(
            [new("a", 0.1, [0]), new("b", 0.5, [4]), new("c", 0.1, [8])],
            []
        );
        Assert.Equal("b", ranked[0].Image);
        Assert.Null(ranked[0].Nearest);
        Assert.Equal([1, 1, 1], ranked.Select(image => image.Difference));
    }

    [Fact]
    public void Nothing_gives_nothing() => Assert.Empty(ImageRanking.Rank([], [new("known", [1, 2])]));

    [Property]
    public Property Every_candidate_stands_once_with_shares_for_its_reasons() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(byte Error, byte X, byte Y)[]>(),
            ArbMap.Default.ArbFor<(byte X, byte Y)[]>(),
            (candidates, labelled) =>
            {
                IReadOnlyList<RankedImage> ranked = ImageRanking.Rank(
                    [.. candidates.Select((c, i) => new LabelCandidate($"{i}", c.Error / 255.0, [c.X, c.Y]))],
                    [.. labelled.Select((l, i) => new LabelledExample($"known {i}", [l.X, l.Y]))]
                );
                Assert.Equal(
                    Enumerable.Range(0, candidates.Length).Select(i => $"{i}").Order(StringComparer.Ordinal),
                    ranked.Select(image => image.Image).Order(StringComparer.Ordinal)
                );
                Assert.All(ranked, image => Assert.InRange(image.Difference, 0, 1));
            }
        );
}
