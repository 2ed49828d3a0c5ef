using Seg.Core.Networks;
using Seg.Core.Networks.Encoders;
using Seg.Core.Tensors;
using Seg.Core.Weights;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Networks;

public sealed class NormCalibrationTests
{
    private const double Tolerance = 1e-3;

    [Theory]
    [InlineData("plain")]
    [InlineData("resnet18")]
    [InlineData("resnet50")]
    [InlineData("mobilenet_v1")]
    [InlineData("mobilenet_v2")]
    [InlineData("mobilenet_v3_small")]
    [InlineData("efficientnet_b0")]
    [InlineData("inception_v3")]
    public void Folded_weights_keep_their_function_and_training_starts_from_it(string name)
    {
        using var scope = ComputeScope.Open();
        using Encoder encoder = RandomNetwork.FoldedEncoder(name, 3, seed: 21);
        AssertCalibrates(encoder);
    }

    [Fact]
    public void So_do_published_weights()
    {
        using var scope = ComputeScope.Open();
        using Encoder encoder = EncoderRegistry.Create("mobilenet_v2", 3);
        PretrainedWeights.Load(encoder, SharedFiles.MobileNetV2());
        encoder.eval();
        AssertCalibrates(encoder);
    }

    [Fact]
    public void Weights_with_statistics_are_not_folded()
    {
        using Encoder encoder = RandomNetwork.Encoder("resnet18", 3, seed: 22);
        Assert.False(NormCalibration.IsFolded(encoder));
    }

    private static void AssertCalibrates(Encoder encoder)
    {
        using var _ = no_grad();
        Tensor images = RandomNetwork.Image(23, 4, 3, 64, 64);
        Assert.True(NormCalibration.IsFolded(encoder));
        Tensor[] published = encoder.call(images);
        NormCalibration.Apply(encoder, images);
        Assert.False(NormCalibration.IsFolded(encoder));
        Assert.False(encoder.training);
        Tensor[] evaluated = encoder.call(images);
        AssertClose(published, evaluated);
        encoder.train();
        AssertClose(evaluated, encoder.call(images));
    }

    private static void AssertClose(Tensor[] expected, Tensor[] actual)
    {
        foreach ((Tensor before, Tensor after) in expected.Zip(actual))
            Assert.InRange((before - after).abs().max().item<float>() / before.abs().max().item<float>(), 0, Tolerance);
    }
}
