using System.Security.Cryptography;
using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Networks.Encoders;
using Seg.Core.Weights;

namespace Seg.Core.Tests.Weights;

public sealed class ShippedWeightsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void They_fit_their_encoder_for_any_number_of_channels(int channels)
    {
        using Encoder encoder = EncoderRegistry.Create(ShippedWeights.Encoder, channels);
        InputStatistics input = PretrainedWeights.Load(encoder, ShippedWeights.Path);
        Assert.Equal(Enumerable.Repeat(0.5f, channels), input.Mean);
    }

    [Fact]
    public void They_are_small_and_the_ones_that_their_card_describes()
    {
        byte[] file = File.ReadAllBytes(ShippedWeights.Path);
        Assert.InRange(file.Length, 1, 10_000_000);
        string card = File.ReadAllText(SharedFiles.InProject("server/Seg.Core/Weights/Microscopy/README.md"));
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(file)), card);
    }

    [Fact]
    public void Another_encoder_is_refused()
    {
        var options = new TrainOptions { Encoder = "resnet18" };
        var error = Assert.Throws<SegException>(options.Validate);
        Assert.Contains("The weights microscopy are for the encoder mobilenet_v2, not resnet18", error.Message);
    }
}
