using Seg.Core.Losses;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Losses;

public sealed class LossValueTests
{
    // Four pixels, two classes. The logits are logarithms of probabilities, so that softmax gives these back:
    //   pixel      a     b     c     d
    //   p(0)     1/4   1/2   4/5   9/10
    //   p(1)     3/4   1/2   1/5   1/10
    //   label      1     0     0    255
    // Sums over the labelled pixels a, b, c:
    //   class 0: TP = 0.5 + 0.8 = 1.3   predicted = 0.25 + 0.5 + 0.8 = 1.55   true = 2   FP = 0.25   FN = 0.7
    //   class 1: TP = 0.75              predicted = 0.75 + 0.5 + 0.2 = 1.45   true = 1   FP = 0.7    FN = 0.25
    private static readonly float[] Probabilities = [0.25f, 0.5f, 0.8f, 0.9f, 0.75f, 0.5f, 0.2f, 0.1f];
    private static readonly long[] Labels = [1, 0, 0, 255];

    [Theory]
    [InlineData("ce", 0.401324)] // (ln 4/3 + ln 2 + ln 5/4) / 3 = ln(10/3) / 3
    [InlineData("dice", 0.327680)] // 1 - (2.6/3.55 + 1.5/2.45) / 2
    [InlineData("dice(smooth=1)", 0.242077)] // 1 - (3.6/4.55 + 2.5/3.45) / 2
    [InlineData("jaccard", 0.490523)] // 1 - (1.3/2.25 + 0.75/1.7) / 2
    [InlineData("jaccard(smooth=1)", 0.322080)] // 1 - (2.3/3.25 + 1.75/2.7) / 2
    [InlineData("focal", 0.066731)] // (1/16 ln 4/3 + 1/4 ln 2 + 1/25 ln 5/4) / 3
    [InlineData("focal(gamma=0)", 0.401324)] // as ce
    [InlineData("tversky", 0.321078)] // 1 - (1.3/(1.3+0.3*0.25+0.7*0.7) + 0.75/(0.75+0.3*0.7+0.7*0.25)) / 2
    [InlineData("tversky(alpha=0.5, beta=0.5)", 0.327680)] // as dice
    [InlineData("tversky(alpha=1, beta=1)", 0.490523)] // as jaccard
    [InlineData("ce + 2*dice", 1.056685)] // 0.401324 + 2 * 0.327680
    public void A_tiny_batch_gives_the_value_worked_out_by_hand(string text, double expected) =>
        Assert.Equal(expected, Value(text), 2e-6);

    [Theory]
    [InlineData("ce", 0.355867)] // (ln 2 + ln 5/4 + 3 ln 4/3) / (1 + 1 + 3)
    [InlineData("focal", 0.047231)] // (1/4 ln 2 + 1/25 ln 5/4 + 3/16 ln 4/3) / 5
    [InlineData("dice", 0.357718)] // ((1 - 2.6/3.55) + 3 (1 - 1.5/2.45)) / 4
    public void Class_weights_make_a_weighted_mean(string text, double expected)
    {
        Assert.Equal(expected, Value(text, [1, 3]), 2e-6);
        Assert.Equal(expected, Value(text, [1e30, 3e30]), 2e-6);
    }

    // One pixel with p = (1/2, 1/4, 1/4) and label 0: TP = 1/2, predicted = 1/2, true = 1 for class 0.
    // Classes 1 and 2 have no true pixel and do not count: 1 - 2 * 0.5 / 1.5 = 1/3.
    [Fact]
    public void Classes_without_a_labelled_pixel_do_not_enter_the_mean()
    {
        using Tensor logits = log(tensor([0.5f, 0.25f, 0.25f])).reshape(1, 3, 1, 1);
        using Tensor labels = zeros(1, 1, 1, dtype: ScalarType.Int64);
        using Tensor loss = LossExpression.Parse("dice", 3).Compute(logits, labels);
        Assert.Equal(1.0 / 3, loss.item<float>(), 1e-6);
    }

    [Theory]
    [InlineData("ce")]
    [InlineData("dice")]
    [InlineData("jaccard")]
    [InlineData("focal(gamma=0.5)")]
    [InlineData("tversky")]
    public void A_perfect_prediction_costs_nothing_and_its_gradient_is_finite(string text)
    {
        using var scope = NewDisposeScope();
        Tensor labels = tensor(new long[] { 0, 1, 2, 1 }).reshape(1, 2, 2);
        Tensor logits = (nn.functional.one_hot(labels, 3).permute(0, 3, 1, 2).to(float32) * 200).requires_grad_(true);
        Tensor loss = LossExpression.Parse(text, 3).Compute(logits, labels);
        loss.backward();
        Assert.Equal(0, loss.item<float>(), 1e-6);
        Assert.True(logits.grad!.isfinite().all().item<bool>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cross_entropy_is_that_of_torch(bool channelsLast)
    {
        using var scope = NewDisposeScope();
        var generator = new Generator(3);
        Tensor logits = randn([2, 4, 5, 6], generator: generator);
        if (channelsLast)
            logits = logits.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        Tensor labels = randint(0, 4, [2, 5, 6], dtype: ScalarType.Int64, generator: generator);
        labels[0, 0] = 255;
        Tensor expected = nn.functional.cross_entropy(logits, labels, tensor([1f, 2f, 0.5f, 7f]), ignore_index: 255);
        Tensor actual = LossExpression.Parse("ce", 4, [1, 2, 0.5, 7]).Compute(logits, labels);
        Assert.Equal(expected.item<float>(), actual.item<float>(), 1e-6);
    }

    private static double Value(string text, IReadOnlyList<double>? weights = null)
    {
        using var scope = NewDisposeScope();
        Tensor logits = log(tensor(Probabilities)).reshape(1, 2, 2, 2);
        Tensor labels = tensor(Labels).reshape(1, 2, 2);
        return LossExpression.Parse(text, 2, weights).Compute(logits, labels).item<float>();
    }
}
