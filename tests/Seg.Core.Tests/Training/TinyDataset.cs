using System.Numerics;
using System.Security.Cryptography;
using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Tests.Imaging;
using Seg.Core.Training;
using Seg.Core.Weights;

namespace Seg.Core.Tests.Training;

/// <summary>A dataset of six 64x64 pictures of bright discs, and trainings on it that take a second.</summary>
internal sealed class TinyDataset : IDisposable
{
    private readonly TempFolder folder = new();

    public TinyDataset(int images = 6, int channels = 1)
    {
        for (int i = 0; i < images; i++)
            Add<byte>($"i{i}", channels);
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

    /// <summary>Trains until <paramref name="isStopped"/>, which is asked before each step and each validation image.</summary>
    public EndEvent TrainUntil(string name, TrainOptions options, Func<bool> isStopped, TimeProvider? clock = null)
    {
        Dataset dataset = Open();
        RunFolder run = Folder(name);
        Split split = Split.Of(dataset, options.Seed, options.Validation is { } names ? new(names) : null);
        var data = TrainingData.Load(split, options.Normalization, null, long.MaxValue, CancellationToken.None);
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
    /// <typeparam name="T">The kind of its values.</typeparam>
    public void Add<T>(string stem, int channels = 1)
        where T : unmanaged, INumber<T>
    {
        var random = new Random(stem.Sum(c => c));
        T bright = T.CreateChecked(typeof(T) == typeof(ushort) ? 40000 : 160);
        Raster<T> image = Rasters.Filled(64, 64, bright / T.CreateChecked(4), channels);
        Raster<byte> mask = Rasters.Filled<byte>(64, 64, 0);
        for (int i = 0; i < 3; i++)
        {
            (int x, int y) = (random.Next(8, 56), random.Next(8, 56));
            image.Disc(x, y, 8, bright);
            mask.Disc<byte>(x, y, 8, 1);
        }
        ImageFile.Write(folder[$"images/{stem}{(typeof(T) == typeof(float) ? ".tif" : ".png")}"], image);
        MaskFile.Write(folder[$"masks/{stem}.png"], mask);
    }

    public void Dispose() => folder.Dispose();
}
