using OpenCvSharp;

namespace Seg.Synthetic.Samples;

/// <summary>
/// The picture and a margin around it, in which cells are cut by the border and light from beyond it is not missed.
/// </summary>
/// <param name="Width">Of the picture, pixels.</param>
/// <param name="Height">Of the picture, pixels.</param>
internal sealed record Frame(int Width, int Height)
{
    /// <summary>The side of a pixel in the specimen, micrometres: a 40x objective.</summary>
    public const double PixelSize = 0.145;

    private const int LeastMargin = 22;

    public static Frame Full { get; } = new(540, 450);

    public static Frame Quarter { get; } = new(270, 225);

    /// <summary>With the margin; a size whose Fourier transform is quick.</summary>
    public int CanvasWidth { get; } = Cv2.GetOptimalDFTSize(Width + 2 * LeastMargin);

    public int CanvasHeight { get; } = Cv2.GetOptimalDFTSize(Height + 2 * LeastMargin);

    public int CanvasArea => CanvasWidth * CanvasHeight;

    public int Left => (CanvasWidth - Width) / 2;

    public int Top => (CanvasHeight - Height) / 2;

    /// <summary>The picture without its margin; a view, not a copy.</summary>
    public Mat Crop(Mat canvas) => canvas[new Rect(Left, Top, Width, Height)];

    public Mat Canvas(MatType type) => new(CanvasHeight, CanvasWidth, type, Scalar.All(0));
}
