using System.Text.Json;
using Seg.Core;
using Seg.Core.Files;
using Seg.Core.Imaging;
using Seg.Server.Tests.Rpc;
using Seg.Server.Tests.Training;

namespace Seg.Server.Tests.Runs;

/// <summary>What the form of a new training gets.</summary>
public sealed class ProposalTests(RpcProcess server) : IClassFixture<RpcProcess>, IDisposable
{
    private readonly SmallRun run = new();

    [Fact]
    public async Task A_dataset_without_faults_can_be_trained_on_at_once()
    {
        JsonElement proposal = await Propose();

        Assert.Equal(["background", "disc"], Texts(proposal, "classes", "name"));
        double[] shares = [.. proposal.GetProperty("classShares").EnumerateArray().Select(share => share.GetDouble())];
        Assert.Equal(1, shares.Sum(), 1e-9);
        Assert.InRange(shares[1], 0.08, 0.12); // a disc of radius 12 in 64 x 64 pixels
        Assert.Equal("0.52,1.48", proposal.GetProperty("proposedClassWeights").GetString());
        Assert.Equal(["i0", "i1", "i2", "i3", "i4", "i5"], Texts(proposal, "images", "stem"));
        Assert.Equal("images/i0.png", Texts(proposal, "images", "file")[0]);
        Assert.Single(proposal.GetProperty("validation").EnumerateArray());
        Assert.Empty(proposal.GetProperty("problems").EnumerateArray());
        Assert.Equal("mobilenet_v2", proposal.GetProperty("defaults").GetProperty("encoder").GetString());
        Assert.False(proposal.GetProperty("defaults").TryGetProperty("totalSteps", out _));
        Assert.Equal("model-1", proposal.GetProperty("freeName").GetString());
    }

    [Fact]
    public async Task Problems_come_with_what_can_be_proposed_all_the_same()
    {
        MaskFile.Write(Path.Combine(run.FullPath, "masks/i0.png"), new Raster<byte>(9, 9));
        Configure("\"split\": { \"group\": \"(i\" }");

        JsonElement proposal = await Propose();

        Assert.Equal(["masks/i0.png", "seg.json"], Texts(proposal, "problems", "file"));
        Assert.Equal(["error", "error"], Texts(proposal, "problems", "severity"));
        Assert.Equal(["i0", "i1", "i2", "i3", "i4", "i5"], Texts(proposal, "images", "group"));
    }

    [Fact]
    public async Task Groups_and_earlier_models_are_offered()
    {
        Configure("\"split\": { \"group\": \"^i([01])\", \"test\": [\"i5\"] }");
        await run.Train("first", "--epochs", "1", "--steps-per-epoch", "1");

        JsonElement proposal = await Propose();

        Assert.Equal(["0", "1", "i2", "i3", "i4", "i5"], Texts(proposal, "images", "group"));
        Assert.Equal(["i5"], proposal.GetProperty("test").EnumerateArray().Select(stem => stem.GetString()));
        Assert.Equal(
            ["Microscopy (comes with Seg)", "ImageNet (downloaded once)", "None", "first (plain)"],
            Texts(proposal, "weights", "label")
        );
        Assert.Equal(["microscopy", "imagenet", null, run.Folder("first").Best], Texts(proposal, "weights", "path"));
        Assert.Equal(["mobilenet_v2", null, null, "plain"], Texts(proposal, "weights", "encoder"));
    }

    public void Dispose() => run.Dispose();

    private Task<JsonElement> Propose() => server.Result("runs/propose", new { folder = run.FullPath });

    private void Configure(string entry) =>
        AtomicFile.WriteText(
            Path.Combine(run.FullPath, "seg.json"),
            $$"""
            { "version": 1, "classes": [ { "name": "background", "color": "#000000" }, { "name": "disc", "color": "#ff0000" } ], {{entry}} }
            """
        );

    private static string?[] Texts(JsonElement answer, string list, string field) =>
        [.. answer.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(field).GetString())];
}
