using Seg.Core.Explaining;
using Seg.Core.Imaging;
using Seg.Core.Tests.Imaging;
using Seg.Core.Tests.Training;

namespace Seg.Core.Tests.Explaining;

/// <summary>A fault that is planted in a dataset is named by the advice for a model that was really trained; without it there is none.</summary>
[Collection(nameof(AloneWithTorch))]
public sealed class PlantedFaultTests(PlantedDataset data) : IClassFixture<PlantedDataset>
{
    private static readonly string[] Unseen = [.. Enumerable.Range(8, 6).Select(PlantedDataset.Stem)];

    private static readonly AdviceKind[] AboutTraining = [AdviceKind.Underfitting, AdviceKind.Overfitting];

    [Fact]
    public void A_clean_dataset_gets_no_advice_about_data()
    {
        IReadOnlyList<Advice> advice = data.Advise(_ => { });
        // Six short epochs may well be too few; that is about the training.
        Assert.All(advice, piece => Assert.Contains(piece.Kind, AboutTraining));
    }

    [Fact]
    public void Swapped_classes_are_named()
    {
        IReadOnlyList<Advice> advice = data.Advise(copy =>
        {
            foreach (string stem in Unseen)
                copy.ChangeMask(
                    stem,
                    mask =>
                    {
                        Planted.Replace(mask, 1, 9);
                        Planted.Replace(mask, 2, 1);
                        Planted.Replace(mask, 9, 2);
                    }
                );
        });
        Advice swap = Assert.Single(advice, piece => piece.Kind == AdviceKind.Swap);
        Assert.Equal("\"cell\" and \"bud\" are confused with each other.", swap.Sentence);
        Assert.DoesNotContain(advice, piece => piece.Kind == AdviceKind.Label);
    }

    [Fact]
    public void A_mislabelled_object_is_found_where_it_is()
    {
        IReadOnlyList<Advice> advice = data.Advise(copy =>
            copy.ChangeMask(
                "i10",
                mask =>
                {
                    for (int y = 0; y < 32; y++)
                        mask.Row(y)[..32].Replace<byte>(1, 2);
                }
            )
        );
        Advice label = Assert.Single(advice, piece => piece.Kind == AdviceKind.Label);
        Assert.Equal("In \"i10\", a region labelled \"bud\" looks like \"cell\".", label.Sentence);
        AdvicePlace place = Assert.Single(label.Places);
        Assert.Equal("i10", place.Image);
        Assert.True(place.Region is { Left: < 20, Top: < 20, Width: > 12, Height: > 12 });
    }

    [Fact]
    public void A_forgotten_object_is_found_where_it_is()
    {
        IReadOnlyList<Advice> advice = data.Advise(copy =>
            copy.ChangeMask("i02", mask => mask.Rectangle<byte>(64, 64, 32, 32, 0))
        );
        Advice label = Assert.Single(advice, piece => piece.Kind == AdviceKind.Label);
        Assert.Equal("In \"i02\", a region labelled \"background\" looks like \"cell\".", label.Sentence);
        Assert.True(Assert.Single(label.Places).Region is { Left: >= 64, Top: >= 64 });
    }

    [Fact]
    public void A_split_that_leaks_is_named()
    {
        IReadOnlyList<Advice> advice = data.Advise(copy => copy.Repeat("i03", "i09"));
        Advice leak = Assert.Single(advice, piece => piece.Kind == AdviceKind.Leak);
        Assert.StartsWith("1 of 6 validation and test images", leak.Sentence);
        Assert.StartsWith("\"i09\" is like \"i03\"", leak.Evidence);
        Assert.Equal([new AdvicePlace("i09")], leak.Places);
        Assert.Equal(leak, advice[0]);
    }

    [Fact]
    public void A_starved_class_is_named()
    {
        IReadOnlyList<Advice> advice = data.Advise(copy =>
        {
            foreach (int number in Enumerable.Range(0, 14).Except([3]))
                copy.ChangeMask(PlantedDataset.Stem(number), mask => Planted.Replace(mask, 2, 255));
        });
        Advice few = Assert.Single(advice, piece => piece.Kind == AdviceKind.FewExamples);
        Assert.Equal("\"bud\" has too few examples.", few.Sentence);
        Assert.StartsWith("1 of 14 labelled images contain it", few.Evidence);
    }

    [Fact]
    public void Blurred_images_are_named()
    {
        IReadOnlyList<Advice> advice = data.Advise(copy =>
        {
            foreach (string stem in (string[])["i11", "i12"])
                copy.ChangeImage(stem, image => Rasters.Bytes(GaussianBlur.Apply(image.ToSingle(), 6)));
        });
        Advice focus = Assert.Single(advice, piece => piece.Kind == AdviceKind.Focus);
        Assert.StartsWith("2 of 6 validation and test images are less sharp", focus.Sentence);
        Assert.Equal(["i11", "i12"], focus.Places.Select(place => place.Image).Order());
    }

    [Fact]
    public void Only_images_that_have_changed_are_measured_again()
    {
        using Planted copy = data.Copy();
        ModelReview first = PlantedDataset.Review(copy);
        Assert.Equal(14, first.Images.Count);
        Assert.Equal(Unseen, first.Unseen.Select(image => image.Stem));
        Assert.True(first.IsCurrent(copy.Open()));
        copy.ChangeMask("i10", mask => mask.Pixels.AsSpan().Clear());
        Assert.False(first.IsCurrent(copy.Open()));
        ModelReview second = PlantedDataset.Review(copy, first);
        Assert.Equal(
            ["i10"],
            first.Images.Zip(second.Images).Where(pair => pair.First != pair.Second).Select(pair => pair.First.Stem)
        );
        MeasuredImage emptied = second.Images.Single(image => image.Stem == "i10");
        Assert.Empty(emptied.Objects);
        Assert.Equal(9, ObjectFault.Of(emptied).Count(fault => fault.Kind == FaultKind.FalsePositive));
    }
}
