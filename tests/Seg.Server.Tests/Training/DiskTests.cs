using System.Diagnostics;
using Seg.Core.Models;
using Seg.Core.Tests;
using Seg.Server.Commands;

namespace Seg.Server.Tests.Training;

/// <summary>A training on a disk that is or becomes full says so, and goes on when there is room.</summary>
public sealed class DiskTests : IDisposable
{
    // The model's files take 32 MB; while the larger is replaced, 24 MB more.
    private readonly TinyDisk disk = TinyDisk.Mount(megabytes: 64);
    private readonly SmallRun run;

    public DiskTests() => run = new SmallRun(disk.FullPath);

    [Fact]
    public async Task A_disk_that_fills_up_ends_it_and_the_model_stays()
    {
        Process process = await run.StartUntil<EpochEvent>("a", "--epochs", "1000", "--steps-per-epoch", "1");
        disk.Fill();
        SegProcess ended = await SegProcess.Finish(process);
        EndEvent end = run.End("a");
        Assert.Equal(ExitCodes.Failed, ended.ExitCode);
        Assert.Equal($"error: {end.Message}\n", ended.Error);
        Assert.Equal(EndEvent.Failed, end.Reason);
        Assert.Contains("No space left on device", end.Message);
        Assert.InRange(end.BestEpoch, 1, end.Step);
        Assert.Empty(Directory.EnumerateFiles(run.Folder("a").Path, ".*", SearchOption.AllDirectories));
        TrainedModel.Load(run.Folder("a").Path, TorchSharp.torch.CPU).Dispose();

        disk.Free();
        SegProcess again = await run.Train("a", "--resume", "--epochs", $"{end.Step + 2}");
        Assert.Equal((0, ""), (again.ExitCode, again.Error));
        Assert.Equal((EndEvent.Completed, end.Step + 2), (run.End("a").Reason, run.End("a").Step));
    }

    [Fact]
    public async Task Too_little_room_is_reported_before_the_first_step()
    {
        disk.Fill(left: 10_000_000);
        SegProcess refused = await run.Train("a");
        Assert.Equal(ExitCodes.Failed, refused.ExitCode);
        Assert.Contains("MB free, and this model needs 56 MB", refused.Error);
        Assert.Equal((EndEvent.Failed, 0), (run.End("a").Reason, run.End("a").Step));
        Assert.DoesNotContain(run.Events("a"), e => e is StartEvent);

        disk.Fill();
        SegProcess full = await run.Train("b");
        Assert.Equal(ExitCodes.Failed, full.ExitCode);
        Assert.Contains("No space left on device", full.Error);

        disk.Free();
        foreach (string name in new[] { "a", "b" })
        {
            Assert.Equal(0, (await run.Train(name)).ExitCode);
            Directory.Delete(run.Folder(name).Path, recursive: true); // room for the next
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_is_named()
    {
        disk.MakeReadOnly();
        SegProcess refused = await run.Train("a");
        Assert.Equal(ExitCodes.Failed, refused.ExitCode);
        Assert.Contains($"Cannot write {run.Folder("a").Path}: Read-only file system", refused.Error);
    }

    public void Dispose()
    {
        run.Dispose();
        disk.Dispose();
    }
}
