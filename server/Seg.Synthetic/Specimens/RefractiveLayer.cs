using Seg.Core;
using Seg.Core.Imaging;
using Seg.Synthetic.Drawing;

namespace Seg.Synthetic.Specimens;

/// <summary>
/// What light meets on its way through one layer of the field: the extra optical path (refractive index above that of
/// the medium times thickness, micrometres) and the absorption, per pixel of the canvas.
/// </summary>
internal sealed class RefractiveLayer
{
    // Refractive indices above the medium's, set so that rims and halos have the contrast of real pictures.
    private const double CytoplasmIndex = 0.044;
    private const double WallIndex = 0.035;
    private const double WallShare = 0.07;

    // Cells are a little flatter than ellipsoids and steeper at the edge.
    private const double Flatness = 2.5;

    private readonly Frame frame;
    private readonly float[] depth;
    private readonly float[] second;
    private readonly short[] owner;

    private RefractiveLayer(Frame frame)
    {
        this.frame = frame;
        Path = frame.Canvas<float>();
        Absorption = frame.Canvas<float>();
        depth = new float[frame.CanvasArea];
        second = new float[frame.CanvasArea];
        owner = new short[frame.CanvasArea];
        Array.Fill(depth, float.NegativeInfinity);
        Array.Fill(second, float.NegativeInfinity);
        Array.Fill(owner, (short)-1);
    }

    /// <summary>Extra optical path, micrometres; canvas.</summary>
    public Raster<float> Path { get; private set; }

    /// <summary>Natural logarithm of the amplitude that is lost; canvas.</summary>
    public Raster<float> Absorption { get; private set; }

    public static RefractiveLayer Of(IReadOnlyList<YeastCell> cells, IReadOnlyList<Grain> grains, Frame frame)
    {
        var layer = new RefractiveLayer(frame);
        layer.Claim(cells);
        for (int i = 0; i < cells.Count; i++)
            layer.Fill(cells, i);
        foreach (Grain grain in grains)
            layer.Add(grain);
        // Nothing in a cell is as sharp as the pixel grid.
        layer.Path = GaussianBlur.Apply(layer.Path, 0.7);
        layer.Absorption = GaussianBlur.Apply(layer.Absorption, 0.7);
        return layer;
    }

    /// <summary>The mask of the picture: 0 background, 1 mother or single cell, 2 daughter.</summary>
    public static Raster<byte> Labels(IReadOnlyList<YeastCell> cells, Frame frame)
    {
        var layer = new RefractiveLayer(frame);
        layer.Claim(cells);
        Raster<byte> canvas = frame.Canvas<byte>();
        byte[] labels = canvas.Pixels;
        for (int i = 0; i < labels.Length; i++)
            if (layer.owner[i] >= 0)
                labels[i] = cells[layer.owner[i]].Mother is null ? (byte)1 : (byte)2;
        return frame.Crop(canvas);
    }

    /// <summary>Gives each pixel to the cell it lies deepest in, so that touching cells flatten each other.</summary>
    private void Claim(IReadOnlyList<YeastCell> cells)
    {
        for (int i = 0; i < cells.Count; i++)
            foreach ((int index, double x, double y) in Around(cells[i].X, cells[i].Y, cells[i].Long * 1.2 + 4))
            {
                float inside = (float)cells[i].At(x, y).Depth;
                if (inside > depth[index])
                {
                    second[index] = depth[index];
                    depth[index] = inside;
                    owner[index] = inside > 0 ? (short)i : (short)-1;
                }
                else if (inside > second[index])
                {
                    second[index] = inside;
                }
            }
    }

    private void Fill(IReadOnlyList<YeastCell> cells, int number)
    {
        YeastCell cell = cells[number];
        float[] path = Path.Pixels;
        float[] absorption = Absorption.Pixels;
        double height = 2 * 0.92 * cell.Short * Frame.PixelSize;
        foreach ((int index, double x, double y) in Around(cell.X, cell.Y, cell.Long * 1.2 + 2))
        {
            if (owner[index] != number)
                continue;
            // Where two cells meet, both walls bend down to the contact.
            double toContact = depth[index] - second[index];
            double relative = Math.Max(cell.At(x, y).Relative, 1 - toContact / (2 * cell.Short));
            double whole = height * Profile(relative);
            double inner = height * (1 - WallShare) * Profile(relative / (1 - WallShare));
            double inside = 0;
            foreach (Organelle part in cell.Organelles)
                inside += part.Index * Sphere(x - cell.X - part.X, y - cell.Y - part.Y, part.Radius);
            path[index] = (float)(cell.Density * (CytoplasmIndex * whole + WallIndex * (whole - inner) + inside));
            absorption[index] = (float)(0.01 * whole);
        }
    }

    private void Add(Grain grain)
    {
        float[] path = Path.Pixels;
        float[] absorption = Absorption.Pixels;
        foreach ((int index, double x, double y) in Around(grain.X, grain.Y, grain.Radius + 1))
        {
            double share = Sphere(x - grain.X, y - grain.Y, grain.Radius) / (2 * grain.Radius * Frame.PixelSize);
            path[index] += (float)(grain.Path * share);
            absorption[index] += (float)(grain.Absorption * share);
        }
    }

    private static double Profile(double relative) =>
        relative >= 1 ? 0 : Math.Sqrt(1 - Math.Pow(Math.Max(0, relative), Flatness));

    /// <summary>The thickness of a sphere at a distance from its middle, micrometres.</summary>
    private static double Sphere(double dx, double dy, double radius)
    {
        double left = radius * radius - dx * dx - dy * dy;
        return left <= 0 ? 0 : 2 * Frame.PixelSize * Math.Sqrt(left);
    }

    /// <summary>The pixels of the canvas near a point of the picture, with their place in the picture.</summary>
    private IEnumerable<(int Index, double X, double Y)> Around(double x, double y, double reach)
    {
        int left = Math.Max(0, (int)(x + frame.Left - reach));
        int right = Math.Min(frame.CanvasWidth - 1, (int)(x + frame.Left + reach) + 1);
        int top = Math.Max(0, (int)(y + frame.Top - reach));
        int bottom = Math.Min(frame.CanvasHeight - 1, (int)(y + frame.Top + reach) + 1);
        for (int row = top; row <= bottom; row++)
        for (int column = left; column <= right; column++)
            yield return (row * frame.CanvasWidth + column, column - frame.Left, row - frame.Top);
    }
}
