using System.Text;
using System.Text.Json;
using Seg.Core.Models;
using Seg.Server.Rpc.Contract;
using Seg.Server.Tests.Rpc;

namespace Seg.Server.Tests.Runs;

/// <summary>Reading on in a run's events; the test itself is the run, which holds the lock and writes lines.</summary>
public sealed class RunFollowTests : IClassFixture<RpcProcess>, IDisposable
{
    private readonly RpcProcess server;
    private readonly string folder = Directory.CreateTempSubdirectory("seg-follow-").FullName;
    private readonly RunFolder run;

    public RunFollowTests(RpcProcess server)
    {
        this.server = server;
        run = RunFolder.Of(Path.Combine(folder, "models"), "a");
        Directory.CreateDirectory(run.Path);
        new TrainOptions().Write(run.Options);
        Directory.CreateDirectory(run.Previews);
        File.WriteAllText(Path.Combine(run.Previews, "a.png"), "");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_line_that_comes_is_reported_when_it_is_whole()
    {
        using IDisposable held = run.TakeLock();
        string first = Preview("µ");
        Write(first);
        Assert.Equal((1, Bytes(first), "running"), Summary(await Follow(0)));

        Task<JsonElement> waiting = Follow(Bytes(first));
        string second = Preview("b");
        Write(second[..9]);
        await server.Result("session/hello", new { protocol = Wire.ProtocolVersion });
        Assert.False(waiting.IsCompleted);
        Write($"{second[9..]}no JSON\n{{\"type\":\"later\"}}\n{{\"ty");

        long whole = Bytes($"{first}{second}no JSON\n{{\"type\":\"later\"}}\n");
        JsonElement answer = await waiting;
        Assert.Equal((1, whole, "running"), Summary(answer));
        JsonElement happened = answer.GetProperty("events")[0];
        Assert.Equal("preview", happened.GetProperty("type").GetString());
        Assert.Equal("b", happened.GetProperty("image").GetString());
    }

    [Fact]
    public async Task Of_much_that_has_gathered_steps_are_thinned_and_all_else_is_told()
    {
        using IDisposable held = run.TakeLock();
        const int steps = 200_000;
        var lines = new StringBuilder();
        for (int step = 1; step <= steps; step++)
        {
            lines
                .Append(
                    $$"""{"type":"step","epoch":1,"step":{{step}},"loss":0.5,"learningRate":0.001,"imagesPerSecond":3}"""
                )
                .Append('\n');
            if (step % 50_000 == 0)
                lines.Append(Preview($"p{step}"));
        }
        Write(lines.ToString());

        (int sent, int previews, long at) = (0, 0, 0);
        for (JsonElement answer = default; at < Bytes(lines.ToString()); )
        {
            answer = await Follow(at);
            JsonElement[] events = [.. answer.GetProperty("events").EnumerateArray()];
            sent += events.Length;
            previews += events.Count(e => e.GetProperty("type").GetString() == "preview");
            Assert.True(answer.GetProperty("offset").GetInt64() > at);
            at = answer.GetProperty("offset").GetInt64();
        }

        Assert.Equal(4, previews);
        Assert.InRange(sent, 1000, 5000);
        Write(Preview("last"));
        Assert.Equal("last", (await Follow(at)).GetProperty("events")[0].GetProperty("image").GetString());
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        using IDisposable held = run.TakeLock();
        (int number, Task<JsonElement> answer) = server.Begin("runs/follow", Asked(0));

        server.Cancel(number);

        Assert.Equal(Wire.Cancelled, (await answer).GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task The_end_of_the_process_is_reported_without_a_line()
    {
        Task<JsonElement> waiting;
        using (run.TakeLock())
        {
            Write(Preview("a"));
            waiting = Follow((await Follow(0)).GetProperty("offset").GetInt64());
        }

        Assert.Equal((0, Bytes(Preview("a")), "killed"), Summary(await waiting));
    }

    [Fact]
    public async Task A_shorter_file_was_begun_anew()
    {
        Write(Preview("a"));

        Assert.Equal((1, Bytes(Preview("a")), "killed"), Summary(await Follow(1000)));
    }

    [Fact]
    public async Task Pictures_that_were_removed_are_not_reported()
    {
        Write(Preview("a") + Preview("b").Replace("a.png", "removed.png", StringComparison.Ordinal));

        Assert.Equal((1, new FileInfo(run.Events).Length, "killed"), Summary(await Follow(0)));
    }

    private Task<JsonElement> Follow(long offset) => server.Result("runs/follow", Asked(offset));

    private object Asked(long offset) =>
        new
        {
            folder,
            name = "a",
            offset,
        };

    private static string Preview(string image) =>
        $$"""{"type":"preview","epoch":1,"image":"{{image}}","file":"previews/a.png","time":"2026-01-01T00:00:00Z"}"""
        + "\n";

    private static long Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    private void Write(string text) => File.AppendAllText(run.Events, text);

    private static (int Events, long Offset, string? State) Summary(JsonElement answer) =>
        (
            answer.GetProperty("events").GetArrayLength(),
            answer.GetProperty("offset").GetInt64(),
            answer.GetProperty("run").GetProperty("state").GetString()
        );
}
