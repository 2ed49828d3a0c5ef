using System.Text.Json;
using Seg.Core.Tests.EarlierVersions;

namespace Seg.Server.Tests.EarlierVersions;

/// <summary>Trainings of version 0.1.0 go on to the end that they would have had then.</summary>
public sealed class EarlierRunTests(EarlierFiles files) : IClassFixture<EarlierFiles>
{
    [Theory]
    [InlineData("stopped", 35)]
    [InlineData("killed", 30)] // its last checkpoint; step 31 is done again
    public async Task It_is_resumed_to_its_end(string name, int from)
    {
        File.Delete(files["dataset/masks/new1.png"]); // labelled after these trainings
        SegProcess resumed = await SegProcess.Run(["train", files["dataset"], "--name", name, "--resume"]);

        Assert.Equal((0, ""), (resumed.ExitCode, resumed.Error));
        JsonElement[] events = Events(files[$"dataset/models/{name}/events.jsonl"]);
        Assert.Equal(from, Of(events, "start").Last().GetProperty("step").GetInt32());
        JsonElement end = events[^1];
        Assert.Equal(
            ("end", "completed", 90),
            (
                end.GetProperty("type").GetString(),
                end.GetProperty("reason").GetString(),
                end.GetProperty("step").GetInt32()
            )
        );
        // The very run without an interruption, recorded then; what has been tidied since may round otherwise.
        double[] whole = Losses(Events(files["whole.events.jsonl"]));
        double[] losses = Losses(events);
        Assert.Equal(3, losses.Length);
        Assert.Equal(whole[0], losses[0]);
        Assert.Equal(whole[1], losses[1], tolerance: 0.02 * whole[1]);
        Assert.Equal(whole[2], losses[2], tolerance: 0.05 * whole[2]);
    }

    private static JsonElement[] Events(string file) =>
        [.. File.ReadLines(file).Select(line => JsonDocument.Parse(line).RootElement)];

    private static IEnumerable<JsonElement> Of(JsonElement[] events, string type) =>
        events.Where(each => each.GetProperty("type").GetString() == type);

    private static double[] Losses(JsonElement[] events) =>
        [.. Of(events, "epoch").Select(epoch => epoch.GetProperty("loss").GetDouble())];
}
