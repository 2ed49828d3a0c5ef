using System.Security.Cryptography;
using OpenCvSharp;
using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Training;
using Seg.Core.Weights;

namespace Seg.Core.Tests.Training;

/// <summary>A dataset of six 64x64 pictures of bright discs, and trainings on it that take a second.</summary>
internal sealed class TinyDataset : IDisposable
{
    private readonly TempFolder folder = new();

    public TinyDataset(int images = 6, MatType? type = null)
    {
        for (int i = 0; i < images; i++)
            Add($"i{i}", type ?? MatType.CV_8UC1);
        DatasetInit.Create(folder.FullPath, ["background", "disc"]);
    }

    public static TrainOptions Options { get; } =
        new()
        {
            Encoder = "plain",
            Weights = null,
            Epochs = 3,
            StepsPerEpoch = 3,
            Batch = 2,
            Crop = 32,
            LearningRate = 1e-2, // every epoch is better than the one before
            Threads = 1,
        };

    public string FullPath => folder.FullPath;

    public string this[string name] => folder[name];

    public string Models => Path.Combine(FullPath, "models");

    public Dataset Open() => Dataset.Open(FullPath);

    public RunFolder Folder(string name) => RunFolder.Of(Models, name);

    /// <summary>Trains as the command does.</summary>
    public EndEvent Train(string name, TrainOptions? options = null, bool isResumed = false) =>
        Trainer.Run(Open(), Folder(name), options ?? Options, isResumed, _ => { }, CancellationToken.None);

    /// <summary>Trains until <paramref name="isStopped"/>, which is asked before each step and each held-out image.</summary>
    public EndEvent TrainUntil(string name, TrainOptions options, Func<bool> isStopped, TimeProvider? clock = null)
    {
        Dataset dataset = Open();
        RunFolder run = Folder(name);
        Split split = Split.Of(dataset, options.Seed, options.Validation is { } names ? new(names) : null);
        using var data = TrainingData.Load(split, options.Normalization, null, long.MaxValue, CancellationToken.None);
        using var loop = new TrainingLoop(dataset, split, data, run, options, PreviousRun.Find(run));
        using IDisposable held = run.TakeLock();
        using var journal = new RunJournal(run, _ => { }, clock ?? TimeProvider.System);
        EndEvent end = loop.Run(journal, isStopped);
        journal.Write(end);
        return end;
    }

    /// <summary>A fingerprint of every tensor in a file of weights, by its key.</summary>
    public Dictionary<string, string> Tensors(string name, string file = "best.safetensors")
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        return Safetensors
            .Read(Path.Combine(Models, name, file))
            .Tensors.ToDictionary(t => t.Key, t => Convert.ToHexString(SHA256.HashData(t.Value.bytes)));
    }

    public ModelDescription Description(string name) => ModelDescription.Read(Folder(name).Model);

    public IReadOnlyList<TrainingEvent> Events(string name) => TrainingEvent.Read(Folder(name).Events);

    /// <summary>The loss of each epoch; of one that was done again, the last.</summary>
    public double[] Losses(string name) =>
        [.. Events(name).OfType<EpochEvent>().GroupBy(e => e.Epoch).OrderBy(e => e.Key).Select(e => e.Last().Loss)];

    /// <summary>Adds a labelled picture; its discs depend on its name only.</summary>
    public void Add(string stem, MatType type)
    {
        var random = new Random(stem.Sum(c => c));
        double bright = type.Depth == MatType.CV_16U ? 40000 : 160;
        using var image = new Mat(64, 64, type, Scalar.All(bright / 4));
        using var mask = new Mat(64, 64, MatType.CV_8UC1, Scalar.All(0));
        for (int i = 0; i < 3; i++)
        {
            var centre = new Point(random.Next(8, 56), random.Next(8, 56));
            Cv2.Circle(image, centre, 8, Scalar.All(bright), -1);
            Cv2.Circle(mask, centre, 8, Scalar.All(1), -1);
        }
        ImageFile.Write(folder[$"images/{stem}{(type.Depth == MatType.CV_32F ? ".tif" : ".png")}"], image);
        MaskFile.Write(folder[$"masks/{stem}.png"], mask);
    }

    public void Dispose() => folder.Dispose();
}
