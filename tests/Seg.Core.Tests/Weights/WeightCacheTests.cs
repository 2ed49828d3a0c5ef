using Seg.Core.Files;
using Seg.Core.Networks.Encoders;
using Seg.Core.Weights;

namespace Seg.Core.Tests.Weights;

/// <summary>Which files count, and which do not.</summary>
public sealed class WeightCacheTests : IDisposable
{
    private static readonly EncoderInfo Small = WeightPlace.Small;

    private readonly WeightPlace place = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Weights_are_fetched_once_and_recorded()
    {
        var seen = new List<(long Have, long All)>();
        string path = await place.Cache().Get(Small, (have, all) => seen.Add((have, all)), Token);
        Assert.Equal(place.Folder["cache/mobilenet_v3_small.imagenet.safetensors"], path);
        Assert.Equal(WeightPlace.Good, File.ReadAllBytes(path));
        Assert.Equal((WeightPlace.Good.Length, WeightPlace.Good.Length), seen[^1]);
        WeightRecord record = WeightRecord.Read(place.Folder["cache/mobilenet_v3_small.imagenet.json"])!;
        Assert.Equal($"{place.Server.Address}/mobilenet_v3_small.imagenet.safetensors", record.Source);
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(WeightPlace.Good)),
            record.Sha256
        );

        Assert.Equal(path, await place.Get());
        Assert.Single(place.Server.Requests);
        Assert.Equal(3, Directory.GetFiles(place.Folder["cache"]).Length); // and the lock
    }

    [Fact]
    public async Task A_page_instead_of_weights_is_refused()
    {
        place.Server.File = "<html>Please log in to the hospital's network</html>"u8.ToArray();
        await place.Refused("weights.wrong", "its header has an impossible length");
        place.AssertNothingIsThere();
    }

    [Fact]
    public async Task Weights_of_another_encoder_are_refused()
    {
        place.Server.File = WeightPlace.Published("mobilenet_v2");
        await place.Refused(
            "weights.wrong",
            "has no weights of the encoder mobilenet_v3_small: \"features.0.0.weight\" is 32x3x3x3 there and 16x3x3x3 here"
        );
        place.AssertNothingIsThere();
    }

    [Fact]
    public async Task A_file_that_changes_is_named_and_not_used()
    {
        string path = await place.Get();
        byte[] damaged = [.. WeightPlace.Good];
        damaged[^1] ^= 1;
        AtomicFile.WriteBytes(path, damaged);
        SegException e = await place.Refused("weights.changed", path);
        Assert.Contains("Delete it", e.Message);

        File.Delete(path);
        place.Server.File = damaged;
        await place.Refused("weights.changed", "is another file than on");
        Assert.False(File.Exists(path));
        place.Server.File = WeightPlace.Good;
        Assert.Equal(path, await place.Get());
    }

    [Fact]
    public async Task A_folder_can_be_the_mirror_and_a_person_the_network()
    {
        AtomicFile.WriteBytes(place.Folder["mirror/mobilenet_v3_small.imagenet.safetensors"], WeightPlace.Good);
        string path = await place.Get(place.Folder["mirror"]);
        Assert.Equal(WeightPlace.Good, File.ReadAllBytes(path));
        SegException e = await Assert.ThrowsAsync<SegException>(() =>
            place.Cache(place.Folder["mirror"]).Get(EncoderRegistry.Find("resnet18"), null, Token)
        );
        Assert.Contains(place.Folder["mirror/resnet18.imagenet.safetensors"], e.Message);

        AtomicFile.WriteBytes(place.Folder["other/mobilenet_v3_small.imagenet.safetensors"], WeightPlace.Good);
        var other = new WeightCache(place.Folder["other"], new WeightSource(place.Folder["empty"]));
        await other.Get(Small, null, Token);
        Assert.Equal("put here by hand", other.Verify(Small).Source);
    }

    [Fact]
    public async Task One_fetches_at_a_time()
    {
        Task<string>[] all = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => place.Get()))];
        await Task.WhenAll(all);
        Assert.Single(place.Server.Requests);
    }

    [Fact]
    public async Task An_encoder_without_published_weights_says_so()
    {
        SegException e = await Assert.ThrowsAsync<SegException>(() =>
            place.Cache().Get(EncoderRegistry.Find("plain"), null, Token)
        );
        Assert.Equal("weights.none", e.Code);
    }
}
