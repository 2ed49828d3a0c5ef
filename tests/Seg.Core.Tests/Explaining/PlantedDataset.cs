using Seg.Core.Datasets;
using Seg.Core.Explaining;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Tensors;
using Seg.Core.Tests.Imaging;
using Seg.Core.Tests.Prediction;
using Seg.Core.Training;

namespace Seg.Core.Tests.Explaining;

/// <summary>
/// A dataset of bright cells and dimmer buds on a ground that differs from image to image, and a model that was really
/// trained on it: good enough that what it contradicts is a fault. Faults are planted in copies of the dataset.
/// </summary>
public sealed class PlantedDataset : IDisposable
{
    private const int Side = 96;

    private readonly TempFolder folder = new();

    public PlantedDataset()
    {
        foreach (int number in Enumerable.Range(0, 14))
            Draw(number);
        DatasetInit.Create(folder.FullPath, ["background", "cell", "bud"]);
        var options = new TrainOptions
        {
            Encoder = "plain",
            Weights = null,
            Epochs = 6,
            StepsPerEpoch = 20,
            Batch = 4,
            Crop = 64,
            LearningRate = 3e-3,
            Threads = 1,
            Validation = [.. Enumerable.Range(8, 6).Select(Stem)],
        };
        EndEvent end = Trainer.Run(
            Dataset.Open(folder.FullPath),
            Model,
            options,
            false,
            _ => { },
            CancellationToken.None
        );
        Assert.Equal(EndEvent.Completed, end.Reason);
    }

    private RunFolder Model => RunFolder.Of(Path.Combine(folder.FullPath, "models"), "good");

    /// <summary>What is advised when something is wrong.</summary>
    /// <param name="plant">Gets a copy of the dataset.</param>
    public IReadOnlyList<Advice> Advise(Action<Planted> plant)
    {
        using Planted copy = Copy();
        plant(copy);
        return Review(copy).Advice;
    }

    public Planted Copy() => new(folder.FullPath);

    public static ModelReview Review(Planted copy, ModelReview? known = null)
    {
        RunFolder run = RunFolder.Of(Path.Combine(copy.Folder, "models"), "good");
        using var model = TrainedModel.Load(run.Path, ComputeDevice.Choose());
        return ModelReview.Measure(model, run, copy.Open(), known, (_, _) => { }, CancellationToken.None);
    }

    public void Dispose() => folder.Dispose();

    public static string Stem(int number) => $"i{number:D2}";

    private void Draw(int number)
    {
        var random = new Random(number);
        Raster<byte> image = Pictures.Smooth<byte>(Side, Side, seed: number);
        foreach (ref byte value in image.Pixels.AsSpan())
            value = (byte)(value / 5 + 10);
        Raster<byte> mask = Rasters.Filled<byte>(Side, Side, 0);
        // One object in each place of a grid, so that none touches another.
        foreach (int place in Enumerable.Range(0, 9))
        {
            byte index = (byte)(1 + (place + number) % 2);
            int x = 16 + 32 * (place % 3) + random.Next(-5, 6);
            int y = 16 + 32 * (place / 3) + random.Next(-5, 6);
            int radius = index == 1 ? 9 : 7;
            image.Disc<byte>(x, y, radius, index == 1 ? (byte)220 : (byte)130);
            mask.Disc(x, y, radius, index);
        }
        ImageFile.Write(folder[$"images/{Stem(number)}.png"], image);
        MaskFile.Write(folder[$"masks/{Stem(number)}.png"], mask);
    }
}
