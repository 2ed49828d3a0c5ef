using Seg.Core.Explaining;
using Seg.Core.Imaging;
using Seg.Core.Metrics;
using Seg.Core.Prediction;
using Seg.Core.Tests.Imaging;

namespace Seg.Core.Tests.Explaining;

/// <summary>Each planted fault is named, by one piece of advice that says where and how much; without it there is none.</summary>
public sealed class LabelAdviceTests
{
    private static readonly string[] Classes = ["background", "cell", "bud"];

    [Fact]
    public void A_forgotten_and_a_mislabelled_object_are_found_where_they_are()
    {
        Raster<byte> label = Discs(forgotten: true, second: 2);
        PredictedImage predicted = Predicted(probability: 0.995f);
        IReadOnlyList<LabelDoubt> doubts = Doubts(label, predicted);
        Assert.Equal(2, doubts.Count);
        Assert.Equal(new AdviceRegion(13, 12, 15, 17), doubts.Single(found => found.Labelled == 0).Region);
        LabelDoubt mistaken = doubts.Single(found => found.Labelled == 2);
        Assert.Equal((1, new AdviceRegion(53, 12, 15, 17)), (mistaken.Predicted, mistaken.Region));

        MeasuredImage other = Measured.Image("b") with { Objects = Measured.Objects(2, [(197, true), (197, true)]) };
        IReadOnlyList<Advice> advice = LabelAdvice.Of([Measured.Image("a") with { Doubts = doubts }, other], Classes);
        Assert.All(advice, found => Assert.Equal(AdviceKind.Label, found.Kind));
        Assert.Equal(
            [
                "In \"a\", a region labelled \"background\" looks like \"cell\".",
                "In \"a\", a region labelled \"bud\" looks like \"cell\".",
            ],
            advice.Select(found => found.Sentence).Order()
        );
        Assert.Contains(new AdvicePlace("a", mistaken.Region), advice.SelectMany(found => found.Places));
    }

    [Fact]
    public void Right_labels_a_model_that_is_unsure_and_what_is_not_labelled_get_no_advice()
    {
        Raster<byte> right = Discs(forgotten: false, second: 1);
        Raster<byte> wrong = Discs(forgotten: true, second: 2);
        Raster<byte> open = Discs(forgotten: false, second: MaskFile.Ignore);
        PredictedImage sure = Predicted(probability: 0.995f);
        PredictedImage unsure = Predicted(probability: 0.98f);
        Raster<byte> wider = right.Clone();
        foreach (int x in (int[])[20, 60])
            wider.Disc<byte>(x, 20, 10, 1); // a hand that draws two pixels too wide
        Assert.Empty(Doubts(right, sure));
        Assert.Empty(Doubts(wider, sure));
        Assert.Empty(Doubts(open, sure));
        Assert.Empty(Doubts(wrong, unsure));
        unsure.Probability.Rectangle(0, 0, 18, 40, 1f); // less than half of the first disc, nothing of the second
        Assert.Empty(Doubts(wrong, unsure));
    }

    [Fact]
    public void What_is_much_smaller_than_an_object_is_no_mislabelled_object()
    {
        Raster<byte> label = Discs(forgotten: false, second: 1);
        PredictedImage predicted = Predicted(probability: 0.995f);
        predicted.Mask.Rectangle<byte>(25, 0, 4, 40, 0); // of the first disc's 17 columns
        Assert.Empty(Doubts(label, predicted));
        predicted.Mask.Rectangle<byte>(18, 0, 11, 40, 0);
        Assert.Single(Doubts(label, predicted));
    }

    [Fact]
    public void What_the_model_often_mistakes_is_its_weakness_and_not_the_labels()
    {
        var doubt = new LabelDoubt(2, 1, new AdviceRegion(0, 0, 9, 9), 60, 60);
        MeasuredImage image = Measured.Image("a") with { Objects = Measured.Objects(2, [(90, true), (90, true)]) };
        Assert.Single(LabelAdvice.Of([image with { Doubts = [doubt] }], Classes));
        Assert.Empty(LabelAdvice.Of([image with { Doubts = [doubt, doubt] }], Classes));
        ConfusionMatrix confused = Measured.Confusion([
            [900, 0, 0],
            [0, 500, 0],
            [0, 100, 300],
        ]);
        Assert.Empty(LabelAdvice.Of([image with { Doubts = [doubt], Confusion = confused }], Classes));
    }

    private static IReadOnlyList<LabelDoubt> Doubts(Raster<byte> label, PredictedImage predicted) =>
        LabelDoubt.Of(label, predicted, LabelledObject.Of(label, predicted.Mask, Classes.Length), Classes.Length);

    /// <summary>Two discs of 17 pixels, as <see cref="Predicted"/> finds them, labelled as asked.</summary>
    private static Raster<byte> Discs(bool forgotten, byte second)
    {
        var mask = Rasters.Filled<byte>(80, 40, 0);
        if (!forgotten)
            mask.Disc<byte>(20, 20, 8, 1);
        mask.Disc(60, 20, 8, second);
        return mask;
    }

    private static PredictedImage Predicted(float probability) =>
        new(Discs(forgotten: false, second: 1), Rasters.Filled<float>(80, 40, probability));
}
