using System.Text.Json;
using System.Text.RegularExpressions;
using Seg.Core.Imaging;
using Seg.Core.Tests.Imaging;
using Seg.Server.Rpc.Contract;

namespace Seg.Server.Tests.Rpc;

/// <summary>How <c>seg serve</c> answers, whatever it is asked.</summary>
public sealed class ServeTests(RpcProcess server) : IClassFixture<RpcProcess>, IDisposable
{
    private const int InvalidParams = -32602;
    private const int UnknownMethod = -32601;

    private readonly string folder = Directory.CreateTempSubdirectory("seg-serve-µ-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Hello_tells_who_is_there()
    {
        JsonElement hello = await server.Result("session/hello", new { protocol = Wire.ProtocolVersion });

        Assert.Equal(Wire.ProtocolVersion, hello.GetProperty("protocol").GetInt32());
        Assert.Equal(PackageVersion(), hello.GetProperty("version").GetString());
        Assert.Matches("CPU|GPU|NVIDIA", hello.GetProperty("device").GetString());
        Assert.InRange(hello.GetProperty("memoryBytes").GetInt64(), 1L << 26, 1L << 46);
    }

    [Fact]
    public async Task Another_protocol_is_refused()
    {
        JsonElement error = await server.Error("session/hello", new { protocol = Wire.ProtocolVersion + 1 });

        AssertTold("session.protocol", error);
        Assert.Contains("Reload the window", error.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("""{ "protocol": 1, "color": 2 }""", "color")]
    [InlineData("""{ }""", "protocol")]
    [InlineData("""{ "protocol": null }""", "protocol")]
    [InlineData("""{ "Protocol": 1 }""", "Protocol")]
    [InlineData("""{ "protocol": "1" }""", "protocol")]
    [InlineData("""[1]""", "")]
    public async Task Wrong_fields_are_named(string parameters, string name)
    {
        JsonElement error = await server.Error("session/hello", JsonDocument.Parse(parameters).RootElement);

        Assert.Equal(InvalidParams, error.GetProperty("code").GetInt32());
        Assert.Contains(name, error.ToString());
    }

    [Fact]
    public async Task An_unknown_method_is_reported()
    {
        JsonElement error = await server.Error("session/bye", new { });

        Assert.Equal(UnknownMethod, error.GetProperty("code").GetInt32());
        Assert.Contains("session/bye", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task What_a_user_can_act_on_has_a_code_and_a_sentence()
    {
        JsonElement error = await server.Error("dataset/read", new { folder = "/no/such/folder" });

        AssertTold("dataset.missing", error);
        Assert.Equal("There is no folder /no/such/folder.", error.GetProperty("message").GetString());
        AssertTold("path.relative", await server.Error("dataset/read", new { folder = "here" }));
    }

    [Fact]
    public async Task Long_work_keeps_no_other_request_waiting_and_can_be_cancelled()
    {
        // To read it waits until the lease is given back. Two pictures are made at once, so the third waits in line.
        string file = Path.Combine(folder, "held.png");
        File.WriteAllText(file, "no picture");
        var render = new
        {
            file,
            page = 1,
            folder,
        };
        (int, Task<JsonElement> Answer)[] reading;
        using (new FileLease(file))
        {
            reading = [server.Begin("image/render", render), server.Begin("image/render", render)];
            (int number, Task<JsonElement> answer) = server.Begin("image/render", render);

            await server.Result("session/hello", new { protocol = Wire.ProtocolVersion });
            server.Cancel(number);
            JsonElement cancelled = (await answer).GetProperty("error");

            Assert.Equal(Wire.Cancelled, cancelled.GetProperty("code").GetInt32());
            Assert.DoesNotContain(reading, r => r.Answer.IsCompleted);
        }
        foreach ((_, Task<JsonElement> first) in reading)
            AssertTold("image.unreadable", (await first).GetProperty("error"));
    }

    [Fact]
    public async Task It_ends_with_its_input_and_has_not_loaded_libtorch()
    {
        await using var own = new RpcProcess();
        string file = Path.Combine(folder, "a.tif");
        ImageFile.Write(file, Rasters.Filled<ushort>(3, 2, 7));
        await own.Result("session/hello", new { protocol = Wire.ProtocolVersion });
        await own.Result("dataset/create", new { folder, classes = Classes("background", "cell") });
        await own.Result("dataset/read", new { folder });
        await own.Result(
            "image/render",
            new
            {
                file,
                page = 1,
                folder = Path.Combine(folder, "rendered"),
            }
        );

        string loaded = await File.ReadAllTextAsync($"/proc/{own.Id}/maps", TestContext.Current.CancellationToken);
        Assert.Contains("Seg.Core.dll", loaded);
        Assert.DoesNotMatch(new Regex("/lib(torch|LibTorch|c10)"), loaded);
        Assert.Equal(0, await own.Close());
        Assert.Equal("", await own.Errors);
    }

    private static object[] Classes(params string[] names) =>
        [.. names.Select(name => new { name, color = "#123456" })];

    private static void AssertTold(string code, JsonElement error)
    {
        Assert.Equal(Wire.UserError, error.GetProperty("code").GetInt32());
        Assert.Equal(code, error.GetProperty("data").GetProperty("code").GetString());
    }

    private static string? PackageVersion()
    {
        string package = Path.Combine(Path.GetDirectoryName(ProtocolTests.Committed())!, "../package.json");
        return JsonDocument.Parse(File.ReadAllText(package)).RootElement.GetProperty("version").GetString();
    }
}
