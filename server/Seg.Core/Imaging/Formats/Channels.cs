namespace Seg.Core.Imaging.Formats;

/// <summary>Drops channels, such as alpha.</summary>
internal static class Channels
{
    /// <summary>A copy with the first channels only; the values of the others have no influence.</summary>
    public static Raster Keep(Raster raster, int count) =>
        raster switch
        {
            Raster<byte> bytes => First(bytes, count),
            Raster<ushort> shorts => First(shorts, count),
            _ => throw new ArgumentException($"{raster.ValueType} has no alpha."),
        };

    private static Raster<T> First<T>(Raster<T> raster, int count)
        where T : unmanaged
    {
        var kept = new Raster<T>(raster.Width, raster.Height, count);
        for (int from = 0, to = 0; to < kept.Pixels.Length; from += raster.Channels, to += count)
            raster.Pixels.AsSpan(from, count).CopyTo(kept.Pixels.AsSpan(to));
        return kept;
    }
}
