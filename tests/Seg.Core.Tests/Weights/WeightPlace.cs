using Seg.Core.Networks.Encoders;
using Seg.Core.Weights;

namespace Seg.Core.Tests.Weights;

/// <summary>An empty cache and a server that has the weights of the smallest encoder.</summary>
internal sealed class WeightPlace : IDisposable
{
    public static readonly EncoderInfo Small = EncoderRegistry.Find("mobilenet_v3_small");

    private static readonly Lazy<byte[]> Made = new(() => Published(Small.Name));

    public static byte[] Good => Made.Value;

    public TempFolder Folder { get; } = new();

    public WeightServer Server { get; } = new() { File = Good };

    /// <summary>A file of random weights.</summary>
    public static byte[] Published(string name)
    {
        using var folder = new TempFolder();
        using Encoder encoder = EncoderRegistry.Create(name, 3);
        Safetensors.Write(folder["weights.safetensors"], encoder.state_dict());
        return File.ReadAllBytes(folder["weights.safetensors"]);
    }

    public WeightCache Cache(string? mirror = null) => new(Folder["cache"], new WeightSource(mirror ?? Server.Address));

    public Task<string> Get(string? mirror = null) =>
        Cache(mirror).Get(Small, null, TestContext.Current.CancellationToken);

    public async Task<SegException> Refused(string code, string part)
    {
        SegException e = await Assert.ThrowsAsync<SegException>(() => Get());
        Assert.Equal(code, e.Code);
        Assert.Contains(part, e.Message);
        return e;
    }

    public void AssertNothingIsThere() =>
        Assert.DoesNotContain(
            Directory.GetFiles(Folder["cache"]),
            path => !path.EndsWith(".lock", StringComparison.Ordinal)
        );

    public void Dispose()
    {
        Server.Dispose();
        Folder.Dispose();
    }
}
