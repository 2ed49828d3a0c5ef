using Seg.Core.Networks;
using Seg.Core.Networks.Encoders;
using Seg.Core.Tensors;
using Seg.Core.Weights;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Networks;

public sealed class TorchvisionParityTests
{
    // Those that are torchvision's.
    public static TheoryData<string> Names => [.. EncoderRegistry.Names.Except(["plain", "mobilenet_v1"])];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_features_of_the_same_random_weights_are_torchvisions(string name)
    {
        Torchvision.Require();
        using var folder = new TempFolder();
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        using Encoder encoder = RandomNetwork.Encoder(name, 3, seed: 11);
        Tensor image = RandomNetwork.Image(12, 1, 3, 64, 64);
        Safetensors.Write(folder["weights.safetensors"], encoder.state_dict());
        Tensor[] expected = Torchvision.Features(name, folder["weights.safetensors"], image, folder);
        AssertEqual(expected, encoder.call(image));
        ChannelsLast.Apply(encoder);
        AssertEqual(expected, encoder.call(ChannelsLast.Of(image)));
    }

    [Fact]
    public void The_features_of_published_weights_are_torchvisions()
    {
        Torchvision.Require();
        using var folder = new TempFolder();
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        using Encoder encoder = EncoderRegistry.Create("mobilenet_v2", 3);
        InputStatistics input = PretrainedWeights.Load(encoder, SharedFiles.MobileNetV2());
        encoder.eval();
        Assert.Equal([0.5f, 0.5f, 0.5f], input.Mean);
        Assert.Equal([0.5f, 0.5f, 0.5f], input.Std);
        Tensor image = RandomNetwork.Image(13, 1, 3, 96, 64);
        AssertEqual(
            Torchvision.Features("mobilenet_v2", SharedFiles.MobileNetV2(), image, folder),
            encoder.call(image)
        );
    }

    private static void AssertEqual(Tensor[] expected, Tensor[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach ((Tensor theirs, Tensor ours) in expected.Zip(actual))
        {
            Assert.Equal(theirs.shape, ours.shape);
            Assert.InRange(theirs.std().item<float>(), 0.01f, 100f);
            Assert.InRange((theirs - ours).abs().max().item<float>(), 0, 1e-4f);
        }
    }
}
