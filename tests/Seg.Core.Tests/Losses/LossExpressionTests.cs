using Seg.Core.Losses;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Losses;

public sealed class LossExpressionTests
{
    [Theory]
    [InlineData("ce+dice", "  CE +  Dice ( ) ")]
    [InlineData("ce", "1*ce")]
    [InlineData("0.5*focal", "5e-1 * focal(gamma = 2)")]
    [InlineData("tversky", "tversky(beta=0.7, ALPHA=0.3, smooth=0)")]
    public void The_same_loss_can_be_written_in_several_ways(string text, string other)
    {
        using var scope = NewDisposeScope();
        Tensor logits = arange(12).to(float32).sin().reshape(1, 3, 2, 2);
        Tensor labels = tensor(new long[] { 0, 2, 255, 1 }).reshape(1, 2, 2);
        Assert.Equal(
            LossExpression.Parse(text, 3).Compute(logits, labels).item<float>(),
            LossExpression.Parse(other, 3).Compute(logits, labels).item<float>()
        );
    }

    [Theory]
    [InlineData("", 1, "expected the name of a loss")]
    [InlineData("ce +", 5, "expected the name of a loss")]
    [InlineData("ce + lovasz", 6, "\"lovasz\" is no loss")]
    [InlineData("ce dice", 4, "expected '+' or the end")]
    [InlineData("ce - dice", 4, "expected '+' or the end")]
    [InlineData("2dice", 2, "expected '*'")]
    [InlineData("0*dice", 1, "a factor must be above 0")]
    [InlineData("-1*dice", 1, "expected a number of at least 0")]
    [InlineData("1e999*dice", 1, "expected a number of at least 0")]
    [InlineData("ce + ?", 6, "expected a number of at least 0")]
    [InlineData("focal(gamma=-1)", 13, "expected a number of at least 0")]
    [InlineData("focal(alpha=1)", 7, "focal has no argument \"alpha\"")]
    [InlineData("focal(gamma=1, Gamma=2)", 16, "\"Gamma\" is given twice")]
    [InlineData("focal(gamma)", 12, "expected '='")]
    [InlineData("focal(gamma=1", 14, "expected ','")]
    [InlineData("ce + tversky(alpha=0, beta=0)", 6, "alpha and beta are both 0, so no mistake costs anything")]
    public void A_mistake_is_named_with_its_place_and_what_there_is(string text, int character, string what)
    {
        var error = Assert.Throws<SegException>(() => LossExpression.Parse(text, 3));
        Assert.Equal("loss.syntax", error.Code);
        Assert.Equal(
            $"Cannot read the loss \"{text}\" at character {character}: {what}. Known losses are ce, dice(smooth=0), "
                + "jaccard(smooth=0), focal(gamma=2), tversky(alpha=0.3, beta=0.7, smooth=0); "
                + "write a sum of them such as \"ce + 2*dice\".",
            error.Message
        );
    }

    [Theory]
    [InlineData(1.0, 2.0)]
    [InlineData(1.0, 0.0, 1.0)]
    [InlineData(1.0, -1.0, 1.0)]
    [InlineData(1.0, double.NaN, 1.0)]
    [InlineData(1.0, double.PositiveInfinity, 1.0)]
    public void Weights_are_as_many_as_classes_and_above_zero(params double[] weights) =>
        Assert.Equal("loss.weights", Assert.Throws<SegException>(() => LossExpression.Parse("ce", 3, weights)).Code);

    [Theory]
    [InlineData(2, 4, 4)]
    [InlineData(3, 4, 5)]
    public void Shapes_that_do_not_fit_are_refused(long classes, long height, long width)
    {
        using var scope = NewDisposeScope();
        Tensor logits = zeros(1, classes, 4, 4);
        Tensor labels = zeros(1, height, width, dtype: ScalarType.Int64);
        Assert.Throws<ArgumentException>(() => LossExpression.Parse("dice", 3).Compute(logits, labels));
    }
}
