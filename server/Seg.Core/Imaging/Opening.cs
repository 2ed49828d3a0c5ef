using System.Numerics.Tensors;

namespace Seg.Core.Imaging;

/// <summary>
/// Removes from a mask what no disc of five pixels fits into: erosion, then dilation (Serra 1982, Image Analysis and
/// Mathematical Morphology), by a disc: the pixels of a square of 5 x 5 but, in its first and
/// its last row, only the middle one. Beyond the edge the mask is neither eroded nor dilated.
/// </summary>
internal static class Opening
{
    /// <summary>An opened copy of a mask of 0 and 255.</summary>
    public static Raster<byte> Apply(Raster<byte> mask) =>
        Disc(Disc(mask, byte.MaxValue, TensorPrimitives.BitwiseAnd), 0, TensorPrimitives.BitwiseOr);

    // The disc is three rows of five pixels and one column of five.
    private static Raster<byte> Disc(Raster<byte> mask, byte beyond, Combine combine)
    {
        Raster<byte> across = Across(mask, beyond, combine);
        var result = new Raster<byte>(mask.Width, mask.Height);
        for (int y = 0; y < mask.Height; y++)
        {
            Span<byte> to = result.Row(y);
            across.Row(y).CopyTo(to);
            for (int row = Math.Max(0, y - 2); row <= Math.Min(mask.Height - 1, y + 2); row++)
                combine(to, (Math.Abs(row - y) < 2 ? across : mask).Row(row), to);
        }
        return result;
    }

    /// <summary>Each pixel with the two on either side of it.</summary>
    private static Raster<byte> Across(Raster<byte> mask, byte beyond, Combine combine)
    {
        var result = new Raster<byte>(mask.Width, mask.Height);
        byte[] wide = new byte[mask.Width + 4];
        Array.Fill(wide, beyond);
        for (int y = 0; y < mask.Height; y++)
        {
            Span<byte> to = result.Row(y);
            mask.Row(y).CopyTo(wide.AsSpan(2));
            mask.Row(y).CopyTo(to);
            for (int shift = 0; shift <= 4; shift++)
                combine(to, wide.AsSpan(shift, mask.Width), to);
        }
        return result;
    }

    private delegate void Combine(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<byte> to);
}
