using Seg.Core.Datasets;
using Seg.Core.Files;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Prediction;
using Seg.Core.Tests.Datasets;
using Seg.Core.Tests.Networks;
using Seg.Core.Tests.Prediction;
using Seg.Core.Tests.Training;
using Seg.Core.Weights;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Faults;

/// <summary>The machine goes down after any call: what is on the disk then, at least or by chance, is the old or the new.</summary>
[Collection(nameof(AloneWithTorch))]
public sealed class PowerLossTests
{
    private const int Chances = 4;

    [Fact]
    public void A_file() =>
        UnderFaults.Run(faults =>
        {
            using var place = new TempFolder();
            File.WriteAllText(place["a/old.txt"], "old");
            RecordedDisk disk = faults.Recorded(
                place["a"],
                () =>
                {
                    AtomicFile.WriteText(place["a/old.txt"], "new");
                    AtomicFile.WriteText(place["a"] + "/new/b.txt", "new");
                }
            );
            EachState(
                disk,
                place,
                folder =>
                {
                    Assert.Contains(File.ReadAllText(Path.Combine(folder, "old.txt")), (string[])["old", "new"]);
                    string other = Path.Combine(folder, "new/b.txt");
                    Assert.True(!File.Exists(other) || File.ReadAllText(other) == "new", "half of the new file");
                }
            );
            disk.Sure().Write(place["end"]);
            Assert.Equal("new", File.ReadAllText(place["end/old.txt"])); // what was reported as saved is
            Assert.Equal("new", File.ReadAllText(place["end/new/b.txt"]));
        });

    [Fact]
    public void A_change_of_classes() =>
        UnderFaults.Run(faults =>
        {
            using var place = new TempFolder();
            MeantClasses.Make(place["dataset"]);
            RecordedDisk disk = faults.Recorded(
                place["dataset"],
                () => ClassEdit.Apply(place["dataset"], MeantClasses.Swapped(), CancellationToken.None)
            );
            EachState(
                disk,
                place,
                folder =>
                {
                    MeantClasses.AssertMeant(folder);
                    ClassEdit.Apply(folder, MeantClasses.SwappedIn(folder), CancellationToken.None);
                    MeantClasses.AssertKept(folder);
                }
            );
            disk.Sure().Write(place["end"]);
            Assert.Equal("dirt", Dataset.Open(place["end"]).Config.Classes[1].Name);
        });

    [Fact]
    public void A_prediction() =>
        UnderFaults.Run(faults =>
        {
            using var place = new TempFolder();
            using var before = new TrainedModel(Pictures.Model(1), RandomNetwork.UNet("plain", 1, seed: 9), CPU);
            using var after = new TrainedModel(Pictures.Model(1), RandomNetwork.UNet("plain", 1, seed: 8), CPU);
            string[] images = [place["a.png"], place["b.png"]];
            foreach ((int i, string image) in images.Index())
                ImageFile.Write(image, Pictures.Smooth<byte>(32, 32, seed: i));
            foreach (
                (TrainedModel model, string name) in ((TrainedModel, string)[])
                    [(before, "old"), (before, "out"), (after, "new")]
            )
                Predict(model, place[name]);
            string[] states = ["old", "new"];
            RecordedDisk disk = faults.Recorded(place["out"], () => Predict(after, place["out"]));
            EachState(
                disk,
                place,
                folder =>
                {
                    foreach (string image in (string[])["a.png", "b.png"])
                    {
                        byte[] mask = File.ReadAllBytes(Path.Combine(folder, image));
                        Assert.Contains(
                            states,
                            state => File.ReadAllBytes(place[$"{state}/{image}"]).SequenceEqual(mask)
                        );
                    }
                    Agreement.Check(new PredictionFolder(folder), after.Description.Classes);
                }
            );

            void Predict(TrainedModel model, string folder)
            {
                using var run = new PredictionRun(model, new PredictionFolder(folder));
                run.Predict(images, _ => { }, CancellationToken.None);
            }
        });

    [Fact]
    public void A_training() =>
        UnderFaults.Run(faults =>
        {
            using var dataset = new TinyDataset(images: 3);
            using var place = new TempFolder();
            TrainOptions first = TinyDataset.Options with { Epochs = 1, StepsPerEpoch = 1, Batch = 1 };
            dataset.Train("a", first);
            RunFolder trained = dataset.Folder("a");
            RecordedDisk disk = faults.Recorded(
                trained.Path,
                () => dataset.Train("a", first with { Epochs = 2 }, isResumed: true)
            );
            EachState(
                disk,
                place,
                folder =>
                {
                    var run = new RunFolder(folder);
                    foreach (string weights in new[] { run.Best, run.Last })
                    {
                        using var scope = NewDisposeScope();
                        Assert.NotEmpty(Safetensors.Read(weights).Tensors);
                    }
                    Assert.InRange(TrainOptions.Read(run.Options).Epochs, 1, 2);
                    Assert.InRange(ModelDescription.Read(run.Model).Epoch, 1, 2);
                    Assert.Equal("start", File.ReadLines(run.Events).First()[9..14]);
                    Assert.NotNull(RunSummary.Of(run));
                },
                chances: 1
            );
        });

    /// <summary>Looks at all that may be on the disk after each call that makes a difference.</summary>
    private static void EachState(RecordedDisk disk, TempFolder place, Action<string> check, int chances = Chances)
    {
        var random = new Random(1);
        var seen = new HashSet<string>();
        do
        {
            if (!disk.IsTurningPoint)
                continue;
            Check("at least", disk.Sure());
            for (int i = 0; i < chances; i++)
                Check("by chance", disk.Possible(random));
        } while (disk.Next());

        void Check(string what, DiskState state)
        {
            if (!seen.Add(state.Identity))
                return;
            string folder = place[$"state{seen.Count}/folder"];
            state.Write(folder);
            try
            {
                check(folder);
            }
            catch (Exception e)
            {
                Assert.Fail($"What is there {what} after {disk.Last}: {e}");
            }
            Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        }
    }
}
