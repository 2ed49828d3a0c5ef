using Seg.Core.Explaining;
using Seg.Core.Models;

namespace Seg.Core.Tests.Explaining;

/// <summary>Each planted fault is named, by one piece of advice that says where and how much; without it there is none.</summary>
public sealed class TrainingAdviceTests
{
    [Fact]
    public void A_starved_class_is_reported()
    {
        Advice advice = Assert.Single(Labelled(labelled: 20, cells: 18, buds: 2));
        Assert.Equal((AdviceKind.FewExamples, "\"bud\" has too few examples."), (advice.Kind, advice.Sentence));
        Assert.StartsWith("2 of 20 labelled images contain it", advice.Evidence);
        Assert.Empty(Labelled(labelled: 20, cells: 18, buds: 5));
        Assert.Empty(Labelled(labelled: 4, cells: 4, buds: 2)); // few images, but the class is in half of them
    }

    [Fact]
    public void Overfitting_is_read_from_the_curves()
    {
        Advice advice = Assert.Single(CurveAdvice.Of(Curve(i => 1.0 / (1 + i), i => 0.5 + 0.02 * Math.Abs(i - 5))));
        Assert.Equal(AdviceKind.Overfitting, advice.Kind);
        Assert.Equal("The model overfits after epoch 6.", advice.Sentence);
    }

    [Fact]
    public void A_training_that_ended_too_soon_is_read_from_the_curves()
    {
        Advice advice = Assert.Single(CurveAdvice.Of(Curve(i => 2 - 0.09 * i, i => 2.1 - 0.09 * i)));
        Assert.Equal(AdviceKind.Underfitting, advice.Kind);
        Assert.Contains("more epochs", advice.Action);
    }

    [Fact]
    public void A_training_that_has_settled_gets_no_advice_and_neither_does_a_short_or_unmeasured_one()
    {
        Assert.Empty(
            CurveAdvice.Of(Curve(i => 0.2 + Math.Exp(-i / 2.0), i => 0.25 + Math.Exp(-i / 2.0) + 0.01 * (i % 2)))
        );
        Assert.Empty(CurveAdvice.Of(Curve(i => 2 - 0.09 * i, i => 2.1 - 0.09 * i)[..5]));
        Assert.Empty(CurveAdvice.Of(Curve(i => 2 - 0.09 * i, _ => null)));
        Assert.Empty(CurveAdvice.Of([]));
    }

    private static IReadOnlyList<Advice> Labelled(int labelled, int cells, int buds) =>
        ClassAdvice.Of(
            [new("background", 9000, 0.9, labelled), new("cell", 900, 0.09, cells), new("bud", 100, 0.01, buds)],
            labelled
        );

    private static EpochEvent[] Curve(Func<int, double> learned, Func<int, double?> held) =>
        [.. Enumerable.Range(0, 20).Select(i => new EpochEvent(i + 1, i, learned(i), false, 1, null, held(i)))];
}
