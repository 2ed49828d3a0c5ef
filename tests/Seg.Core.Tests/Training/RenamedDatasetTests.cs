using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Prediction;
using Seg.Core.Tests.Datasets;
using Seg.Core.Tests.Networks;
using Seg.Core.Tests.Prediction;
using Seg.Core.Training;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Training;

/// <summary>A dataset that gets another name while something is written into it: that ends, and makes no ghost in the old place.</summary>
[Collection(nameof(AloneWithTorch))]
public sealed class RenamedDatasetTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Dataset => Path.Combine(folder.FullPath, "dataset");

    private string Renamed => Path.Combine(folder.FullPath, "renamed");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_training_ends_and_goes_on_in_the_new_place()
    {
        using (var made = new TinyDataset(images: 3))
            CopyAll(made.FullPath, Dataset);
        RunFolder run = RunFolder.Of(Path.Combine(Dataset, "models"), "a");

        AssertEnds(() =>
            Trainer.Run(
                Core.Datasets.Dataset.Open(Dataset),
                run,
                TinyDataset.Options,
                isResumed: false,
                happened => RenameAt(happened is StartEvent),
                CancellationToken.None
            )
        );

        run = RunFolder.Of(Path.Combine(Renamed, "models"), "a");
        Assert.Equal(EndEvent.Failed, Assert.IsType<EndEvent>(TrainingEvent.Read(run.Events)[^1]).Reason);
        EndEvent end = Trainer.Run(
            Core.Datasets.Dataset.Open(Renamed),
            run,
            TinyDataset.Options,
            isResumed: true,
            _ => { },
            CancellationToken.None
        );
        Assert.Equal(EndEvent.Completed, end.Reason);
    }

    [Fact]
    public void A_prediction_ends()
    {
        using var model = new TrainedModel(Pictures.Model(1), RandomNetwork.UNet("plain", 1, seed: 9), CPU);
        MeantClasses.Make(Dataset);
        string[] images = Directory.GetFiles(Path.Combine(Dataset, "images"));
        foreach (string image in images)
            ImageFile.Write(image, Pictures.Smooth<byte>(32, 32));
        using var run = new PredictionRun(model, PredictionFolder.In(Dataset, "m"));

        AssertEnds(() => run.Predict(images, done => RenameAt(done == 1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_change_of_classes_ends_and_nothing_has_changed()
    {
        MeantClasses.Make(Dataset);

        AssertEnds(() =>
            ClassEdit.Apply(
                Dataset,
                MeantClasses.Swapped(),
                () => RenameAt(isDue: true),
                TestContext.Current.CancellationToken
            )
        );

        MeantClasses.AssertMeant(Renamed);
    }

    private void RenameAt(bool isDue)
    {
        lock (folder)
            if (isDue && !Directory.Exists(Renamed))
                Directory.Move(Dataset, Renamed);
    }

    private void AssertEnds(Action act)
    {
        Assert.Throws<SegException>(act);
        Assert.Equal([Renamed], Directory.GetFileSystemEntries(folder.FullPath));
    }

    private static void CopyAll(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
