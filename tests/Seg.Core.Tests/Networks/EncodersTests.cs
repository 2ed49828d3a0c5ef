using Seg.Core.Networks.Encoders;
using Seg.Core.Weights;

namespace Seg.Core.Tests.Networks;

public sealed class EncodersTests
{
    public static TheoryData<string> Names => [.. EncoderRegistry.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_table_says_what_the_encoder_is(string name)
    {
        EncoderInfo info = EncoderRegistry.Find(name);
        using Encoder encoder = EncoderRegistry.Create(name, 3);
        Assert.Equal(name, encoder.GetName());
        Assert.Equal(info.Channels, encoder.Channels);
        Assert.Equal(info.Parameters, encoder.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    public void Published_weights_have_an_address()
    {
        Assert.Equal(
            "https://huggingface.co/timm/resnet18.tv_in1k/resolve/main/model.safetensors",
            PublishedWeights.Of(EncoderRegistry.Find("resnet18"))!.Address.AbsoluteUri
        );
        Assert.All(EncoderRegistry.All, one => Assert.Equal(one.Name != "plain", PublishedWeights.Of(one) is not null));
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_names_that_there_are()
    {
        var e = Assert.Throws<SegException>(() => EncoderRegistry.Create("vgg16", 3));
        Assert.Equal("network.encoder", e.Code);
        Assert.Contains("mobilenet_v3_small, mobilenet_v3_large, efficientnet_b0, inception_v3", e.Message);
    }
}
