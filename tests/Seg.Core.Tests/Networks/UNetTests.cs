using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Networks.Encoders;
using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Networks;

/// <summary>What must hold for a network with any of the encoders.</summary>
public sealed class UNetTests
{
    public static TheoryData<string> Names => [.. EncoderRegistry.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_features_have_the_shapes_that_the_encoder_tells(string name)
    {
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        using Encoder encoder = RandomNetwork.Encoder(name, 3, seed: 1);
        Tensor[] features = encoder.call(RandomNetwork.Image(2, 2, 3, 64, 32));
        Assert.Equal(encoder.Channels.Count, features.Length);
        for (int i = 0; i < features.Length; i++)
        {
            int stride = encoder.FirstStride << i;
            Assert.Equal([2, encoder.Channels[i], 64 / stride, 32 / stride], features[i].shape);
        }
        Assert.Equal(32 / features[^1].shape[3], encoder.DeepestStride);
        Assert.Equal(3, encoder.state_dict()[encoder.FirstWeight].shape[1]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_size_of_image_and_number_of_channels_gives_logits_of_that_size(string name)
    {
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        using UNet network = new(name, channels: 1, classes: 4);
        network.eval();
        foreach ((long height, long width) in ((long, long)[])[(1, 1), (33, 50), (64, 32)])
            Assert.Equal([1, 4, height, width], network.call(RandomNetwork.Image(3, 1, 1, height, width)).shape);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_parameter_learns(string name)
    {
        using var scope = ComputeScope.Open();
        // Seeded: a squeezed layer of eight channels may start with all of them dead.
        using UNet network = RandomNetwork.UNet(name, 3, seed: 7);
        network.train();
        Tensor logits = network.call(RandomNetwork.Image(4, 2, 3, 64, 64));
        logits.square().mean().backward();
        foreach ((string key, Tensor parameter) in network.named_parameters())
        {
            Assert.True(parameter.grad is not null, key);
            float largest = parameter.grad.abs().max().item<float>();
            Assert.True(largest > 0 && float.IsFinite(largest), $"{key}: {largest}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_image_is_predicted_by_itself_and_by_its_weights_alone(string name)
    {
        using var folder = new TempFolder();
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        using UNet network = Trained(name);
        Tensor images = RandomNetwork.Image(5, 2, 3, 32, 32);
        Tensor both = network.call(images);
        Tensor alone = network.call(images[..1]);
        Assert.True((both[..1] - alone).abs().max().item<float>() < 1e-4);

        Checkpoint.SaveWeights(folder["network.safetensors"], network, new RunPosition());
        using UNet loaded = new(name, channels: 3, classes: 2);
        Checkpoint.LoadWeights(loaded, folder["network.safetensors"]);
        loaded.eval();
        Assert.True(both.Equals(loaded.call(images)));
    }

    /// <summary>A network in evaluation mode whose batch norms have seen something.</summary>
    private static UNet Trained(string name)
    {
        UNet network = new(name, channels: 3, classes: 2);
        network.call(RandomNetwork.Image(6, 2, 3, 64, 64));
        network.eval();
        return network;
    }
}
