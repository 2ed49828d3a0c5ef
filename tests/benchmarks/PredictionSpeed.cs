using System.Diagnostics;
using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Benchmarks;

/// <summary>How fast a trained network predicts, prepared as a loaded model is.</summary>
internal static class PredictionSpeed
{
    private const int Rounds = 5;

    public static IEnumerable<Result> Measure(TrainOptions options, Peer? peer)
    {
        using var network = new UNet(options.Encoder, TrainedNetwork.Channels, TrainedNetwork.Classes);
        network.eval();
        ChannelsLast.Apply(network);
        network.Fold();
        yield return Measure(network, peer, "prediction, an image of 540x450", 1, 450, 540, times: 6);
        yield return Measure(network, peer, "prediction, 4 images of 512²", 4, 512, 512, times: 2);
    }

    private static Result Measure(UNet network, Peer? peer, string what, int count, int height, int width, int times)
    {
        using var scope = ComputeScope.Open();
        Tensor images = ChannelsLast.Of(rand(count, TrainedNetwork.Channels, height, width));
        var seg = new Samples();
        var peers = Peer.Layouts.ToDictionary(layout => layout, _ => new Samples());
        for (int round = -1; round < Rounds; round++) // the first warms up
        {
            double rate = Rate(network, images, times);
            if (round >= 0)
                seg.Add(rate);
            foreach (string layout in Peer.Layouts)
            {
                double? other = peer?.Rate($"predict {layout} {count} {height} {width} {times}");
                if (round >= 0 && other is { } known)
                    peers[layout].Add(known);
            }
        }
        return Peer.Compare(1.5, what, seg.Middle, peer, layout => peers[layout].Middle);
    }

    private static double Rate(UNet network, Tensor images, int times)
    {
        using var _ = no_grad();
        var time = Stopwatch.StartNew();
        for (int i = 0; i < times; i++)
        {
            using var scope = ComputeScope.Open();
            network.call(images);
        }
        return times * images.shape[0] / time.Elapsed.TotalSeconds;
    }
}
