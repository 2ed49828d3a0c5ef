using System.Diagnostics;
using Seg.Core.Models;
using Seg.Core.Tests;
using Seg.Core.Tests.Training;

namespace Seg.Server.Tests.Training;

/// <summary>A process that is killed at any moment leaves files that are whole, and goes on to the same end.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 8;

    private readonly SmallRun run = new();

    [Fact]
    public async Task Kills_at_random_moments_lose_nothing()
    {
        Assert.Equal(0, (await run.Train("whole", "--epochs", "6", "--steps-per-epoch", "3")).ExitCode);
        foreach (int seed in Rounds.Of("kills of trainings", usual: 1, each: Kills))
        {
            var random = new Random(seed);
            for (int i = 0; i < Kills; i++)
                await RunAndKill(random, isBeforeStart: i < 2);
            SegProcess last = await run.Train("killed", Begun());
            Assert.Equal((0, ""), (last.ExitCode, last.Error));

            Assert.Equal(Losses("whole"), Losses("killed"));
            Assert.True(
                File.ReadAllBytes(run.Folder("whole").Best).SequenceEqual(File.ReadAllBytes(run.Folder("killed").Best))
            );
            Assert.Empty(Directory.EnumerateFiles(run.Folder("killed").Path, ".*", SearchOption.AllDirectories));
            Directory.Delete(run.Folder("killed").Path, recursive: true);
        }
    }

    public void Dispose() => run.Dispose();

    private async Task RunAndKill(Random random, bool isBeforeStart)
    {
        Process process = isBeforeStart
            ? run.Start("killed", Begun())
            : await run.StartUntil<StartEvent>("killed", Begun());
        await Task.Delay(random.Next(isBeforeStart ? 900 : 500), TestContext.Current.CancellationToken);
        process.Kill();
        SegProcess ended = await SegProcess.Finish(process);
        Assert.Equal("", ended.Error);
        WholeRun.Check(run.Folder("killed"), epochs: 6);
    }

    // What was killed before it had written anything is simply begun again.
    private string[] Begun() =>
        File.Exists(run.Folder("killed").Options) ? ["--resume"] : ["--epochs", "6", "--steps-per-epoch", "3"];

    private double[] Losses(string name) =>
        [.. run.Events(name).OfType<EpochEvent>().GroupBy(e => e.Epoch).Select(e => e.Last().Loss)];
}
