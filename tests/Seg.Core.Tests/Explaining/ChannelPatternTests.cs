using Seg.Core.Explaining;
using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Tensors;
using Seg.Core.Tests.Networks;
using Seg.Core.Tests.Prediction;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Explaining;

public sealed class ChannelPatternTests
{
    private static readonly PatternOptions Small = new(Side: 32, Steps: 100);

    [Fact]
    public void A_channel_responds_at_least_ten_times_as_strongly_as_to_noise()
    {
        using TrainedModel model = Model(1);
        Layer layer = LayerMap.Of(model.Network).Find("encoder.levels.1.1");
        MakeChoosy(model.Network, layer);
        foreach (int channel in (int[])[1, 2])
        {
            ChannelPattern pattern = Draw(model, layer, channel, Small with { Steps = 250 });
            Assert.True(pattern.NoiseResponse > 0.001, $"{pattern.NoiseResponse}");
            Assert.True(
                pattern.Response > 10 * pattern.NoiseResponse,
                $"{pattern.NoiseResponse} to {pattern.Response}"
            );
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_same_seed_draws_the_same_picture_and_another_seed_another(int channels)
    {
        using TrainedModel model = Model(channels);
        Layer layer = LayerMap.Of(model.Network).Bottleneck;
        PatternOptions few = Small with { Steps = 5 };
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        ChannelPattern first = Draw(model, layer, 3, few);
        ChannelPattern again = Draw(model, layer, 3, few);
        ChannelPattern other = Draw(model, layer, 3, few with { Seed = 2 });
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(channels, first.Picture.Channels);
        Assert.Equal(first.Picture.Pixels, again.Picture.Pixels);
        Assert.Contains(
            first.Picture.Pixels.Zip(other.Picture.Pixels),
            pair => Math.Abs(pair.First - pair.Second) > 0.01
        );
        Assert.Equal(first.Response, again.Response);
        Assert.Equal(0, ActivationsTests.HooksOf(model.Network));
        Assert.All(model.Network.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void It_tells_its_steps_and_stops_when_asked()
    {
        using var stop = new CancellationTokenSource();
        using TrainedModel model = Model(1);
        Layer layer = LayerMap.Of(model.Network).Bottleneck;
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var reported = new List<int>();
        Assert.Throws<OperationCanceledException>(() =>
            ChannelPattern.Draw(model, layer, 0, Small, Progress, stop.Token)
        );
        Assert.Equal([1, 2], reported);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(0, ActivationsTests.HooksOf(model.Network));

        void Progress(int done)
        {
            reported.Add(done);
            if (done == 2)
                stop.Cancel();
        }
    }

    private static ChannelPattern Draw(TrainedModel model, Layer layer, int channel, PatternOptions options) =>
        ChannelPattern.Draw(model, layer, channel, options, stop: TestContext.Current.CancellationToken);

    /// <summary>As in a trained network, the layer's channels are silent but for the most fitting fortieth of what they see.</summary>
    private static void MakeChoosy(UNet network, Layer layer)
    {
        using var scope = ComputeScope.Open();
        using var _ = no_grad();
        network.train();
        for (int i = 0; i < 50; i++)
            network.call(RandomNetwork.Image(i, 1, 1, 32, 32));
        network.eval();
        var norm = (BatchNorm2d)network.named_modules().Single(named => named.Item1 == layer.Name + ".1").Item2;
        norm.weight!.fill_(1);
        norm.bias!.fill_(-2);
    }

    private static TrainedModel Model(int channels) =>
        new(Pictures.Model(channels), RandomNetwork.UNet("plain", channels, seed: 41), CPU);
}
