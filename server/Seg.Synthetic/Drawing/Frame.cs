using Seg.Core;

namespace Seg.Synthetic.Drawing;

/// <summary>
/// The picture and a margin around it, in which cells are cut by the border and light from beyond it is not missed.
/// </summary>
/// <param name="Width">Of the picture, pixels.</param>
/// <param name="Height">Of the picture, pixels.</param>
internal sealed record Frame(int Width, int Height)
{
    /// <summary>The side of a pixel in the layer, micrometres: a 40x objective.</summary>
    public const double PixelSize = 0.145;

    private const int LeastMargin = 22;

    public static Frame Full { get; } = new(540, 450);

    public static Frame Quarter { get; } = new(270, 225);

    /// <summary>With the margin; a size whose Fourier transform is quick.</summary>
    public int CanvasWidth { get; } = QuickSize(Width + 2 * LeastMargin);

    public int CanvasHeight { get; } = QuickSize(Height + 2 * LeastMargin);

    public int CanvasArea => CanvasWidth * CanvasHeight;

    public int Left => (CanvasWidth - Width) / 2;

    public int Top => (CanvasHeight - Height) / 2;

    /// <summary>The picture without its margin.</summary>
    public Raster<T> Crop<T>(Raster<T> canvas)
        where T : unmanaged => canvas.Crop(Left, Top, Width, Height);

    /// <summary>Zeros.</summary>
    public Raster<T> Canvas<T>()
        where T : unmanaged => new(CanvasWidth, CanvasHeight);

    /// <summary>The next size without prime factors above 5.</summary>
    private static int QuickSize(int least)
    {
        while (new[] { 2, 3, 5 }.Aggregate(least, Without) != 1)
            least++;
        return least;

        static int Without(int number, int factor) => number % factor == 0 ? Without(number / factor, factor) : number;
    }
}
