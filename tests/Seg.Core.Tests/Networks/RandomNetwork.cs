using Seg.Core.Networks;
using Seg.Core.Networks.Encoders;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Networks;

/// <summary>Networks whose every number is random, batch norm's statistics included, in evaluation mode.</summary>
internal static class RandomNetwork
{
    /// <summary>An encoder whose features are neither tiny nor huge, so that a difference to another one would show.</summary>
    public static Encoder Encoder(string name, int channels, int seed)
    {
        Encoder encoder = EncoderRegistry.Create(name, channels);
        Fill(encoder, seed);
        encoder.eval();
        return encoder;
    }

    /// <summary>A whole network of three classes.</summary>
    public static UNet UNet(string name, int channels, int seed)
    {
        UNet network = new(name, channels, classes: 3);
        Fill(network, seed);
        network.eval();
        return network;
    }

    /// <summary>An encoder with batch norms that were folded away: mean 0, variance 1 and a shift of their own.</summary>
    public static Encoder FoldedEncoder(string name, int channels, int seed)
    {
        Encoder encoder = Encoder(name, channels, seed);
        using var _ = no_grad();
        foreach (BatchNorm2d norm in encoder.modules().OfType<BatchNorm2d>())
        {
            norm.running_mean!.zero_();
            norm.running_var!.fill_(1);
        }
        return encoder;
    }

    public static Tensor Image(int seed, params long[] shape) => rand(shape, generator: Seeded(seed)) * 2 - 1;

    private static void Fill(nn.Module network, int seed)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Generator generator = Seeded(seed);
        foreach (Conv2d convolution in network.modules().OfType<Conv2d>())
        {
            long inputs = convolution.weight.shape[1..].Aggregate((a, b) => a * b);
            convolution.weight.copy_(randn(convolution.weight.shape, generator: generator) * Math.Sqrt(2.0 / inputs));
            if (convolution.bias is { } bias)
                Uniform(bias, -0.3, 0.3);
        }
        foreach (BatchNorm2d norm in network.modules().OfType<BatchNorm2d>())
        {
            Uniform(norm.weight!, 0.3, 0.8);
            Uniform(norm.bias!, -0.3, 0.5);
            Uniform(norm.running_mean!, -0.3, 0.3);
            Uniform(norm.running_var!, 0.5, 1.5);
        }

        void Uniform(Tensor tensor, double low, double high) =>
            tensor.copy_(rand(tensor.shape, generator: generator) * (high - low) + low);
    }

    private static Generator Seeded(int seed) => new((ulong)(uint)seed);
}
