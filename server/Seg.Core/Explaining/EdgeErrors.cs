using OpenCvSharp;
using Seg.Core.Imaging;

namespace Seg.Core.Explaining;

/// <summary>
/// Mistakes near the edge of an image and inside, each as a share of the pixels that are an object in the label or in the
/// prediction: where both say background there is nothing to get wrong.
/// </summary>
/// <param name="Width">How many pixels from the edge count as near.</param>
/// <param name="NearWrong">Pixels near the edge where label and prediction differ.</param>
/// <param name="Near">Pixels near the edge that are an object in one of the two.</param>
/// <param name="InsideWrong">As <paramref name="NearWrong"/>, of the rest.</param>
/// <param name="Inside">As <paramref name="Near"/>, of the rest.</param>
public sealed record EdgeErrors(int Width, long NearWrong, long Near, long InsideWrong, long Inside)
{
    // As a share of the shorter side; objects are cut there and the network sees less around them.
    private const double Band = 1.0 / 16;
    private const int Narrowest = 6;
    private const int Widest = 32;

    /// <summary>Counts an image.</summary>
    /// <param name="label">8-bit class indices; 255 is not labelled.</param>
    /// <param name="predicted">8-bit class indices of the same size.</param>
    public static EdgeErrors Of(Mat label, Mat predicted)
    {
        (int rows, int columns) = (label.Rows, label.Cols);
        int width = Math.Clamp((int)(Band * Math.Min(rows, columns)), Narrowest, Widest);
        Span<byte> truth = label.AsSpan<byte>();
        Span<byte> said = predicted.AsSpan<byte>();
        Span<long> wrong = [0, 0];
        Span<long> all = [0, 0];
        for (int y = 0; y < rows; y++)
        for (int x = 0; x < columns; x++)
        {
            int i = y * columns + x;
            if (truth[i] == MaskFile.Ignore || (truth[i] | said[i]) == 0)
                continue;
            bool isNear = Math.Min(Math.Min(x, columns - 1 - x), Math.Min(y, rows - 1 - y)) < width;
            int where = isNear ? 0 : 1;
            all[where]++;
            if (truth[i] != said[i])
                wrong[where]++;
        }
        return new(width, wrong[0], all[0], wrong[1], all[1]);
    }
}
