using FsCheck.Xunit;
using Seg.Core.Prediction;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Prediction;

public sealed class TileGridTests
{
    [Property(MaxTest = 300)]
    public void Tiles_cover_a_side_exactly_and_overlap(ushort sizeSeed, byte tileSeed)
    {
        int size = sizeSeed + 1;
        var grid = new TileGrid(64 + tileSeed % 32 * 32);
        TileSide side = grid.Along(size);
        Assert.Equal(0, side.Starts[0]);
        Assert.True(side.Length <= grid.Tile);
        Assert.All(side.Starts, start => Assert.Equal(0, start % 32));
        // Each begins before the one before it ends, by at least the overlap.
        foreach ((int start, int next) in side.Starts.Zip(side.Starts.Skip(1)))
            Assert.InRange(next, start + 1, start + side.Length - grid.Overlap);
        Assert.InRange(size, side.Starts[^1] + 1, side.Starts[^1] + side.Length);
        if (side.Starts.Count > 1)
            Assert.True(size > side.Starts[^2] + side.Length);
    }

    [Theory]
    [InlineData(1024, 1024, "0")]
    [InlineData(1025, 608, "0 480")]
    [InlineData(2000, 768, "0 640 1280")]
    [InlineData(1920, 1024, "0 896")]
    [InlineData(7, 7, "0")]
    public void No_more_tiles_and_no_longer_ones_than_needed(int size, int length, string starts)
    {
        TileSide side = new TileGrid(1024).Along(size);
        Assert.Equal((length, starts), (side.Length, string.Join(' ', side.Starts)));
    }

    [Fact]
    public void Weights_fall_towards_the_edges_and_are_never_0()
    {
        using Tensor weights = new TileGrid(64).Weights(64, 64, CPU);
        // In the middle of the overlap of 32 pixels both neighbours count alike: 3/4 - 2/8.
        Assert.Equal(0.5f, weights[15, 31].item<float>());
        Assert.Equal(1f, weights[31, 32].item<float>());
        Assert.InRange(weights[0, 63].item<float>(), 1e-7f, 1e-4f);
        Assert.True(weights.Equals(weights.flip(0, 1)));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(100)]
    public void A_tile_is_a_multiple_of_the_stride(int tile) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TileGrid(tile));
}
