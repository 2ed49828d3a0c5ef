using Seg.Core.Explaining;
using Seg.Core.Networks;
using Seg.Core.Tests.Networks;
using Seg.Core.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Explaining;

public sealed class CamTests
{
    // The channels are x and 13 - 3x, class 1 is three times the first minus the second, the pixels are those of the
    // diagonal, so the gradients there are 3 and -1. Seg-Grad-CAM: 1.5 x - 0.5 (13 - 3x). HiResCAM: 3x - (13 - 3x) on the
    // diagonal. Grad-CAM++: the first channel alone, by 2 * 3 * 9 / (18 + 10 * 27). Eigen-CAM: along (1, -3) / sqrt(10)
    // from the mean, 2.5 and 5.5, the other way round because the channels' sum falls with x.
    [Theory]
    [InlineData(HeatmapMethod.SegGradCam, -3.5, -0.5, 2.5, 5.5)]
    [InlineData(HeatmapMethod.HiResCam, -7, 0, 0, 11)]
    [InlineData(HeatmapMethod.GradCamPlusPlus, 0.1875, 0.375, 0.5625, 0.75)]
    [InlineData(HeatmapMethod.EigenCam, 4.743416, 1.581139, -1.581139, -4.743416)]
    public void The_maps_are_those_worked_out_by_hand(HeatmapMethod method, double a, double b, double c, double d)
    {
        using var scope = NewDisposeScope();
        using var network = new HandMade(slopes: (1, -3), offsets: (0, 13), weights: (3, -1));
        Tensor image = tensor([1f, 2f, 3f, 4f]).reshape(1, 1, 2, 2);
        using Activations seen = network.Look(image);
        using LayerEffect effect = seen.Effect(HandMade.Name, Diagonal);
        AssertNear(CamRules.Apply(method, effect), tensor([(float)a, (float)b, (float)c, (float)d]).reshape(2, 2));
    }

    [Theory]
    [InlineData("resnet18", "encoder.layer1.1", "encoder.layer4.1")]
    [InlineData("mobilenet_v2", "encoder.features.3", "encoder.features.18")]
    public void The_maps_of_the_same_random_weights_are_PyTorchs(string name, string shallow, string deep)
    {
        Torchvision.Require();
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        using UNet network = RandomNetwork.UNet(name, 3, seed: 21);
        LayerMap map = LayerMap.Of(network);
        // Of other images, a value may be so near the bend of a ReLU6 that rounding decides about its gradient.
        Tensor image = RandomNetwork.Image(28, 1, 3, 96, 64);
        Tensor pixels = (RandomNetwork.Image(23, 96, 64) > 0.5).to(ScalarType.Float32);
        Safetensors.Write(folder["network.safetensors"], network.state_dict());
        Dictionary<string, Tensor> expected = Torchvision.Cams(
            name,
            folder["network.safetensors"],
            image,
            pixels,
            folder
        );
        var layers = new Dictionary<string, string>
        {
            ["shallow"] = shallow,
            ["deep"] = deep,
            ["up"] = "decoder.blocks.0.conv2",
        };
        using Activations seen = Activations.Of(network, map, image);
        foreach ((string label, string layer) in layers)
        {
            using LayerEffect effect = seen.Effect(layer, logits => (logits[0, 1] * pixels).sum());
            foreach (
                HeatmapMethod method in HeatmapMethods.All.Where(info => info.NeedsLayer).Select(info => info.Method)
            )
                AssertNear(CamRules.Apply(method, effect), expected[$"{method}.{label}"]);
        }
        Assert.Equal(12, expected.Count);
    }

    [Fact]
    public void Neither_hooks_nor_tensors_are_left_even_after_an_error()
    {
        using var network = new HandMade((1, 1), (0, 0), (1, 1));
        using Tensor image = ones(1, 1, 2, 2);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (Activations seen = network.Look(image))
        {
            using (LayerEffect effect = seen.Effect(HandMade.Name, Diagonal))
            using (CamRules.Apply(HeatmapMethod.EigenCam, effect)) { }
            Assert.Throws<InvalidOperationException>(() =>
                seen.Effect(HandMade.Name, _ => throw new InvalidOperationException())
            );
        }
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(0, ActivationsTests.HooksOf(network));
        Assert.All(network.parameters(), parameter => Assert.Null(parameter.grad));
    }

    private static Tensor Diagonal(Tensor logits) => logits[0, 1, 0, 0] + logits[0, 1, 1, 1];

    private static void AssertNear(Tensor actual, Tensor expected)
    {
        Assert.Equal(expected.shape, actual.shape);
        float largest = expected.abs().max().item<float>();
        Assert.True(largest > 0);
        Assert.InRange((actual - expected).abs().max().item<float>() / largest, 0, 1e-3f);
    }
}
