using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Seg.Core.Models;
using Seg.Server.Tests.Rpc;
using Seg.Server.Tests.Training;

namespace Seg.Server.Tests.Runs;

/// <summary>Trainings that an editor starts, follows and stops.</summary>
public sealed class RunsTests(RpcProcess server) : IClassFixture<RpcProcess>, IDisposable
{
    private static readonly TrainOptions Quick = new()
    {
        Encoder = "plain",
        Weights = null,
        Crop = 32,
        Batch = 2,
        Threads = 1,
        Epochs = 2,
        StepsPerEpoch = 2,
    };

    private static readonly TrainOptions Endless = Quick with { Epochs = 9, StepsPerEpoch = 100_000 };

    private readonly SmallRun run = new();

    [Fact]
    public async Task A_training_is_started_and_followed_to_its_end()
    {
        JsonElement started = await Start(server, Quick, name: null);
        Assert.Equal("model-1", started.GetProperty("name").GetString());

        (List<string> types, string state) = await Follow("model-1");

        Assert.Equal("completed", state);
        Assert.Equal(["start", "epoch", "preview", "epoch", "preview", "end"], types.Where(type => type != "step"));
        Assert.Equal(Quick, TrainOptions.Read(run.Folder("model-1").Options) with { Validation = null });
        Assert.Empty(Directory.EnumerateFiles(run.Folder("model-1").Path, ".*", SearchOption.AllDirectories));
        string maps = await File.ReadAllTextAsync($"/proc/{server.Id}/maps", TestContext.Current.CancellationToken);
        Assert.DoesNotMatch(new Regex("/lib(torch|LibTorch|c10)"), maps);
    }

    [Fact]
    public async Task What_is_wrong_is_reported_before_anything_is_written()
    {
        Assert.Equal("train.option", await Refused("runs/start", Asked(Quick with { Crop = 33 }, "a")));
        Assert.Equal("train.name", await Refused("runs/start", Asked(Quick, "../a")));
        Assert.Equal("train.resume", await Refused("runs/start", Asked(Quick, "a", isResumed: true)));
        Assert.Equal("train.name", await Refused("runs/start", Asked(Quick, null, isResumed: true)));

        Assert.Empty(RunFolder.All(Path.Combine(run.FullPath, "models")));
    }

    [Fact]
    public async Task What_only_the_training_itself_finds_wrong_is_reported_in_the_library_s_words_with_its_fields()
    {
        JsonElement error = await server.Error("runs/start", Asked(Quick with { Loss = "ce +" }, "a"));

        Assert.StartsWith("Cannot read the loss \"ce +\"", error.GetProperty("message").GetString());
        Assert.DoesNotContain("--", error.GetProperty("message").GetString());
        JsonElement fields = error.GetProperty("data").GetProperty("fields");
        Assert.Equal("loss", Assert.Single(fields.EnumerateArray()).GetString());
    }

    [Fact]
    public async Task A_training_outlives_its_server_and_another_server_stops_it()
    {
        await using (var own = new RpcProcess())
        {
            await Start(own, Endless, "a");
            own.Kill();
        }
        (JsonElement[] events, long offset, string state) = await Read("a", 0);
        while (!events.Any(e => Type(e) == "step"))
            (events, offset, state) = await Read("a", offset);
        Assert.Equal("running", state);
        Assert.Equal("runs.busy", await Refused("runs/start", Asked(Quick, "b")));

        await server.Result("runs/stop", Named("a"));
        (List<string> types, state) = await Follow("a", offset);

        Assert.Equal(("end", "stopped"), (types[^1], state));
        Assert.Equal("stop.idle", await Refused("runs/stop", Named("a")));
    }

    [Fact]
    public async Task A_killed_training_is_reported_and_can_go_on()
    {
        await Start(server, Quick with { Epochs = 1000 }, "a");
        Task<(List<string>, string State)> following = Follow("a");
        while (!File.Exists(run.Folder("a").Last))
            await Task.Delay(10, TestContext.Current.CancellationToken);
        Trainer("a").Kill();
        Assert.Equal("killed", (await following).State);
        int epochs = run.Events("a").OfType<EpochEvent>().Max(e => e.Epoch) + 1;

        JsonElement going = await Start(server, Quick with { Epochs = epochs }, "a", isResumed: true);
        (_, string state) = await Follow("a");

        Assert.Equal(epochs, going.GetProperty("epochs").GetInt32());
        Assert.Equal("completed", state);
        Assert.Equal(epochs, run.Events("a").OfType<EpochEvent>().Last().Epoch);
    }

    [Fact]
    public async Task Of_two_at_once_one_is_refused()
    {
        await using var other = new RpcProcess();
        JsonElement[] answers = await Task.WhenAll(
            server.Ask("runs/start", Asked(Endless, "a")),
            other.Ask("runs/start", Asked(Endless, "b"))
        );

        JsonElement error = Assert
            .Single(answers, answer => answer.TryGetProperty("error", out _))
            .GetProperty("error");
        Assert.Equal("runs.busy", error.GetProperty("data").GetProperty("code").GetString());
        string name = run.Folder("a").IsRunning ? "a" : "b";
        await server.Result("runs/stop", Named(name));
        Assert.Equal("stopped", (await Follow(name)).State);
    }

    public void Dispose()
    {
        foreach (RunFolder folder in RunFolder.All(Path.Combine(run.FullPath, "models")).Where(f => f.IsRunning))
            Trainer(folder.Name).Kill();
        run.Dispose();
    }

    private object Asked(TrainOptions options, string? name, bool isResumed = false) =>
        new
        {
            folder = run.FullPath,
            name,
            options = JsonSerializer.SerializeToElement(options, JsonSerializerOptions.Web),
            isResumed,
        };

    private object Named(string name) => new { folder = run.FullPath, name };

    private Task<JsonElement> Start(RpcProcess from, TrainOptions options, string? name, bool isResumed = false) =>
        from.Result("runs/start", Asked(options, name, isResumed));

    private async Task<string?> Refused(string method, object parameters)
    {
        JsonElement error = await server.Error(method, parameters);
        return error.GetProperty("data").GetProperty("code").GetString();
    }

    private async Task<(JsonElement[] Events, long Offset, string State)> Read(string name, long offset)
    {
        var asked = new
        {
            folder = run.FullPath,
            name,
            offset,
        };
        JsonElement read = await server.Result("runs/follow", asked);
        return (
            [.. read.GetProperty("events").EnumerateArray()],
            read.GetProperty("offset").GetInt64(),
            read.GetProperty("run").GetProperty("state").GetString()!
        );
    }

    /// <summary>Reads on until the training has ended.</summary>
    private async Task<(List<string> Types, string State)> Follow(string name, long offset = 0)
    {
        var types = new List<string>();
        while (true)
        {
            (JsonElement[] events, offset, string state) = await Read(name, offset);
            types.AddRange(events.Select(Type));
            if (state != "running")
                return (types, state);
        }
    }

    private Process Trainer(string name) =>
        Process
            .GetProcessesByName("seg")
            .Single(process =>
                CommandLine(process) is { } line
                && line.Contains($"\0{run.FullPath}\0", StringComparison.Ordinal)
                && line.Contains($"\0--name={name}\0", StringComparison.Ordinal)
            );

    // Processes of other tests end at any moment.
    private static string? CommandLine(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string Type(JsonElement happened) => happened.GetProperty("type").GetString()!;
}
