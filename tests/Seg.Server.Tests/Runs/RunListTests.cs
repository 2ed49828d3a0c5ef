using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Seg.Core.Models;
using Seg.Server.Tests.Rpc;
using Seg.Server.Tests.Training;

namespace Seg.Server.Tests.Runs;

/// <summary>The trainings of a dataset as an editor lists them, whoever began them.</summary>
public sealed class RunListTests(RpcProcess server) : IClassFixture<RpcProcess>, IDisposable
{
    private readonly SmallRun run = new();

    [Fact]
    public async Task Without_trainings_the_list_is_empty() => Assert.Empty(await List());

    [Fact]
    public async Task Each_is_listed_with_its_state_the_newest_first()
    {
        await run.Train("done", "--epochs", "3", "--steps-per-epoch", "2");
        await run.Train("failed", "--loss", "1e39*ce");
        using (var endless = await run.StartUntil<StepEvent>("killed", SmallRun.Endless))
        {
            JsonElement running = (await List())[0];
            Assert.Equal(
                ("killed", "running", ""),
                (Text(running, "name"), Text(running, "state"), Text(running, "message"))
            );
            Assert.InRange(running.GetProperty("step").GetInt32(), 1, 900_000);
            endless.Kill();
            await endless.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        JsonElement[] runs = await List();

        Assert.Equal(
            [("killed", "killed"), ("failed", "failed"), ("done", "completed")],
            runs.Select(r => (Text(r, "name"), Text(r, "state")))
        );
        Assert.Contains("begins anew", Text(runs[0], "message"));
        Assert.Contains("learning rate", Text(runs[1], "message"));
        JsonElement done = runs[2];
        EndEvent end = run.End("done");
        EpochEvent last = run.Events("done").OfType<EpochEvent>().Last();
        Assert.Equal(
            (3, 3, 6, 6, "plain"),
            (
                Number(done, "epochs"),
                Number(done, "epoch"),
                Number(done, "step"),
                Number(done, "steps"),
                Text(done, "encoder")
            )
        );
        Assert.Equal(
            (end.BestEpoch, end.BestMeanIou, last.Scores!.MeanIou),
            (
                (int)Number(done, "bestEpoch"),
                done.GetProperty("bestMeanIou").GetDouble(),
                done.GetProperty("lastMeanIou").GetDouble()
            )
        );
        Assert.Equal(run.Events("done")[0].Time, done.GetProperty("started").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_damaged_one_hides_no_other()
    {
        await run.Train("good", "--epochs", "1", "--steps-per-epoch", "1");
        Directory.CreateDirectory(run.Folder("broken").Path);
        File.WriteAllBytes(run.Folder("broken").Options, "{"u8);

        JsonElement[] runs = await List();

        Assert.Equal(
            [("broken", "failed"), ("good", "completed")],
            runs.Select(r => (Text(r, "name"), Text(r, "state")))
        );
        Assert.Contains("options.json", Text(runs[0], "message"));
    }

    [Fact]
    public async Task One_whose_record_is_gigabytes_long_is_listed_and_hides_no_other()
    {
        await run.Train("short", "--epochs", "1", "--steps-per-epoch", "1");
        Directory.CreateDirectory(run.Folder("long").Path);
        File.Copy(run.Folder("short").Options, run.Folder("long").Options);
        string[] lines = File.ReadAllLines(run.Folder("short").Events);
        using (FileStream events = File.Create(run.Folder("long").Events))
        {
            events.Write(Encoding.UTF8.GetBytes(lines[0] + "\n"));
            events.Position = 3L << 30; // a hole, which takes no room on the disk, and more than an array can hold
            events.Write(Encoding.UTF8.GetBytes("\n" + string.Join('\n', lines[1..]) + "\n"));
        }

        JsonElement[] runs = await List();

        Assert.Equal(
            [("long", "completed", 1), ("short", "completed", 1)],
            runs.Select(r => (Text(r, "name"), Text(r, "state"), (int)Number(r, "epoch"))).Order()
        );
    }

    [Fact]
    public async Task A_model_that_came_without_its_events_is_listed()
    {
        await run.Train("given", "--epochs", "2", "--steps-per-epoch", "1");
        File.Delete(run.Folder("given").Events);

        JsonElement given = Assert.Single(await List());

        Assert.Equal("completed", Text(given, "state"));
        Assert.Equal(
            ModelDescription.Of(run.Folder("given").Path).Scores!.MeanIou,
            given.GetProperty("bestMeanIou").GetDouble()
        );
    }

    [Fact]
    public async Task Options_are_reported_as_they_were_asked_for()
    {
        await run.Train("a", "--epochs", "1", "--steps-per-epoch", "1", "--lr", "0.002", "--val", "i1");

        JsonElement options = await server.Result("runs/options", new { folder = run.FullPath, name = "a" });

        Assert.Equal(0.002, options.GetProperty("learningRate").GetDouble());
        Assert.Equal(["i1"], options.GetProperty("validation").EnumerateArray().Select(stem => stem.GetString()));
        Assert.Equal(0.5, options.GetProperty("augmentation").GetProperty("flipProbability").GetDouble());
    }

    [Fact]
    public async Task One_gets_another_name_or_is_deleted()
    {
        await run.Train("a", "--epochs", "1", "--steps-per-epoch", "1");
        await run.Train("b", "--epochs", "1", "--steps-per-epoch", "1");

        Assert.Equal("runs.exists", await Refused("runs/rename", "a", to: "b"));
        Assert.Equal("train.name", await Refused("runs/rename", "a", to: "../c"));
        await server.Result("runs/rename", Renamed("a", "c 2"));
        Assert.Equal(["b", "c 2"], (await List()).Select(r => Text(r, "name")));
        Assert.Equal(0, (await run.Train("c 2", "--resume", "--epochs", "2")).ExitCode);

        await server.Result("runs/delete", new { folder = run.FullPath, name = "b" });
        Assert.Equal(["c 2"], (await List()).Select(r => Text(r, "name")));
        Assert.False(Directory.Exists(run.Folder("b").Path));
        Assert.Equal("runs.missing", await Refused("runs/delete", "../images"));
    }

    [Fact]
    public async Task One_that_is_running_keeps_its_name_and_stays()
    {
        using Process running = await run.StartUntil<StepEvent>("a", SmallRun.Endless);

        Assert.Equal("runs.running", await Refused("runs/rename", "a", to: "b"));
        Assert.Equal("runs.running", await Refused("runs/delete", "a"));

        Assert.Equal("running", Text(Assert.Single(await List()), "state"));
        running.Kill();
        await running.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("b")]
    [InlineData("../models/a")]
    [InlineData("..")]
    [InlineData("")]
    public async Task A_name_that_is_not_in_the_list_is_refused(string name)
    {
        JsonElement error = await server.Error("runs/options", new { folder = run.FullPath, name });

        Assert.Equal("runs.missing", error.GetProperty("data").GetProperty("code").GetString());
    }

    public void Dispose() => run.Dispose();

    private async Task<string?> Refused(string method, string name, string? to = null)
    {
        object asked = to is null ? new { folder = run.FullPath, name } : Renamed(name, to);
        return (await server.Error(method, asked)).GetProperty("data").GetProperty("code").GetString();
    }

    private object Renamed(string name, string to) =>
        new
        {
            folder = run.FullPath,
            name,
            to,
        };

    private async Task<JsonElement[]> List()
    {
        JsonElement list = await server.Result("runs/list", new { folder = run.FullPath });
        return [.. list.GetProperty("runs").EnumerateArray()];
    }

    private static string Text(JsonElement run, string field) => run.GetProperty(field).GetString()!;

    private static double Number(JsonElement run, string field) => run.GetProperty(field).GetDouble();
}
