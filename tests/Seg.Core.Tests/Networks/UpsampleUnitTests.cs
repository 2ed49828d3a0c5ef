using Seg.Core.Networks.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Networks;

/// <summary>The short way of doubling and convolving against the plain one, there and back.</summary>
public sealed class UpsampleUnitTests
{
    [Theory]
    [InlineData(4, 0, 5, 7)]
    [InlineData(4, 5, 5, 7)]
    [InlineData(4, 5, 1, 1)]
    [InlineData(512, 0, 5, 7)]
    [InlineData(512, 5, 5, 7)]
    [InlineData(512, 5, 1, 1)]
    public void The_result_and_its_gradients_are_those_of_the_doubled_and_joined_image(
        int from,
        int skip,
        int height,
        int width
    )
    {
        using var scope = NewDisposeScope();
        using var unit = new UpsampleUnit(from, skip, to: 3);
        unit.to(ScalarType.Float64);
        Tensor x = Image(3, 2, from, height, width).requires_grad_();
        Tensor? feature = skip == 0 ? null : Image(4, 2, skip, 2 * height, 2 * width).requires_grad_();
        Tensor weight = unit.Layers.Single().Weight;
        Tensor[] inputs = feature is null ? [x, weight] : [x, weight, feature];
        Tensor pull = Image(5, 2, 3, 2 * height, 2 * width);

        Tensor result = unit.call(x, feature);
        Tensor plain = Plain(x, feature, weight).relu();

        Near(plain, result);
        IList<Tensor> wanted = autograd.grad([plain], inputs, [pull]);
        IList<Tensor> found = autograd.grad([result], inputs, [pull]);
        foreach ((Tensor one, Tensor other) in wanted.Zip(found))
            Near(one, other);
    }

    // In double precision, so that rounding hides nothing.
    private static Tensor Image(int seed, params long[] shape) =>
        RandomNetwork.Image(seed, shape).to(ScalarType.Float64);

    private static Tensor Plain(Tensor x, Tensor? feature, Tensor weight)
    {
        Tensor wide = nn.functional.interpolate(x, scale_factor: [2, 2], mode: InterpolationMode.Nearest);
        Tensor joined = feature is null ? wide : cat([wide, feature], 1);
        using BatchNorm2d norm = nn.BatchNorm2d(weight.shape[0], dtype: ScalarType.Float64);
        return norm.call(nn.functional.conv2d(joined, weight, padding: [1, 1]));
    }

    private static void Near(Tensor one, Tensor other) =>
        Assert.InRange((one - other).abs().max().item<double>() / one.abs().max().item<double>(), 0, 1e-10);
}
