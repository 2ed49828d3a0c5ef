using Seg.Core.Networks.Encoders;
using Seg.Core.Weights;

namespace Seg.Core.Tests.Weights;

/// <summary>Connections and servers as they are.</summary>
public sealed class WeightDownloadTests : IDisposable
{
    private static readonly EncoderInfo Small = WeightPlace.Small;

    private readonly WeightPlace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task A_connection_that_breaks_off_is_taken_up_where_it_broke()
    {
        place.Server.Breaks = WeightPlace.Good.Length / 3 + 1;
        string path = await place.Get();
        Assert.Equal(WeightPlace.Good, File.ReadAllBytes(path));
        Assert.Equal([0, place.Server.Breaks, 2 * place.Server.Breaks], place.Server.Requests);
    }

    [Fact]
    public async Task What_was_stopped_goes_on_the_next_time()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            place.Cache().Get(Small, (_, _) => stop.Cancel(), stop.Token)
        );
        long have = new FileInfo(place.Folder["cache/mobilenet_v3_small.imagenet.safetensors.part"]).Length;
        Assert.InRange(have, 1, WeightPlace.Good.Length - 1);
        string path = await place.Get();
        Assert.Equal(WeightPlace.Good, File.ReadAllBytes(path));
        Assert.Equal([0, have], place.Server.Requests);
    }

    [Fact]
    public async Task Another_version_is_begun_anew()
    {
        using (var stop = new CancellationTokenSource())
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                place.Cache().Get(Small, (_, _) => stop.Cancel(), stop.Token)
            );
        place.Server.Tag = "\"two\"";
        Assert.Equal(WeightPlace.Good, File.ReadAllBytes(await place.Get()));
        Assert.Equal([0, 0], place.Server.Requests);
    }

    [Fact]
    public async Task A_server_that_sends_another_part_than_asked_for_is_asked_for_all()
    {
        place.Server.Breaks = WeightPlace.Good.Length / 2 + 1;
        place.Server.Shift = 1;
        await place.Refused("weights.download", "does not send the part");
        Assert.Equal([0, place.Server.Breaks, 0, place.Server.Breaks], place.Server.Requests);
        place.Server.Shift = 0;
        Assert.Equal(WeightPlace.Good, File.ReadAllBytes(await place.Get()));
    }

    [Theory]
    [InlineData(-1000L, "lies outside the file")]
    [InlineData(1_000_000_000L, "another file")]
    public async Task A_size_that_is_a_lie_is_found(long lie, string expected)
    {
        place.Server.Lie = lie;
        await place.Refused("weights.wrong", expected);
        place.AssertNothingIsThere();
    }

    [Fact]
    public async Task A_server_that_always_breaks_off_at_once_is_given_up_and_the_place_for_the_file_is_reported()
    {
        place.Server.Breaks = 0;
        SegException e = await place.Refused(
            "weights.download",
            place.Folder["cache/mobilenet_v3_small.imagenet.safetensors"]
        );
        Assert.Contains(place.Server.Address, e.Message);
        Assert.Contains("SEG_WEIGHTS_MIRROR", e.Message);
        Assert.Equal(3, place.Server.Requests.Count);
    }

    [Fact]
    public async Task Without_parts_and_sizes_it_works_as_well()
    {
        (place.Server.Tag, place.Server.Lie) = (null, null);
        Assert.Equal(WeightPlace.Good, File.ReadAllBytes(await place.Get()));
    }

    [Theory]
    [InlineData("404 Not Found", "404")]
    [InlineData("503 Service Unavailable", "503")]
    public async Task A_refusal_is_reported(string status, string expected)
    {
        place.Server.Status = status;
        await place.Refused("weights.download", expected);
        place.AssertNothingIsThere();
    }

    [Fact]
    public async Task A_server_that_gets_stuck_is_left_and_asked_for_the_rest()
    {
        place.Server.IsStuck = true;
        place.Server.Breaks = WeightPlace.Good.Length / 2 + 1;
        string part = place.Folder["weights.part"];
        var address = new Uri(place.Server.Address);
        await new WeightDownload(address, part, long.MaxValue) { Patience = TimeSpan.FromMilliseconds(300) }.Run(
            null,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(WeightPlace.Good, File.ReadAllBytes(part));
        Assert.Equal([0, place.Server.Breaks], place.Server.Requests);
    }
}
