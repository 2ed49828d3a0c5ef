using FsCheck.Xunit;
using Seg.Core.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Losses;

public sealed class LossGradientTests
{
    private const string Everything = "ce + 2*dice + jaccard(smooth=1) + 0.5*focal(gamma=1.5) + tversky";
    private static readonly double[] Weights = [1, 2, 0.5];

    [Fact]
    public void The_gradient_is_the_slope()
    {
        using var scope = NewDisposeScope();
        (Tensor logits, Tensor labels) = Batch(seed: 5);
        ILoss loss = LossExpression.Parse(Everything, 3, Weights);
        logits.requires_grad_(true);
        loss.Compute(logits, labels).backward();
        double[] gradient = [.. logits.grad!.flatten().data<double>()];

        using var noGrad = no_grad();
        Tensor flat = logits.detach().flatten();
        const double step = 1e-5;
        for (int i = 0; i < gradient.Length; i++)
        {
            double slope = (At(i, step) - At(i, -step)) / (2 * step);
            Assert.Equal(slope, gradient[i], 1e-8);
        }

        double At(int i, double change)
        {
            Tensor moved = flat.clone();
            moved[i] = moved[i] + change;
            return loss.Compute(moved.reshape(logits.shape), labels).item<double>();
        }
    }

    [Theory]
    [InlineData("ce")]
    [InlineData("dice")]
    [InlineData("jaccard")]
    [InlineData("focal")]
    [InlineData("tversky")]
    public void Pixels_without_a_label_change_nothing_and_get_no_gradient(string text)
    {
        using var scope = NewDisposeScope();
        (Tensor logits, Tensor labels) = Batch(seed: 6);
        Tensor ignored = (labels == 255).unsqueeze(1).expand_as(logits);
        ILoss loss = LossExpression.Parse(text, 3, Weights);
        logits.requires_grad_(true);
        Tensor value = loss.Compute(logits, labels);
        value.backward();
        Assert.Equal(0, logits.grad![ignored].abs().max().item<double>());
        Assert.NotEqual(0, logits.grad![~ignored].abs().max().item<double>());

        Tensor other = logits.detach().masked_fill(ignored, 40);
        Assert.Equal(value.item<double>(), loss.Compute(other, labels).item<double>(), 1e-12);
    }

    [Theory]
    [InlineData(Everything)]
    [InlineData("focal(gamma=0.5)")]
    public void A_batch_without_labels_costs_nothing_and_teaches_nothing(string text)
    {
        using var scope = NewDisposeScope();
        Tensor logits = randn([1, 3, 4, 4], generator: new Generator(7)).requires_grad_(true);
        Tensor labels = full([1, 4, 4], 255, dtype: ScalarType.Int64);
        Tensor loss = LossExpression.Parse(text, 3, Weights).Compute(logits, labels);
        loss.backward();
        Assert.Equal(0, loss.item<float>());
        Assert.Equal(0, logits.grad!.abs().max().item<float>());
    }

    [Property(MaxTest = 20)]
    public void The_order_of_pixels_and_of_classes_does_not_matter(int seed)
    {
        using var scope = NewDisposeScope();
        (Tensor logits, Tensor labels) = Batch(seed);
        double value = Value(logits, labels, Weights);

        Tensor pixels = randperm(20, generator: new Generator((ulong)(uint)seed));
        Assert.Equal(value, Value(Shuffled(logits), Shuffled(labels), Weights), 1e-9);

        // Class 0 becomes 1, 1 becomes 2, 2 becomes 0.
        Tensor rolled = logits.roll(1, 1);
        Tensor renamed = labels.where(labels == 255, (labels + 1).remainder(3));
        Assert.Equal(value, Value(rolled, renamed, [Weights[2], Weights[0], Weights[1]]), 1e-9);

        Tensor Shuffled(Tensor tensor) => tensor.flatten(-2).index_select(-1, pixels).reshape(tensor.shape);
    }

    [Fact]
    public void Memory_layout_does_not_matter()
    {
        using var scope = NewDisposeScope();
        (Tensor logits, Tensor labels) = Batch(seed: 8);
        Tensor channelsLast = logits.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        Assert.Equal(Value(logits, labels, Weights), Value(channelsLast, labels, Weights), 1e-12);
    }

    [Fact]
    public void No_tensors_stay_behind()
    {
        using var outer = NewDisposeScope();
        (Tensor logits, Tensor labels) = Batch(seed: 9);
        ILoss loss = LossExpression.Parse(Everything, 3, Weights);
        logits.requires_grad_(true);
        long afterOne = LiveAfter(1);
        Assert.Equal(afterOne, LiveAfter(20));

        long LiveAfter(int count)
        {
            for (int i = 0; i < count; i++)
            {
                using Tensor value = loss.Compute(logits, labels);
                value.backward();
            }
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        }
    }

    private static double Value(Tensor logits, Tensor labels, double[] weights) =>
        LossExpression.Parse(Everything, 3, weights).Compute(logits, labels).item<double>();

    /// <summary>Logits 2,3,4,5 in double precision and labels 2,4,5, a fifth of them 255.</summary>
    private static (Tensor Logits, Tensor Labels) Batch(int seed)
    {
        var generator = new Generator((ulong)(uint)seed);
        Tensor logits = randn([2, 3, 4, 5], dtype: ScalarType.Float64, generator: generator) * 2;
        Tensor labels = randint(0, 3, [2, 4, 5], dtype: ScalarType.Int64, generator: generator);
        labels[.., 1] = 255;
        return (logits, labels);
    }
}
