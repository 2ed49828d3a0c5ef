using Seg.Core.Networks;
using Seg.Core.Networks.Encoders;
using Seg.Core.Networks.Layers;
using Seg.Core.Tensors;
using Seg.Core.Weights;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Networks;

public sealed class TimmKeysTests
{
    public static TheoryData<string> Names =>
        ["mobilenet_v2", "mobilenet_v3_small", "mobilenet_v3_large", "efficientnet_b0"];

    [Theory]
    [InlineData("mobilenet_v2", "features.0.0.weight", "conv_stem.weight")]
    [InlineData("mobilenet_v2", "features.0.1.bias", "bn1.bias")]
    [InlineData("mobilenet_v2", "features.1.conv.0.0.weight", "blocks.0.0.conv_dw.weight")]
    [InlineData("mobilenet_v2", "features.1.conv.0.1.weight", "blocks.0.0.bn1.weight")]
    [InlineData("mobilenet_v2", "features.1.conv.1.weight", "blocks.0.0.conv_pw.weight")]
    [InlineData("mobilenet_v2", "features.1.conv.2.running_var", "blocks.0.0.bn2.running_var")]
    [InlineData("mobilenet_v2", "features.5.conv.0.0.weight", "blocks.2.1.conv_pw.weight")]
    [InlineData("mobilenet_v2", "features.5.conv.0.1.weight", "blocks.2.1.bn1.weight")]
    [InlineData("mobilenet_v2", "features.5.conv.1.0.weight", "blocks.2.1.conv_dw.weight")]
    [InlineData("mobilenet_v2", "features.5.conv.1.1.weight", "blocks.2.1.bn2.weight")]
    [InlineData("mobilenet_v2", "features.5.conv.2.weight", "blocks.2.1.conv_pwl.weight")]
    [InlineData("mobilenet_v2", "features.5.conv.3.weight", "blocks.2.1.bn3.weight")]
    [InlineData("mobilenet_v2", "features.17.conv.2.weight", "blocks.6.0.conv_pwl.weight")]
    [InlineData("mobilenet_v2", "features.18.0.weight", "conv_head.weight")]
    [InlineData("mobilenet_v2", "features.18.1.weight", "bn2.weight")]
    [InlineData("mobilenet_v3_large", "features.1.block.1.1.weight", "blocks.0.0.bn2.weight")]
    [InlineData("mobilenet_v3_large", "features.4.block.2.fc1.bias", "blocks.2.0.se.conv_reduce.bias")]
    [InlineData("mobilenet_v3_large", "features.4.block.3.0.weight", "blocks.2.0.conv_pwl.weight")]
    [InlineData("mobilenet_v3_large", "features.15.block.3.1.running_mean", "blocks.5.2.bn3.running_mean")]
    [InlineData("mobilenet_v3_large", "features.16.0.weight", "blocks.6.0.conv.weight")]
    [InlineData("mobilenet_v3_large", "features.16.1.bias", "blocks.6.0.bn1.bias")]
    [InlineData("mobilenet_v3_small", "features.1.block.1.fc2.weight", "blocks.0.0.se.conv_expand.weight")]
    [InlineData("mobilenet_v3_small", "features.1.block.2.0.weight", "blocks.0.0.conv_pw.weight")]
    [InlineData("mobilenet_v3_small", "features.12.0.weight", "blocks.5.0.conv.weight")]
    [InlineData("efficientnet_b0", "features.0.1.weight", "bn1.weight")]
    [InlineData("efficientnet_b0", "features.1.0.block.2.1.weight", "blocks.0.0.bn2.weight")]
    [InlineData("efficientnet_b0", "features.6.3.block.1.0.weight", "blocks.5.3.conv_dw.weight")]
    [InlineData("efficientnet_b0", "features.7.0.block.2.fc1.weight", "blocks.6.0.se.conv_reduce.weight")]
    public void A_layer_has_timms_name(string encoder, string key, string expected) =>
        Assert.Equal(expected, TimmKeys.Of(encoder, key));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_of_timms_gives_the_same_features_as_its_network(string name)
    {
        using var folder = new TempFolder();
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        using Encoder published = RandomNetwork.Encoder(name, 3, seed: 41);
        string path = folder["timm.safetensors"];
        Dictionary<string, Tensor> renamed = published
            .state_dict()
            .ToDictionary(entry => TimmKeys.Of(name, entry.Key), entry => entry.Value);
        Safetensors.Write(path, renamed);
        using Encoder loaded = EncoderRegistry.Create(name, 3);
        InputStatistics input = PretrainedWeights.Load(loaded, path, InputStatistics.Centred(3));
        Assert.Equal([0.5f, 0.5f, 0.5f], input.Mean);
        loaded.eval();

        // What the publisher's batch norms add to the variance.
        foreach (ConvNorm layer in ConvNorm.Of(published))
            layer.Norm.running_var!.add_(1e-5 - layer.Norm.eps);
        Tensor image = RandomNetwork.Image(42, 1, 3, 64, 64);
        foreach ((Tensor expected, Tensor actual) in published.call(image).Zip(loaded.call(image)))
            Assert.InRange((expected - actual).abs().max().item<float>(), 0, 1e-4f);
    }
}
