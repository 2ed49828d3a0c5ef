using Seg.Benchmarks;
using Seg.Benchmarks.Ranking;
using Seg.Core.Models;
using Seg.Core.Tensors;

ComputeDevice.ShareCores();
if (args is ["rank", .. var seeds])
    return RankingGain.Run([.. seeds.Select(int.Parse)]);
if (args is ["decode"])
{
    Table.Print(DecodingSpeed.Measure());
    return 0;
}

// The setting that training starts with: mobilenet_v2, six crops of 256 x 256, cross-entropy and Dice.
var options = new TrainOptions();
int threads = Environment.ProcessorCount;
ComputeDevice.PrepareTraining(threads);

using Peer? peer = Peer.Start(threads);
if (peer is null)
    Console.WriteLine("Without a peer to compare with: apt-get install python3-torch python3-torchvision");

TrainingRounds rounds = TrainingRounds.Of(options, peer);
Table.Print([
    .. TrainingSpeed.Measure(options, rounds, peer),
    .. PredictionSpeed.Measure(options, peer),
    AugmentationSpeed.Measure(options, rounds),
    .. DecodingSpeed.Measure(),
    .. PeakMemory.Measure(),
    LiveTensors.Measure(options),
]);
return 0;
