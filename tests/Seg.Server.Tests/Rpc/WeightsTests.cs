using System.Text.Json;

namespace Seg.Server.Tests.Rpc;

public sealed class WeightsTests(RpcProcess server) : IClassFixture<RpcProcess>
{
    [Fact]
    public async Task An_encoder_without_published_weights_is_reported()
    {
        JsonElement error = await server.Error("weights/get", new { encoder = "plain", progress = 1 });
        Assert.Equal("weights.none", error.GetProperty("data").GetProperty("code").GetString());
        Assert.Contains("no published weights for the encoder plain", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task An_unknown_encoder_is_reported()
    {
        JsonElement error = await server.Error("weights/get", new { encoder = "vgg", progress = 1 });
        Assert.Equal("network.encoder", error.GetProperty("data").GetProperty("code").GetString());
    }
}
