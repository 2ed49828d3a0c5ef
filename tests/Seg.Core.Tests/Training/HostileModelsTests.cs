using Seg.Core.Models;

namespace Seg.Core.Tests.Training;

/// <summary>Models of a folder from a stranger: a training writes nowhere else, and nothing keeps it or a list waiting.</summary>
[Collection(nameof(AloneWithTorch))]
public sealed class HostileModelsTests : IDisposable
{
    private readonly TinyDataset dataset = new(images: 3);
    private readonly TempFolder outside = new();

    public HostileModelsTests() => File.WriteAllText(outside["precious"], "precious\nhalf a line");

    public void Dispose()
    {
        dataset.Dispose();
        outside.Dispose();
    }

    [Theory]
    [InlineData("models", "")]
    [InlineData("models/a", "")]
    [InlineData("models/a/previews", "")]
    [InlineData("models/a/events.jsonl", "precious")]
    [InlineData("models/a/train.log", "precious")]
    [InlineData("models/a/stop", "new")]
    [InlineData("models/a/run.lock", "new")]
    [InlineData("models/a/options.json", "precious")]
    public void A_training_behind_a_link_is_refused(string name, string target)
    {
        File.CreateSymbolicLink(dataset[name], Path.Combine(outside.FullPath, target));

        SegException e = Assert.Throws<SegException>(() => dataset.Train("a"));

        Assert.Equal("folder.outside", e.Code);
        AssertUntouched();
    }

    [Fact]
    public void A_model_behind_a_link_is_not_renamed_deleted_or_stopped()
    {
        Directory.CreateDirectory(outside["models/a"]);
        File.WriteAllText(outside["models/a/best.safetensors"], "");
        File.CreateSymbolicLink(dataset.Models, outside["models"]);
        RunFolder folder = dataset.Folder("a");

        foreach (
            Action act in (Action[])
                [() => folder.Rename("b"), folder.Delete, folder.RequestStop, () => RunFolder.TakeStart(dataset.Models)]
        )
            Assert.Equal("folder.outside", Assert.Throws<SegException>(act).Code);

        Assert.Equal(
            [outside["models/a/best.safetensors"]],
            Directory.GetFiles(outside["models"], "*", SearchOption.AllDirectories)
        );
    }

    [Fact(Timeout = 60_000)] // what opens a pipe waits for ever
    public Task A_pipe_among_the_files_of_a_run_keeps_nobody_waiting() =>
        Task.Run(
            () =>
            {
                RunFolder folder = dataset.Folder("a");
                foreach (
                    string file in (string[])
                        [folder.Options, folder.Model, folder.Events, folder.Last, folder.Best, folder.Lock]
                )
                {
                    string pipe = dataset[Path.GetRelativePath(dataset.FullPath, file)];
                    File.Delete(pipe); // which a training before has written
                    SpecialFile.MakePipe(pipe);
                    Assert.True(RunSummary.Of(folder)?.State is null or RunState.Failed, file);
                    Assert.Throws<SegException>(() => dataset.Train("a", isResumed: true));
                    Assert.Throws<SegException>(() => TrainedModel.Load(folder.Path, TorchSharp.torch.CPU));
                    File.Delete(file);
                }
            },
            TestContext.Current.CancellationToken
        );

    private void AssertUntouched()
    {
        Assert.Equal([outside["precious"]], Directory.GetFileSystemEntries(outside.FullPath));
        Assert.Equal("precious\nhalf a line", File.ReadAllText(outside["precious"]));
    }
}
