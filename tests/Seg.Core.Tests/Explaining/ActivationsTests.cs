using Seg.Core.Explaining;
using Seg.Core.Networks;
using Seg.Core.Networks.Encoders;
using Seg.Core.Networks.Layers;
using Seg.Core.Tensors;
using Seg.Core.Tests.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Explaining;

public sealed class ActivationsTests
{
    public static TheoryData<string> Names => [.. EncoderRegistry.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void All_layers_are_what_the_layers_give_in_a_plain_pass(string name)
    {
        using var scope = ComputeScope.Open();
        using UNet network = RandomNetwork.UNet(name, 3, seed: 5);
        LayerMap map = LayerMap.Of(network);
        Tensor image = RandomNetwork.Image(6, 1, 3, 50, 40);
        using Activations seen = Activations.Of(network, map, image);

        // With gradients, too: without them some processors convolve in another order.
        Assert.True(network.call(image).Equals(seen.Logits));
        foreach (Layer layer in map.Layers)
        {
            (int channels, int height, int width) = map.Shape(layer, 50, 40);
            Assert.Equal([1, channels, height, width], seen[layer].shape);
        }
        Tensor[] features = network.Encoder.call(ReflectPadding.Pad(image, map.Padded(50), map.Padded(40)));
        for (int i = 0; i < features.Length - 1; i++)
            Assert.True(features[i].Equals(seen[map.Find(map.Skips[^(i + 1)].From)]), $"{name} {i}");
        Assert.True(features[^1].Equals(seen[map.Bottleneck]));
    }

    [Fact]
    public void The_hooks_are_gone_afterwards_and_so_are_the_tensors()
    {
        using UNet network = RandomNetwork.UNet("resnet18", 1, seed: 7);
        LayerMap map = LayerMap.Of(network);
        using Tensor image = RandomNetwork.Image(8, 1, 1, 32, 32);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (Activations seen = Activations.Of(network, map, image))
            Assert.Equal(before + map.Layers.Count + 1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        using Tensor two = zeros(1, 2, 32, 32);
        Assert.ThrowsAny<Exception>(() => Activations.Of(network, map, two));
        Assert.Equal(before + 1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(0, HooksOf(network));
    }

    [Fact]
    public void A_recorder_hears_nothing_after_its_end()
    {
        using var scope = ComputeScope.Open();
        using var network = new HandMade((1, 2), (0, 0), (1, 1));
        var recorder = new Recorder(new Dictionary<string, nn.Module> { ["a"] = network.Layer });
        Assert.Equal(1, HooksOf(network));
        network.call(ones(1, 1, 2, 2));
        recorder.Dispose();
        network.call(ones(1, 1, 2, 2));
        Assert.Equal(["a"], recorder.Order);
        Assert.Equal(0, HooksOf(network));
    }

    /// <summary>How many hooks hang on the modules: TorchSharp keeps them in a private list.</summary>
    internal static int HooksOf(nn.Module network) => network.modules().Append(network).Distinct().Sum(Hooks);

    private static int Hooks(nn.Module module)
    {
        for (Type? type = module.GetType(); type is not null; type = type.BaseType)
        {
            var field = type.GetField(
                "post_hooks",
                System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic
            );
            if (field is not null)
                return ((System.Collections.ICollection)field.GetValue(module)!).Count;
        }
        return 0; // lists of modules have none
    }
}
