using System.Runtime.Intrinsics;

namespace Seg.Core.Augmentation;

/// <summary>
/// A smooth random displacement: drawn at the nodes of a coarse grid, cubic between them, as in the U-Net paper
/// (Ronneberger, Fischer and Brox, 2015) but evenly distributed, so that it cannot fold the image.
/// </summary>
internal sealed class ElasticField
{
    private readonly int columns;
    private readonly double spacing;
    private readonly float[] nodesX;
    private readonly float[] nodesY;

    /// <summary>Draws the displacement for a square crop of that many pixels.</summary>
    public ElasticField(int size, double spacing, double strength, SampleRandom random)
    {
        this.spacing = spacing;
        // A cubic needs one node before and two after the cell.
        columns = (int)((size - 1) / spacing) + 4;
        nodesX = new float[columns * columns];
        nodesY = new float[columns * columns];
        for (int i = 0; i < nodesX.Length; i++)
        {
            nodesX[i] = (float)random.Around(strength);
            nodesY[i] = (float)random.Around(strength);
        }
    }

    /// <summary>Adds the displacements in row <paramref name="row"/> of the crop to the coordinates of its pixels.</summary>
    public void AddRow(int row, Span<double> x, Span<double> y)
    {
        Span<float> acrossX = stackalloc float[columns];
        Span<float> acrossY = stackalloc float[columns];
        (int first, Vector128<float> weights) = Place(row);
        for (int k = 0; k < 4; k++)
        {
            for (int column = 0; column < columns; column++)
            {
                acrossX[column] += weights[k] * nodesX[(first + k) * columns + column];
                acrossY[column] += weights[k] * nodesY[(first + k) * columns + column];
            }
        }
        for (int i = 0; i < x.Length; i++)
        {
            (int left, Vector128<float> w) = Place(i);
            x[i] += Vector128.Dot(w, Vector128.Create<float>(acrossX.Slice(left, 4)));
            y[i] += Vector128.Dot(w, Vector128.Create<float>(acrossY.Slice(left, 4)));
        }
    }

    private (int First, Vector128<float> Weights) Place(int pixel)
    {
        double at = pixel / spacing;
        return ((int)at, Cubic.Weights((float)(at - (int)at)));
    }
}
