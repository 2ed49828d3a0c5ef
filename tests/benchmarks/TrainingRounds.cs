using System.Diagnostics;
using Seg.Core.Models;

namespace Seg.Benchmarks;

/// <summary>
/// Training steps of Seg and of PyTorch and matrix products, in turn and for a second or two each, so that whatever else the
/// machine does hits all alike.
/// </summary>
internal sealed class TrainingRounds
{
    private const int Rounds = 5;
    private const int Steps = 3;
    private const int Products = 20;

    private readonly Samples seg = new();
    private readonly Samples product = new();
    private readonly Dictionary<string, Samples> peers = Peer.Layouts.ToDictionary(
        layout => layout,
        _ => new Samples()
    );

    /// <summary>Runs all rounds.</summary>
    public static TrainingRounds Of(TrainOptions options, Peer? peer)
    {
        var rounds = new TrainingRounds();
        using var network = new TrainedNetwork(options);
        using var matrices = new MatrixProduct();
        network.Train(2);
        matrices.Rate(2);
        foreach (string layout in Peer.Layouts)
            peer?.Rate($"train {layout} 2");
        for (int i = 0; i < Rounds; i++)
        {
            var time = Stopwatch.StartNew();
            network.Train(Steps);
            rounds.seg.Add(Steps * options.Batch / time.Elapsed.TotalSeconds);
            rounds.product.Add(matrices.Rate(Products));
            foreach (string layout in Peer.Layouts)
            {
                if (peer is not null)
                    rounds.peers[layout].Add(peer.Rate($"train {layout} {Steps}"));
            }
        }
        return rounds;
    }

    /// <summary>Images per second.</summary>
    public double Seg => seg.Middle;

    /// <summary>Floating point operations per second of a matrix product.</summary>
    public double Product => product.Middle;

    /// <summary>PyTorch's images per second in a memory layout.</summary>
    public double PyTorch(string layout) => peers[layout].Middle;
}
