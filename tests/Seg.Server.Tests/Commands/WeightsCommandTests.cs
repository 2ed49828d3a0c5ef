using System.Text.Json;
using Seg.Core.Networks.Encoders;
using Seg.Core.Tests.Weights;
using Seg.Core.Weights;
using Seg.Server.Commands;
using Seg.Server.Tests.Training;

namespace Seg.Server.Tests.Commands;

public sealed class WeightsCommandTests : IDisposable
{
    private const string Small = "mobilenet_v3_small";
    private static readonly Lazy<byte[]> Published = new(() =>
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("seg-weights-").FullName, "made.safetensors");
        using Encoder encoder = EncoderRegistry.Create(Small, 3);
        Safetensors.Write(path, encoder.state_dict());
        byte[] bytes = File.ReadAllBytes(path);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        return bytes;
    });

    private readonly string caches = Directory.CreateTempSubdirectory("seg-cache-").FullName;
    private readonly WeightServer server = new() { File = Published.Value };

    private string Expected => Path.Combine(caches, "seg", "weights", $"{Small}.imagenet.safetensors");

    public void Dispose()
    {
        server.Dispose();
        Directory.Delete(caches, recursive: true);
    }

    [Fact]
    public async Task Weights_are_got_listed_and_verified()
    {
        SegProcess got = await Seg("weights", "get", Small);
        Assert.Equal((0, "", $"{Expected}\n"), (got.ExitCode, got.Error, got.Output));

        JsonElement[] list = [.. (await Seg("weights", "list", "--json")).Json.EnumerateArray()];
        Assert.Equal(EncoderRegistry.Names.Count - 1, list.Length);
        JsonElement here = Assert.Single(list, one => one.GetProperty("isHere").GetBoolean());
        Assert.Equal(Small, here.GetProperty("name").GetString());
        Assert.Equal(Expected, here.GetProperty("path").GetString());
        Assert.Equal("BSD-3-Clause", list[0].GetProperty("licence").GetString());

        Assert.Contains("is good", (await Seg("weights", "verify")).Output);
        using (FileStream file = new(Expected, FileMode.Open))
        {
            file.Seek(-1, SeekOrigin.End);
            file.WriteByte(0x55);
        }
        SegProcess damaged = await Seg("weights", "verify");
        Assert.Equal(ExitCodes.Failed, damaged.ExitCode);
        Assert.Contains($"{Expected} is not the file that it was", damaged.Error);
    }

    [Fact]
    public async Task Two_processes_fetch_once()
    {
        SegProcess[] both = await Task.WhenAll(Seg("weights", "get", Small), Seg("weights", "get", Small));
        Assert.All(both, one => Assert.Equal((0, ""), (one.ExitCode, one.Error)));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_training_starts_from_them()
    {
        using var run = new SmallRun();
        string[] arguments = run.Arguments("first", "--encoder", Small, "--epochs", "1", "--weights", "imagenet");
        SegProcess trained = await Seg(arguments);
        Assert.Equal((0, ""), (trained.ExitCode, trained.Error));
        Assert.Single(server.Requests);
        using JsonDocument model = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(run.Folder("first").Path, "model.json"))
        );
        JsonElement input = model.RootElement.GetProperty("network").GetProperty("input");
        // The middle of the range, which is the same at every contrast, is to the network what it was to ImageNet's.
        float middle = (0.5f - First(input, "mean")) / First(input, "std");
        Assert.Equal((0.5f - (0.485f + 0.456f + 0.406f) / 3) / ((0.229f + 0.224f + 0.225f) / 3), middle, 1e-4f);

        static float First(JsonElement input, string name) => input.GetProperty(name)[0].GetSingle();
    }

    [Fact]
    public async Task A_proxy_of_the_environment_is_used()
    {
        using var process = SegProcess.Start(
            ["weights", "get", Small],
            ("XDG_CACHE_HOME", caches),
            ("SEG_WEIGHTS_MIRROR", "http://weights.invalid/seg"),
            ("http_proxy", server.Address)
        );
        SegProcess seg = await SegProcess.Finish(process);
        Assert.Equal((0, ""), (seg.ExitCode, seg.Error));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Without_a_network_the_place_for_the_file_is_reported()
    {
        SegProcess seg = await SegProcess.Finish(Start("http://127.0.0.1:9", "weights", "get", Small));
        Assert.Equal((ExitCodes.Failed, ""), (seg.ExitCode, seg.Output));
        Assert.Contains($"put it at {Expected}", seg.Error);
    }

    [Fact]
    public async Task What_is_missing_is_reported_with_a_hint()
    {
        SegProcess seg = await Seg("weights", "get");
        Assert.Equal(ExitCodes.WrongUsage, seg.ExitCode);
        Assert.Contains("'seg weights get --help'", seg.Error);
        Assert.Contains("Examples:\n  seg weights get ", (await Seg("weights", "get", "--help")).Output);
    }

    private Task<SegProcess> Seg(params string[] arguments) => SegProcess.Finish(Start(server.Address, arguments));

    private System.Diagnostics.Process Start(string mirror, params string[] arguments) =>
        SegProcess.Start(
            arguments,
            ("XDG_CACHE_HOME", caches),
            ("SEG_WEIGHTS_MIRROR", mirror),
            ("no_proxy", "127.0.0.1")
        );
}
