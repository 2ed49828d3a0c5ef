using Seg.Core.Models;
using Seg.Core.Tests.Training;

namespace Seg.Core.Tests.Faults;

/// <summary>A training of which any call fails ends with a sentence, and what it leaves is whole and can be gone on with.</summary>
[Collection(nameof(AloneWithTorch))]
public sealed class TrainingFaultTests
{
    // Without held-out images, and without the moments of the encoder, which take most of the time.
    private static readonly TrainOptions Short = TinyDataset.Options with
    {
        Epochs = 1,
        StepsPerEpoch = 1,
        Batch = 1,
        FreezeEncoder = true,
        Validation = [],
    };

    [Fact]
    public void Whichever_call_fails_a_training_says_so_and_can_be_gone_on_with() => UnderFaults.Run(Sweep);

    private static void Sweep(UnderFaults faults)
    {
        using var dataset = new TinyDataset(images: 3);
        var seen = new HashSet<string>();
        int made = 0;
        int calls = faults.EachCall(
            () => dataset.Folder($"m{made++}"),
            folder => dataset.Train(folder.Name, Short),
            (folder, call, failure) =>
            {
                Assert.True(failure is not null || Harmless.Is(call), "the failure was not reported");
                AssertWhole(folder);
                if (failure is not null && TrainingEvent.Read(folder.Events) is [.., EndEvent end])
                    Assert.Equal((EndEvent.Failed, failure.Message), (end.Reason, end.Message));
                // Most calls leave what the one before has left.
                if (seen.Add(State(folder)))
                {
                    EndEvent again = dataset.Train(folder.Name, Short, isResumed: File.Exists(folder.Options));
                    Assert.Equal((EndEvent.Completed, 1), (again.Reason, again.Step));
                    AssertWhole(folder);
                    TrainedModel.Load(folder.Path, TorchSharp.torch.CPU).Dispose();
                }
                if (Directory.Exists(folder.Path))
                    Directory.Delete(folder.Path, recursive: true);
            },
            // Nothing of a training depends on which error it is; three times as many trainings would take too long.
            isInTurn: true
        );
        Assert.InRange(calls, 50, 2000);
    }

    /// <summary>Nor does a call that failed leave half a line.</summary>
    private static void AssertWhole(RunFolder folder)
    {
        WholeRun.Check(folder, epochs: 1);
        if (File.Exists(folder.Events))
            Assert.Equal(File.ReadAllLines(folder.Events).Length, TrainingEvent.Read(folder.Events).Count);
    }

    private static string State(RunFolder folder) =>
        Directory.Exists(folder.Path)
            ? string.Join(
                "\n",
                new DirectoryInfo(folder.Path)
                    .EnumerateFiles("*", SearchOption.AllDirectories)
                    .Select(file =>
                        file.Name.StartsWith(".seg-", StringComparison.Ordinal)
                            ? "left over"
                            : Path.GetRelativePath(folder.Path, file.FullName)
                    )
                    .Order(StringComparer.Ordinal)
            )
            : "";
}
