using Seg.Core.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Networks;

/// <summary>The short way of doubling and convolving against the plain one, there and back.</summary>
public sealed class EnlargingUnitTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void The_result_and_its_gradients_are_those_of_the_doubled_and_joined_image(int skip)
    {
        using var scope = NewDisposeScope();
        using var unit = new EnlargingUnit(from: 4, skip, to: 3);
        Tensor x = RandomNetwork.Image(3, 2, 4, 5, 7).requires_grad_();
        Tensor? feature = skip == 0 ? null : RandomNetwork.Image(4, 2, skip, 10, 14).requires_grad_();
        Tensor weight = unit.Layers.Single().Weight;
        Tensor[] inputs = feature is null ? [x, weight] : [x, weight, feature];
        Tensor pull = RandomNetwork.Image(5, 2, 3, 10, 14);

        Tensor result = unit.call(x, feature);
        Tensor plain = Plain(x, feature, weight).relu();

        Near(plain, result);
        IList<Tensor> wanted = autograd.grad([plain], inputs, [pull]);
        IList<Tensor> found = autograd.grad([result], inputs, [pull]);
        foreach ((Tensor one, Tensor other) in wanted.Zip(found))
            Near(one, other);
    }

    private static Tensor Plain(Tensor x, Tensor? feature, Tensor weight)
    {
        Tensor wide = nn.functional.interpolate(x, scale_factor: [2, 2], mode: InterpolationMode.Nearest);
        Tensor joined = feature is null ? wide : cat([wide, feature], 1);
        using BatchNorm2d norm = nn.BatchNorm2d(weight.shape[0]);
        return norm.call(nn.functional.conv2d(joined, weight, padding: [1, 1]));
    }

    private static void Near(Tensor one, Tensor other) =>
        Assert.InRange((one - other).abs().max().item<float>() / one.abs().max().item<float>(), 0, 1e-4);
}
