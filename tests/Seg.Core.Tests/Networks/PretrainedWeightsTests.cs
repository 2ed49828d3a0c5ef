using Seg.Core.Networks;
using Seg.Core.Networks.Encoders;
using Seg.Core.Tensors;
using Seg.Core.Weights;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Networks;

public sealed class PretrainedWeightsTests : IDisposable
{
    private const string FirstWeight = "features.0.0.weight";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Keys_beyond_the_encoder_are_left_out_and_counters_may_be_missing()
    {
        using var scope = ComputeScope.Open();
        using Encoder published = RandomNetwork.Encoder("mobilenet_v2", 3, seed: 1);
        string path = Publish(
            published,
            tensors =>
            {
                foreach (string key in tensors.Keys.Where(key => key.EndsWith("num_batches_tracked")).ToList())
                    tensors.Remove(key);
                tensors["classifier.1.weight"] = ones(1000, 1280);
            }
        );
        using Encoder encoder = EncoderRegistry.Create("mobilenet_v2", 3);
        PretrainedWeights.Load(encoder, path);
        Dictionary<string, Tensor> loaded = encoder.state_dict();
        foreach ((string key, Tensor expected) in published.state_dict())
            Assert.True(key.EndsWith("num_batches_tracked") || expected.Equals(loaded[key]), key);
    }

    [Fact]
    public void Weights_of_another_network_are_refused_by_the_first_key_that_does_not_fit()
    {
        using var scope = ComputeScope.Open();
        using Encoder published = EncoderRegistry.Create("resnet18", 3);
        using Encoder mobile = EncoderRegistry.Create("mobilenet_v2", 3);
        using Encoder deep = EncoderRegistry.Create("resnet34", 3);
        string path = Publish(published);
        AssertMismatch(mobile, "\"features.0.0.weight\"");
        AssertMismatch(deep, "\"layer1.2.conv1.weight\"");
        Publish(published, tensors => tensors["layer1.0.bn1.bias"] = ones(32));
        AssertMismatch(deep, "\"layer1.0.bn1.bias\" is 32 there and 64 here");

        void AssertMismatch(Encoder encoder, string part)
        {
            var e = Assert.Throws<SegException>(() => PretrainedWeights.Load(encoder, path));
            Assert.Equal("weights.mismatch", e.Code);
            Assert.Contains(part, e.Message);
        }
    }

    [Theory]
    [InlineData("0.5", "0.25", 0.5f, 0.25f)]
    [InlineData("0.25,0.5,0.75", "[0.5, 0.25, 0.75]", 0.5f, 0.5f)]
    public void The_input_is_what_the_file_says(string mean, string std, float grayMean, float grayStd)
    {
        InputStatistics gray = LoadFirstLayer(1, [0, 0, 0], new() { ["mean"] = mean, ["std"] = std }).Input;
        Assert.Equal([grayMean], gray.Mean);
        Assert.Equal([grayStd], gray.Std);
    }

    [Fact]
    public void Without_a_word_the_input_is_ImageNets()
    {
        InputStatistics input = LoadFirstLayer(4, [0, 0, 0]).Input;
        Assert.Equal([0.485f, 0.456f, 0.406f, 0.485f], input.Mean);
        Assert.Equal([0.229f, 0.224f, 0.225f, 0.229f], input.Std);
    }

    [Theory]
    [InlineData("", "1")]
    [InlineData("half", "1")]
    [InlineData("0.5,0.5", "1")]
    [InlineData("nan", "1")]
    [InlineData("0.5", "0")]
    [InlineData("0.5", "-1")]
    [InlineData("0.5", "1e99")]
    public void An_input_that_cannot_be_is_refused(string mean, string std)
    {
        var e = Assert.Throws<SegException>(() =>
            LoadFirstLayer(3, [0, 0, 0], new() { ["mean"] = mean, ["std"] = std })
        );
        Assert.Equal("weights.file", e.Code);
    }

    [Theory]
    [InlineData(1, new[] { 6f })]
    [InlineData(2, new[] { 1.5f, 3f })]
    [InlineData(3, new[] { 1f, 2f, 3f })]
    [InlineData(5, new[] { 0.6f, 1.2f, 1.8f, 0.6f, 1.2f })]
    [InlineData(6, new[] { 0.5f, 1f, 1.5f, 0.5f, 1f, 1.5f })]
    public void The_first_layer_is_fitted_to_the_images_channels(int channels, float[] expected)
    {
        float[] actual = LoadFirstLayer(channels, [1, 2, 3]).Weights;
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void A_gray_image_gives_what_it_gives_as_colour(int channels)
    {
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        string path = SharedFiles.MobileNetV2();
        Tensor gray = RandomNetwork.Image(3, 1, 1, 64, 64);
        Tensor[] expected = Features(3);
        foreach ((Tensor colour, Tensor other) in expected.Zip(Features(channels)))
            Assert.True((colour - other).abs().max().item<float>() < 1e-3f * colour.abs().max().item<float>());

        Tensor[] Features(int count)
        {
            using Encoder encoder = EncoderRegistry.Create("mobilenet_v2", count);
            PretrainedWeights.Load(encoder, path);
            encoder.eval();
            return encoder.call(gray.repeat(1, count, 1, 1));
        }
    }

    [Fact]
    public void Five_channels_keep_the_size_of_the_features()
    {
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        string path = SharedFiles.MobileNetV2();
        Tensor gray = RandomNetwork.Image(4, 1, 1, 64, 64);
        float[] sizes =
        [
            .. ((int[])[3, 5]).Select(count =>
            {
                using Encoder encoder = EncoderRegistry.Create("mobilenet_v2", count);
                PretrainedWeights.Load(encoder, path);
                encoder.eval();
                return encoder.call(gray.repeat(1, count, 1, 1))[0].std().item<float>();
            }),
        ];
        Assert.InRange(sizes[1] / sizes[0], 0.7f, 1.4f);
    }

    /// <summary>Loads weights that are zero but for one filter's middle, one number a colour.</summary>
    private (InputStatistics Input, float[] Weights) LoadFirstLayer(
        int channels,
        float[] colours,
        Dictionary<string, string>? metadata = null
    )
    {
        using var scope = ComputeScope.Open();
        using Encoder published = EncoderRegistry.Create("mobilenet_v2", 3);
        string path = Publish(
            published,
            tensors =>
            {
                Tensor weight = zeros(32, 3, 3, 3);
                weight[7, .., 1, 1] = tensor(colours);
                tensors[FirstWeight] = weight;
            },
            metadata
        );
        using Encoder encoder = EncoderRegistry.Create("mobilenet_v2", channels);
        InputStatistics input = PretrainedWeights.Load(encoder, path);
        return (input, encoder.state_dict()[FirstWeight][7, .., 1, 1].detach().contiguous().data<float>().ToArray());
    }

    private string Publish(
        Encoder encoder,
        Action<Dictionary<string, Tensor>>? change = null,
        Dictionary<string, string>? metadata = null
    )
    {
        string path = folder["published.safetensors"];
        Dictionary<string, Tensor> tensors = encoder.state_dict();
        change?.Invoke(tensors);
        Safetensors.Write(path, tensors, metadata);
        return path;
    }
}
