using Seg.Core;
using Seg.Core.Imaging;

namespace Seg.Synthetic.Specimens;

/// <summary>How far each pixel of a scene is from the border of an object.</summary>
/// <param name="Edge">1 where a neighbour belongs to another object or the background, or the reverse; else 0.</param>
/// <param name="Inside">Pixels to the nearest edge, in objects; 0 elsewhere.</param>
/// <param name="Outside">Pixels to the nearest object; 0 in objects.</param>
internal sealed record ObjectBorders(Raster<byte> Edge, Raster<float> Inside, Raster<float> Outside)
{
    public static ObjectBorders Of(LabelledScene scene)
    {
        int side = scene.Side;
        var edge = new Raster<byte>(side, side);
        var core = new Raster<byte>(side, side);
        var empty = new Raster<byte>(side, side);
        ushort[] ids = scene.Ids.Pixels;
        byte[] edges = edge.Pixels;
        for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
        {
            int at = y * side + x;
            if (x + 1 < side && ids[at] != ids[at + 1])
                edges[at] = edges[at + 1] = 1;
            if (y + 1 < side && ids[at] != ids[at + side])
                edges[at] = edges[at + side] = 1;
        }
        byte[] cores = core.Pixels;
        byte[] empties = empty.Pixels;
        for (int i = 0; i < edges.Length; i++)
        {
            cores[i] = (byte)(ids[i] != 0 && edges[i] == 0 ? 1 : 0);
            empties[i] = (byte)(ids[i] == 0 ? 1 : 0);
        }
        return new ObjectBorders(edge, DistanceTransform.Exact(core), DistanceTransform.Exact(empty));
    }
}
