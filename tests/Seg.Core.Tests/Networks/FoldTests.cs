using Seg.Core.Networks;
using Seg.Core.Networks.Encoders;
using Seg.Core.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Networks;

public sealed class FoldTests
{
    public static TheoryData<string> Names => [.. EncoderRegistry.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_folded_network_gives_the_same(string name)
    {
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        using UNet network = RandomNetwork.UNet(name, 3, seed: 31);
        Tensor image = RandomNetwork.Image(32, 1, 3, 64, 40);
        Tensor expected = network.call(image);
        ChannelsLast.Apply(network);
        network.Fold();
        Tensor folded = network.call(image);
        double largest = expected.abs().max().item<float>();
        Assert.InRange(largest, 0.1, 1e4);
        Assert.InRange((folded - expected).abs().max().item<float>() / largest, 0, 1e-4);
    }

    [Fact]
    public void Folding_uses_the_statistics_of_the_batch_norms_and_not_the_layers_any_more()
    {
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        using UNet network = RandomNetwork.UNet("plain", 1, seed: 33);
        Tensor image = RandomNetwork.Image(34, 1, 1, 32, 32);
        network.Fold();
        Tensor before = network.call(image);
        foreach (var norm in network.modules().OfType<TorchSharp.Modules.BatchNorm2d>())
            norm.running_mean!.fill_(5);
        Assert.True(before.Equals(network.call(image)));
    }

    [Fact]
    public void What_folding_made_goes_with_the_network()
    {
        Assert.Equal(Left(network => { }), Left(network => network.Fold()));

        static long Left(Action<UNet> use)
        {
            long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            using (UNet network = new("resnet18", channels: 1, classes: 2))
                use(network);
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
        }
    }
}
