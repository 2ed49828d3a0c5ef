using Seg.Core.Explaining;
using Seg.Core.Networks.Encoders;
using Seg.Core.Tests.Networks;
using TorchSharp;

namespace Seg.Core.Tests.Explaining;

public sealed class LayerMapTests
{
    public static TheoryData<string> Names => [.. EncoderRegistry.Names];

    [Fact]
    public void The_layers_of_a_plain_network_are_its_convolutions_in_the_order_of_the_forward_pass()
    {
        using var network = RandomNetwork.UNet("plain", 1, seed: 1);
        LayerMap map = LayerMap.Of(network);
        string[] expected =
        [
            .. Enumerable.Range(0, 5).SelectMany(i => new[] { $"encoder.levels.{i}.0", $"encoder.levels.{i}.1" }),
            .. Enumerable
                .Range(0, 4)
                .SelectMany(i => new[] { $"decoder.blocks.{i}.conv1", $"decoder.blocks.{i}.conv2" }),
            "head",
        ];
        Assert.Equal(expected, map.Layers.Select(layer => layer.Name));
        // 3x3 weights from 1 to 16 channels, and two numbers of the batch norm for each.
        Assert.Equal(
            new Layer("encoder.levels.0.0", "convolution", LayerPart.Encoder, 0, 16, 1, 9 * 16 + 32),
            map.Layers[0]
        );
        Assert.Equal(
            new Layer(
                "decoder.blocks.0.conv1",
                "upsampling convolution",
                LayerPart.Decoder,
                0,
                128,
                8,
                9 * 384 * 128 + 256
            ),
            map.Layers[10]
        );
        Assert.Equal(new Layer("head", "logits", LayerPart.Head, 0, 3, 1, 9 * 16 * 3 + 3), map.Layers[^1]);
        Assert.Equal("encoder.levels.4.1", map.Bottleneck.Name);
        Assert.Equal((256, 3, 4), map.Shape(map.Bottleneck, 40, 50));
        Assert.Equal(
            [
                new SkipConnection("encoder.levels.3.1", "decoder.blocks.0.conv1"),
                new SkipConnection("encoder.levels.2.1", "decoder.blocks.1.conv1"),
                new SkipConnection("encoder.levels.1.1", "decoder.blocks.2.conv1"),
                new SkipConnection("encoder.levels.0.1", "decoder.blocks.3.conv1"),
            ],
            map.Skips
        );
    }

    [Theory]
    [InlineData("resnet18", "encoder.relu", 64, 7 * 7 * 64 * 3 + 128, "encoder.layer4.1", 512)]
    [InlineData("resnet50", "encoder.relu", 64, 7 * 7 * 64 * 3 + 128, "encoder.layer4.2", 2048)]
    [InlineData("mobilenet_v2", "encoder.features.0", 32, 3 * 3 * 32 * 3 + 64, "encoder.features.18", 1280)]
    public void Published_encoders_begin_and_end_as_in_their_papers(
        string name,
        string first,
        int channels,
        int parameters,
        string bottleneck,
        int width
    )
    {
        using var network = RandomNetwork.UNet(name, 3, seed: 2);
        LayerMap map = LayerMap.Of(network);
        Assert.Equal(new Layer(first, "convolution", LayerPart.Encoder, 0, channels, 2, parameters), map.Layers[0]);
        Assert.Equal(
            (bottleneck, width, 32, 4),
            (map.Bottleneck.Name, map.Bottleneck.Channels, map.Bottleneck.Stride, map.Bottleneck.Stage)
        );
        Assert.Equal(5, map.Layers.Where(layer => layer.Part == LayerPart.Decoder).Max(layer => layer.Stage) + 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_parameter_belongs_to_one_layer_and_every_feature_map_but_the_deepest_skips(string name)
    {
        using var network = RandomNetwork.UNet(name, 3, seed: 3);
        LayerMap map = LayerMap.Of(network);
        Assert.Equal(network.parameters().Sum(p => p.numel()), map.Layers.Sum(layer => layer.Parameters));
        Assert.Equal(
            network.Encoder.Channels.SkipLast(1).Reverse(),
            map.Skips.Select(skip => map.Find(skip.From).Channels)
        );
        Assert.All(map.Skips, skip => Assert.Equal(map.Find(skip.From).Stride, map.Find(skip.To).Stride));
    }

    [Fact]
    public void Looking_leaves_no_tensors_and_a_wrong_name_is_reported_with_the_right_ones()
    {
        using var network = RandomNetwork.UNet("plain", 1, seed: 4);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        LayerMap map = LayerMap.Of(network);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        var error = Assert.Throws<SegException>(() => map.Find("bottleneck"));
        Assert.Equal("explain.layer", error.Code);
        Assert.Contains("encoder.levels.4.1", error.Message);
    }
}
