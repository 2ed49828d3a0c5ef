namespace Seg.Core.Tests.Imaging;

public sealed class RasterTests
{
    private static Raster<ushort> Colors() => new([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 2, 2, 3);

    [Fact]
    public void Values_lie_row_by_row_with_channels_interleaved()
    {
        Raster<ushort> colors = Colors();

        Assert.Equal(4, colors[0, 1]);
        Assert.Equal(9, colors[1, 0, 2]);
        Assert.Equal([7, 8, 9, 10, 11, 12], colors.Row(1).ToArray());
        Assert.Equal([2, 5, 8, 11], colors.Channel(1).Pixels);
        Assert.Throws<ArgumentException>(() => new Raster<ushort>([1, 2, 3], 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => colors.Channel(3));
    }

    [Fact]
    public void Copies_share_nothing()
    {
        Raster<ushort> colors = Colors();

        Raster<ushort> copy = colors.Clone();
        Raster<ushort> part = colors.Crop(1, 0, 1, 2);
        copy[0, 0] = part[0, 0] = 99;

        Assert.Equal(1, colors[0, 0]);
        Assert.Equal([99, 5, 6, 10, 11, 12], part.Pixels);
        Assert.Throws<ArgumentOutOfRangeException>(() => colors.Crop(1, 0, 2, 1));
    }

    [Fact]
    public void Every_kind_of_value_becomes_float()
    {
        Assert.Equal([0, 255], new Raster<byte>([0, 255], 2, 1).ToSingle().Pixels);
        Assert.Equal([-128, 127], new Raster<sbyte>([-128, 127], 2, 1).ToSingle().Pixels);
        Assert.Equal([0, 65535], new Raster<ushort>([0, 65535], 2, 1).ToSingle().Pixels);
        Assert.Equal([-32768, 32767], new Raster<short>([-32768, 32767], 2, 1).ToSingle().Pixels);
        Assert.Equal([16777216, 4294967296], new Raster<uint>([16777217, uint.MaxValue], 2, 1).ToSingle().Pixels);
        Assert.Equal([-2147483648, 7], new Raster<int>([int.MinValue, 7], 2, 1).ToSingle().Pixels);
        Assert.Equal([0.1f, float.PositiveInfinity], new Raster<double>([0.1, 1e300], 2, 1).ToSingle().Pixels);
        var floats = new Raster<float>([1.5f], 1, 1);
        Assert.Same(floats, floats.ToSingle());
    }
}
