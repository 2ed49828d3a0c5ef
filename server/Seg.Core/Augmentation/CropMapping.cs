namespace Seg.Core.Augmentation;

/// <summary>
/// The one mapping from a square crop's pixels to an image's: grid distortion, elastic deformation, then
/// <paramref name="Map"/> about the crop's centre, which lies at (<paramref name="CentreX"/>, <paramref name="CentreY"/>)
/// in the image. Whole coordinates are the centres of pixels.
/// </summary>
internal sealed record CropMapping(int Size, Linear Map, double CentreX, double CentreY)
{
    /// <summary>The displacement of each column, or null.</summary>
    public float[]? GridX { get; init; }

    /// <summary>The displacement of each row, or null.</summary>
    public float[]? GridY { get; init; }

    /// <summary>The elastic deformation, or null.</summary>
    public ElasticField? Elastic { get; init; }

    /// <summary>Where in the image the pixels of one row of the crop lie.</summary>
    public void Row(int row, Span<double> x, Span<double> y)
    {
        double half = (Size - 1) / 2.0;
        double v = row - half + (GridY?[row] ?? 0);
        for (int i = 0; i < Size; i++)
        {
            x[i] = i - half + (GridX?[i] ?? 0);
            y[i] = v;
        }
        Elastic?.AddRow(row, x, y);
        for (int i = 0; i < Size; i++)
        {
            (double a, double b) = (x[i], y[i]);
            x[i] = Map.Xx * a + Map.Xy * b + CentreX;
            y[i] = Map.Yx * a + Map.Yy * b + CentreY;
        }
    }
}
