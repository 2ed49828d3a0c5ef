using Seg.Core.Losses;

namespace Seg.Core.Tests.Losses;

public sealed class ClassWeightsTests
{
    [Fact]
    public void None_is_no_weights() => Assert.Null(ClassWeights.Parse(" None ", 2).For([1, 9]));

    [Fact]
    public void Numbers_are_taken_as_they_are() =>
        Assert.Equal([1, 2.5, 5], ClassWeights.Parse("1, 2.5,5", 3).For([7, 0, 1]));

    // 1/sqrt(900) : 1/sqrt(100) : 1/sqrt(25) = 1/30 : 3/30 : 6/30, whose mean is (10/3)/30: 0.3, 0.9, 1.8.
    // The class that does not occur gets 1.
    [Fact]
    public void Balanced_weights_are_inverse_roots_with_mean_one()
    {
        IReadOnlyList<double> weights = ClassWeights.Parse("balanced", 4).For([900, 100, 0, 25])!;
        double[] expected = [0.3, 0.9, 1, 1.8];
        Assert.Equal(expected, weights.Select(weight => Math.Round(weight, 12)));
    }

    [Fact]
    public void Balanced_weights_of_nothing_are_equal() =>
        Assert.Equal([1.0, 1.0], ClassWeights.Parse("balanced", 2).For([0, 0]));

    [Theory]
    [InlineData("")]
    [InlineData("1,2")]
    [InlineData("1,2,x")]
    [InlineData("1,2,0")]
    [InlineData("1,2,-3")]
    [InlineData("1,2,NaN")]
    [InlineData("1,2,Infinity")]
    [InlineData("inverse")]
    public void Anything_else_is_refused_with_what_can_be_written(string text)
    {
        var error = Assert.Throws<SegException>(() => ClassWeights.Parse(text, 3));
        Assert.Equal("loss.weights", error.Code);
        Assert.Equal(
            $"The class weights \"{text}\" do not fit: "
                + "write none, balanced or 3 numbers above 0, one a class, such as \"1,2,3\".",
            error.Message
        );
    }
}
