using OpenCvSharp;
using Seg.Core.Datasets;
using Seg.Core.Imaging;

namespace Seg.Synthetic.Pretraining;

/// <summary>A sheet to judge drawn pictures by eye: each beside itself with the kinds of its pixels.</summary>
public static class DrawnSheet
{
    private const int Columns = 6;
    private const int Rows = 8;
    private const int Gap = 4;
    private const double Opacity = 0.4;

    /// <summary>Draws the first pictures of a seed.</summary>
    /// <param name="side">Height and width of a picture in pixels.</param>
    /// <param name="seed">Other seeds draw other pictures.</param>
    /// <returns>8-bit RGB.</returns>
    public static Mat Draw(int side, ulong seed)
    {
        var samples = new DrawnSamples(side, seed);
        (byte, byte, byte)[] colors =
        [
            .. Enumerable.Range(0, DrawnLoss.Kinds.Length).Select(kind => HexColor.Parse(ClassColors.Of(kind))),
        ];
        int cell = side + Gap;
        var sheet = new Mat(Rows * cell, 2 * Columns * cell, MatType.CV_8UC3, Scalar.All(250));
        var pixels = new float[side * side * samples.Channels];
        var labels = new byte[side * side * samples.LabelPlanes];
        for (int i = 0; i < Rows * Columns; i++)
        {
            samples.Make(0, i, pixels, labels);
            using Mat picture = Mat.FromPixelData(side, side, MatType.CV_32FC3, pixels);
            using Mat kinds = Mat.FromPixelData(side, side, MatType.CV_8UC1, labels);
            using Mat shown = DisplayImage.FromUnit(picture);
            using Mat overlay = Overlay.Draw(shown, kinds, colors, Opacity);
            int x = i % Columns * 2 * cell;
            int y = i / Columns * cell;
            shown.CopyTo(sheet[new Rect(x, y, side, side)]);
            overlay.CopyTo(sheet[new Rect(x + cell, y, side, side)]);
        }
        return sheet;
    }
}
