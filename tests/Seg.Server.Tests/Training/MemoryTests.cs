using System.Diagnostics;
using Seg.Core.Models;
using Seg.Server.Commands;

namespace Seg.Server.Tests.Training;

/// <summary>A training that needs more memory than there is ends with a sentence, not by the system's hand.</summary>
public sealed class MemoryTests : IDisposable
{
    private readonly SmallRun run = new();

    [Fact]
    public async Task Too_large_a_batch_is_reported_and_a_smaller_one_trains()
    {
        // 1 GB: enough for the program, not for a batch of 16 million pixels in many layers.
        const string limit = "-d 1000000";
        SegProcess failed = await SegProcess.Finish(
            SegProcess.StartLimited(limit, run.Arguments("a", "--batch", "64", "--crop", "512"))
        );
        Assert.Equal(ExitCodes.Failed, failed.ExitCode);
        Assert.Contains("not enough memory", failed.Error);
        Assert.Contains("smaller batch or crop, or a smaller encoder. (--batch, --crop, --encoder)", failed.Error);
        Assert.Equal($"error: {run.End("a").Message} (--batch, --crop, --encoder)\n", failed.Error);
        Assert.False(run.Folder("a").HasWeights);

        SegProcess smaller = await SegProcess.Finish(SegProcess.StartLimited(limit, run.Arguments("a")));
        Assert.Equal((0, ""), (smaller.ExitCode, smaller.Error));
    }

    [Fact]
    public async Task It_takes_no_more_than_the_machine_has()
    {
        Process process = await run.StartUntil<StartEvent>("a", SmallRun.Endless);
        string limit = File.ReadLines($"/proc/{process.Id}/limits").Single(line => line.StartsWith("Max data size"));
        Assert.DoesNotMatch("^Max data size +unlimited", limit);
    }

    public void Dispose() => run.Dispose();
}
