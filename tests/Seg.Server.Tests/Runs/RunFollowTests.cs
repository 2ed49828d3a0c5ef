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
        new TrainOptions().Write(run.Options);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_line_that_comes_is_told_when_it_is_whole()
    {
        using IDisposable held = run.TakeLock();
        Write("{\"type\":\"step\",\"µ\":1}\n");
        Assert.Equal((1, 23, "running"), Told(await Follow(0)));

        Task<JsonElement> waiting = Follow(23);
        Write("{\"type\":");
        await server.Result("session/hello", new { protocol = Wire.ProtocolVersion });
        Assert.False(waiting.IsCompleted);
        Write("\"step\"}\nno JSON\n{\"ty");

        Assert.Equal((1, 47, "running"), Told(await waiting));
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
    public async Task The_end_of_the_process_is_told_without_a_line()
    {
        Task<JsonElement> waiting;
        using (run.TakeLock())
        {
            Write("{\"type\":\"step\"}\n");
            waiting = Follow((await Follow(0)).GetProperty("offset").GetInt64());
        }

        Assert.Equal((0, 16, "killed"), Told(await waiting));
    }

    [Fact]
    public async Task A_shorter_file_was_begun_anew()
    {
        Write("{\"type\":\"start\"}\n");

        Assert.Equal((1, 17, "killed"), Told(await Follow(1000)));
    }

    private Task<JsonElement> Follow(long offset) => server.Result("runs/follow", Asked(offset));

    private object Asked(long offset) =>
        new
        {
            folder,
            name = "a",
            offset,
        };

    private void Write(string text) => File.AppendAllText(run.Events, text);

    private static (int Events, long Offset, string? State) Told(JsonElement answer) =>
        (
            answer.GetProperty("events").GetArrayLength(),
            answer.GetProperty("offset").GetInt64(),
            answer.GetProperty("state").GetString()
        );
}
