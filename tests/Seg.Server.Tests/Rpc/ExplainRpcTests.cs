using System.IO.Compression;
using System.Text.Json;
using Seg.Server.Tests.Commands;

namespace Seg.Server.Tests.Rpc;

/// <summary>The look inside a model for the editor, by raw JSON.</summary>
public sealed class ExplainRpcTests(RpcProcess server, SmallModel small)
    : IClassFixture<RpcProcess>,
        IClassFixture<SmallModel>,
        IDisposable
{
    private const int Cancelled = -32800;
    private const string Bottleneck = "encoder.levels.4.1";

    private readonly string folder = Directory.CreateTempSubdirectory("seg-explain-rpc-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_layers_are_reported_with_the_mask_and_small_pictures_of_their_strongest_channels()
    {
        JsonElement result = await server.Result("explain/layers", new { of = Of() });
        Assert.Equal((50, 40), (Number(result, "width"), Number(result, "height")));
        JsonElement[] layers = [.. result.GetProperty("layers").EnumerateArray()];
        Assert.Equal(19, layers.Length);
        Assert.Equal(Bottleneck, result.GetProperty("bottleneck").GetString());
        JsonElement head = layers[^1];
        Assert.Equal(("head", "head"), (head.GetProperty("name").GetString(), head.GetProperty("part").GetString()));
        Assert.Equal((2, 48, 64), (Number(head, "channels"), Number(head, "height"), Number(head, "width")));
        Assert.Equal(4, result.GetProperty("skips").GetArrayLength());
        Assert.All(Values(result.GetProperty("mask")), index => Assert.InRange(index, 0, 1));
        // Three of each layer, 40 x 32 pixels as the image is 50 x 40.
        Assert.Equal(layers.Length * 3 * 32 * 40, Values(result.GetProperty("thumbnails")).Length);
    }

    [Fact]
    public async Task The_channels_of_a_layer_are_reported_and_drawn()
    {
        JsonElement result = await server.Result(
            "explain/channels",
            new
            {
                of = Of(),
                layer = "head",
                @class = (int?)0,
            }
        );
        JsonElement[] channels = [.. result.GetProperty("channels").EnumerateArray()];
        Assert.Equal(2, channels.Length);
        // The score of a class at all pixels predicted as it is the sum of its own logits there, and of no other's.
        Assert.Equal(0, channels[1].GetProperty("importance").GetDouble());
        Assert.NotEqual(0, channels[0].GetProperty("importance").GetDouble());
        Assert.All(
            channels,
            channel =>
                Assert.True(channel.GetProperty("least").GetDouble() < channel.GetProperty("greatest").GetDouble())
        );
        JsonElement tiles = await server.Result("explain/channelTiles", Tiles([1, 0, 1]));
        Assert.Equal((25, 3 * 20), (Number(tiles, "width"), Number(tiles, "height")));
        byte[] values = Values(tiles);
        Assert.Equal(values[..500], values[1000..]);
        Assert.NotEqual(values[..500], values[500..1000]);
        JsonElement whole = await server.Result("explain/channel", Channel("head", 1));
        Assert.Equal((50, 40, 1), (Number(whole, "width"), Number(whole, "height"), Number(whole, "channels")));
        Assert.Equal(File(whole), File(await server.Result("explain/channel", Channel("head", 1))));
    }

    [Fact]
    public async Task A_heatmap_is_of_a_class_an_object_a_region_or_a_pixel_and_is_made_once()
    {
        var files = new HashSet<string>();
        foreach (
            object target in (object[])
                [
                    Target("class"),
                    Target("object", (2, 3)),
                    Target("pixel", (2, 3)),
                    Target("region", (0, 0), (20, 0), (20, 30)),
                ]
        )
        {
            JsonElement made = await server.Result("explain/heatmap", Heatmap("segGradCam", target));
            JsonElement picture = made.GetProperty("picture");
            Assert.Equal(50 * 40, Values(picture).Length);
            if (made.GetProperty("peak").GetDouble() > 0)
                Assert.Equal(255, Values(picture).Max());
            files.Add(File(picture));
            System.IO.File.WriteAllText(File(picture), "not written again");
            JsonElement again = await server.Result("explain/heatmap", Heatmap("segGradCam", target));
            Assert.Equal(made.ToString(), again.ToString());
            Assert.Equal("not written again", System.IO.File.ReadAllText(File(picture)));
        }
        Assert.Equal(4, files.Count);
    }

    [Fact]
    public async Task A_method_that_does_not_ask_for_layer_or_pixels_makes_one_heatmap_whatever_they_are()
    {
        JsonElement a = await server.Result("explain/heatmap", Heatmap("probability", Target("class")));
        JsonElement b = await server.Result("explain/heatmap", Heatmap("probability", Target("pixel", (2, 3)), "head"));
        Assert.Equal(a.ToString(), b.ToString());
        Assert.Equal(1, a.GetProperty("peak").GetDouble());
    }

    [Fact]
    public async Task Occlusion_tells_how_far_it_is()
    {
        await server.Result("explain/heatmap", Heatmap("occlusion", Target("class"), progress: 31));
        (int Done, int Total)[] reports = server.Progress(31);
        Assert.NotEmpty(reports);
        Assert.Equal(reports[^1].Total, reports[^1].Done);
    }

    [Fact]
    public async Task A_pattern_is_the_same_for_the_same_seed_and_can_be_cancelled()
    {
        JsonElement drawn = await server.Result("explain/pattern", Pattern(steps: 3, seed: 5, progress: 41));
        JsonElement picture = drawn.GetProperty("picture");
        Assert.Equal((128, 128, 1), (Number(picture, "width"), Number(picture, "height"), Number(picture, "channels")));
        Assert.Equal([(1, 3), (2, 3), (3, 3)], server.Progress(41));
        JsonElement again = await server.Result("explain/pattern", Pattern(steps: 3, seed: 5, progress: 42));
        Assert.Equal(drawn.ToString(), again.ToString());
        Assert.Empty(server.Progress(42)); // it was there
        JsonElement other = await server.Result("explain/pattern", Pattern(steps: 3, seed: 6, progress: 43));
        Assert.NotEqual(Values(picture), Values(other.GetProperty("picture")));

        (int asked, Task<JsonElement> answer) = server.Begin(
            "explain/pattern",
            Pattern(steps: 4096, seed: 7, progress: 44)
        );
        while (server.Progress(44).Length == 0 && !answer.IsCompleted)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        // What else is asked for does not wait for it.
        await server.Result("explain/channel", Channel("head", 0));
        Assert.False(answer.IsCompleted);
        server.Cancel(asked);
        Assert.Equal(Cancelled, (await answer).GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        await Refused("explain.model", "other", "explain/layers", new { of = Of(model: "other") });
        await Refused("explain.model", "..", "explain/layers", new { of = Of(model: "../models/tiny") });
        await Refused("dataset.name", "zebra", "explain/layers", new { of = Of(image: "zebra") });
        await Refused("dataset.name", "..", "explain/layers", new { of = Of(image: "../images/a") });
        await Refused("explain.layer", "bottom", "explain/channel", Channel("bottom", 0));
        await Refused("explain.channel", "2", "explain/channel", Channel("head", 2));
        await Refused("explain.channel", "-1", "explain/channelTiles", Tiles([-1]));
        await Refused("explain.tiles", "0", "explain/channelTiles", Tiles([]));
        await Refused("explain.class", "2", "explain/heatmap", Heatmap("segGradCam", Target("class", index: 2)));
        await Refused("explain.target", "50", "explain/heatmap", Heatmap("segGradCam", Target("pixel", (50, 3))));
        await Refused("explain.target", "-1", "explain/heatmap", Heatmap("segGradCam", Target("object", (3, -1))));
        await Refused(
            "explain.target",
            "2",
            "explain/heatmap",
            Heatmap("segGradCam", Target("region", (0, 0), (9, 9)))
        );
        await Refused(
            "explain.target",
            "no pixel",
            "explain/heatmap",
            Heatmap("segGradCam", Target("region", (90, 90), (99, 90), (99, 99)))
        );
        await Refused("explain.steps", "0", "explain/pattern", Pattern(steps: 0, seed: 1, progress: 51));
    }

    private async Task Refused(string code, string named, string method, object given)
    {
        JsonElement error = await server.Error(method, given);
        Assert.Equal(code, error.GetProperty("data").GetProperty("code").GetString());
        Assert.Contains(named, error.GetProperty("message").GetString());
    }

    private object Of(string model = "tiny", string image = "a") =>
        new
        {
            dataset = small.Folder,
            model,
            image,
            folder,
        };

    private object Channel(string layer, int channel) =>
        new
        {
            of = Of(),
            layer,
            channel,
            contrast = "each",
        };

    private object Tiles(int[] channels) =>
        new
        {
            of = Of(),
            layer = "head",
            channels,
            contrast = "shared",
            side = 25,
        };

    // Background, since what this model finds else is not known.
    private static object Target(string kind, params (int X, int Y)[] points) => Target(kind, 0, points);

    private static object Target(string kind, int index, params (int X, int Y)[] points) =>
        new
        {
            @class = index,
            kind,
            points = points.Select(point => new { x = point.X, y = point.Y }),
        };

    private object Heatmap(string method, object target, string layer = Bottleneck, int progress = 1) =>
        new
        {
            of = Of(),
            method,
            layer,
            target,
            progress,
        };

    private object Pattern(int steps, int seed, int progress) =>
        new
        {
            of = Of(),
            layer = "encoder.levels.1.1",
            channel = 0,
            steps,
            seed,
            progress,
        };

    private static int Number(JsonElement from, string name) => from.GetProperty(name).GetInt32();

    private static string File(JsonElement picture) => picture.GetProperty("file").GetString()!;

    private static byte[] Values(JsonElement picture)
    {
        using FileStream stream = System.IO.File.OpenRead(File(picture));
        using var gzip = new GZipStream(stream, CompressionMode.Decompress);
        using var values = new MemoryStream();
        gzip.CopyTo(values);
        return values.ToArray();
    }
}
