using System.Diagnostics;
using System.Runtime.InteropServices;
using Seg.Core.Models;
using Seg.Server.Commands;

namespace Seg.Server.Tests.Training;

/// <summary>A training that is asked to stop does so within a step, keeps its model and can go on.</summary>
public sealed class StopTests : IDisposable
{
    private readonly SmallRun run = new();

    [Theory]
    [InlineData(PosixSignal.SIGINT, 1)]
    [InlineData(PosixSignal.SIGTERM, 1)]
    [InlineData(PosixSignal.SIGTERM, 2)] // as timeout and batch queues do: to the group, and passed on by npm
    public async Task A_signal_stops_it(PosixSignal signal, int times)
    {
        Process process = await run.StartUntil<StepEvent>("a", SmallRun.Endless);
        for (int i = 0; i < times; i++)
            SmallRun.Send(process, signal);
        AssertStopped(await SegProcess.Finish(process));
    }

    [Fact]
    public async Task Seg_stop_stops_it_and_the_run_goes_on_from_there()
    {
        Process process = await run.StartUntil<StepEvent>("a", SmallRun.Endless);
        SegProcess stop = await SegProcess.Run("stop", run.Folder("a").Path, "--json");
        AssertStopped(await SegProcess.Finish(process));
        EndEvent end = run.End("a");
        Assert.Equal((ExitCodes.Ok, ""), (stop.ExitCode, stop.Error));
        Assert.Equal(end.Message, stop.Json.GetProperty("message").GetString());
        Assert.False(File.Exists(run.Folder("a").StopRequest));

        Process again = await run.StartUntil<StepEvent>("a", "--resume");
        Assert.Equal(end.Step, run.Events("a").OfType<StartEvent>().Last().Step);
        SmallRun.Send(again, PosixSignal.SIGTERM);
        AssertStopped(await SegProcess.Finish(again));
        Assert.True(run.End("a").Step > end.Step);
    }

    [Fact]
    public async Task A_stop_before_the_first_event_writes_nothing_or_stops_as_any()
    {
        Process process = run.Start("a", SmallRun.Endless);
        SegProcess idle = await SegProcess.Run("stop", run.Folder("b").Path);
        Assert.Equal(ExitCodes.Failed, idle.ExitCode);
        Assert.Contains("No training is running in", idle.Error);
        SmallRun.Send(process, PosixSignal.SIGINT);
        SegProcess ended = await SegProcess.Finish(process);
        Assert.Equal(ExitCodes.Interrupted, ended.ExitCode);
        if (run.Events("a").Count > 0)
            Assert.Equal(EndEvent.Stopped, run.End("a").Reason);
    }

    public void Dispose() => run.Dispose();

    private void AssertStopped(SegProcess ended)
    {
        EndEvent end = run.End("a");
        Assert.Equal((ExitCodes.Interrupted, ""), (ended.ExitCode, ended.Error));
        Assert.Equal(EndEvent.Stopped, end.Reason);
        Assert.Contains($"Stopped after {end.Step} of 900000 steps", ended.Output);
        using TrainedModel model = TrainedModel.Load(run.Folder("a").Path, TorchSharp.torch.CPU);
        Assert.Equal(0, model.Description.Epoch);
    }
}
