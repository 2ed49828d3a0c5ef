using Seg.Core.Models;

namespace Seg.Core.Tests.Training;

public sealed class RunFolderTests : IDisposable
{
    private readonly TempFolder temp = new();

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../a")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("/etc")]
    [InlineData(".hidden")]
    [InlineData("a\nb")]
    [InlineData("a:b")]
    public void A_name_that_leads_elsewhere_is_refused(string name) =>
        Assert.Equal("train.name", Assert.Throws<SegException>(() => RunFolder.Of(temp.FullPath, name)).Code);

    [Fact]
    public void One_at_a_time_holds_the_lock()
    {
        RunFolder folder = RunFolder.Of(temp.FullPath, "a");
        Assert.False(folder.IsRunning);
        using (folder.TakeLock())
        {
            Assert.True(folder.IsRunning);
            Assert.Equal("train.running", Assert.Throws<SegException>(folder.TakeLock).Code);
            Assert.True(folder.IsRunning);
        }
        Assert.False(folder.IsRunning);
        folder.TakeLock().Dispose();
    }

    [Fact]
    public async Task Looking_whether_it_runs_does_not_keep_a_run_out()
    {
        RunFolder folder = RunFolder.Of(temp.FullPath, "a");
        folder.TakeLock().Dispose();
        Task<IDisposable> taking;
        using (new FileStream(folder.Lock, FileMode.Open, FileAccess.Read, FileShare.Read)) // as IsRunning does
        {
            taking = Task.Run(folder.TakeLock, TestContext.Current.CancellationToken);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        (await taking).Dispose();
    }

    [Fact]
    public void An_unused_name_is_one_without_weights()
    {
        File.Create(temp["model-1/best.safetensors"]).Dispose();
        File.Create(temp["model-2/last.safetensors"]).Dispose();
        File.Create(temp["model-3/events.jsonl"]).Dispose();
        Assert.Equal("model-3", Path.GetFileName(RunFolder.Unused(temp.FullPath).Path));
        using (RunFolder.Of(temp.FullPath, "model-3").TakeLock())
            Assert.Equal("model-4", Path.GetFileName(RunFolder.Unused(temp.FullPath).Path));
    }

    [Fact]
    public void What_a_kill_left_half_written_is_removed()
    {
        string[] leftOver = [temp["a/.seg-1.tmp"], temp["a/previews/.seg-2.tmp"], temp["a/stop"]];
        string[] kept = [temp["a/model.json"], temp["a/mine.tmp"], temp["a/previews/0001_x.png"]];
        foreach (string file in leftOver.Concat(kept))
            File.Create(file).Dispose();
        RunFolder.Of(temp.FullPath, "a").Tidy();
        Assert.All(leftOver, file => Assert.False(File.Exists(file)));
        Assert.All(kept, file => Assert.True(File.Exists(file)));
    }

    public void Dispose() => temp.Dispose();
}
