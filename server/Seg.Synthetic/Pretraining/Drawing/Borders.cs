using OpenCvSharp;

namespace Seg.Synthetic.Pretraining.Drawing;

/// <summary>How far each pixel of a specimen is from the border of an object.</summary>
/// <param name="Edge">8-bit: 1 where a neighbour belongs to another object or the background, or the reverse; else 0.</param>
/// <param name="Inside">32-bit float: pixels to the nearest edge, in objects; 0 elsewhere.</param>
/// <param name="Outside">32-bit float: pixels to the nearest object; 0 in objects.</param>
internal sealed record Borders(Mat Edge, Mat Inside, Mat Outside) : IDisposable
{
    public static Borders Of(Specimen specimen)
    {
        int side = specimen.Side;
        var edge = new Mat(side, side, MatType.CV_8UC1, Scalar.All(0));
        using var core = new Mat(side, side, MatType.CV_8UC1);
        using var empty = new Mat(side, side, MatType.CV_8UC1);
        ReadOnlySpan<ushort> ids = specimen.Ids.AsSpan<ushort>();
        Span<byte> edges = edge.AsSpan<byte>();
        for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
        {
            int at = y * side + x;
            if (x + 1 < side && ids[at] != ids[at + 1])
                edges[at] = edges[at + 1] = 1;
            if (y + 1 < side && ids[at] != ids[at + side])
                edges[at] = edges[at + side] = 1;
        }
        Span<byte> cores = core.AsSpan<byte>();
        Span<byte> empties = empty.AsSpan<byte>();
        for (int i = 0; i < edges.Length; i++)
        {
            cores[i] = (byte)(ids[i] != 0 && edges[i] == 0 ? 1 : 0);
            empties[i] = (byte)(ids[i] == 0 ? 1 : 0);
        }
        var inside = new Mat();
        var outside = new Mat();
        Cv2.DistanceTransform(core, inside, DistanceTypes.L2, DistanceTransformMasks.Mask3);
        Cv2.DistanceTransform(empty, outside, DistanceTypes.L2, DistanceTransformMasks.Mask3);
        return new Borders(edge, inside, outside);
    }

    public void Dispose()
    {
        Edge.Dispose();
        Inside.Dispose();
        Outside.Dispose();
    }
}
