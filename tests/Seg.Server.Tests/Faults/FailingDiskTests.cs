using Seg.Core.Models;
using Seg.Core.Tests.Faults;
using Seg.Server.Commands;
using Seg.Server.Tests.Commands;
using Seg.Server.Tests.Training;

namespace Seg.Server.Tests.Faults;

/// <summary>
/// What a person sees of a disk that fails: a sentence and exit code 1; and the next run goes well. Every single call is made to
/// fail in the tests of the core, without the start of a process for each; here some do.
/// </summary>
public sealed class FailingDiskTests : IClassFixture<SmallModel>, IDisposable
{
    private const int Tried = 3;

    private readonly string place = Directory.CreateTempSubdirectory("seg-fails-").FullName;
    private readonly SmallModel model;
    private readonly FaultControl faults;

    public FailingDiskTests(SmallModel model)
    {
        this.model = model;
        faults = new FaultControl(Control);
    }

    private string Control => Path.Combine(place, "control");

    public void Dispose()
    {
        faults.Dispose();
        Directory.Delete(place, recursive: true);
    }

    [Fact]
    public async Task A_training()
    {
        using var run = new SmallRun();
        int made = 0;
        await EachOfSome(
            run.FullPath,
            () => run.Arguments($"m{made++}", "--epochs", "1"),
            async () =>
            {
                string name = $"m{made - 1}";
                string[] rest = File.Exists(run.Folder(name).Options) ? ["--resume"] : ["--epochs", "1"];
                Assert.Equal(0, (await run.Train(name, rest)).ExitCode);
                Assert.Equal(EndEvent.Completed, run.End(name).Reason);
            }
        );
    }

    [Fact]
    public async Task A_prediction()
    {
        string[] predict = ["predict", model.Folder, "--model", model.Model, "--all", "--overlays"];
        await EachOfSome(
            model.Folder,
            () => predict,
            async () => Assert.Equal(0, (await SegProcess.Run(predict)).ExitCode)
        );
    }

    private async Task EachOfSome(string folder, Func<string[]> arguments, Func<Task> again)
    {
        Assert.Equal(0, (await Run(folder, arguments(), at: 0)).ExitCode);
        long calls = faults.Seen;
        Assert.InRange(calls, 20, 5000);
        for (int i = 0; i < Tried; i++)
        {
            SegProcess ended = await Run(folder, arguments(), at: 1 + i * (calls - 1) / Tried);
            string call = Assert.IsType<string>(faults.Fired);
            Assert.True(
                ended.ExitCode == ExitCodes.Failed || Harmless.Is(call),
                $"{call}: {ended.ExitCode} {ended.Output} {ended.Error}"
            );
            if (ended.ExitCode == ExitCodes.Failed)
                Assert.Matches(
                    "^error: Cannot [^\n]+: (Input/output error|No space left on device)[^\n]+\\.\n$",
                    ended.Error
                );
        }
        await again();
    }

    private async Task<SegProcess> Run(string folder, string[] arguments, long at)
    {
        faults.Set(at, at % 2 == 0 ? Errno.EIO : Errno.ENOSPC);
        SegProcess ended = await SegProcess.Finish(
            SegProcess.Start(arguments, FaultLibrary.Environment(folder, Control))
        );
        faults.Clear();
        return ended;
    }
}
