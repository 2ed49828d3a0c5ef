using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Imaging;

namespace Seg.Synthetic.Pretraining;

/// <summary>A sheet to judge drawn pictures by eye: each beside itself with the kinds of its pixels.</summary>
public static class PreviewSheet
{
    private const int Columns = 6;
    private const int Rows = 8;
    private const int Gap = 4;
    private const double Opacity = 0.4;
    private const byte Paper = 250;

    /// <summary>Draws the first pictures of a seed.</summary>
    /// <param name="side">Height and width of a picture in pixels.</param>
    /// <param name="seed">Other seeds draw other pictures.</param>
    /// <returns>8-bit RGB.</returns>
    public static Raster<byte> Draw(int side, ulong seed)
    {
        var samples = new SyntheticPictures(side, seed);
        (byte, byte, byte)[] colors =
        [
            .. Enumerable.Range(0, PretrainLoss.Kinds.Length).Select(kind => HexColor.Parse(ClassColors.Of(kind))),
        ];
        int cell = side + Gap;
        Raster<byte> sheet = Canvas.Blank(2 * Columns * cell, Rows * cell, 3, Paper);
        var pixels = new float[side * side * samples.Channels];
        var labels = new byte[side * side * samples.LabelPlanes];
        for (int i = 0; i < Rows * Columns; i++)
        {
            samples.Make(0, i, pixels, labels);
            Raster<byte> shown = DisplayImage.FromUnit(new Raster<float>(pixels, side, side, samples.Channels));
            var kinds = new Raster<byte>(labels[..(side * side)], side, side);
            Raster<byte> overlay = Overlay.Draw(shown, kinds, colors, Opacity);
            int x = i % Columns * 2 * cell;
            int y = i / Columns * cell;
            sheet.Paste(shown, x, y);
            sheet.Paste(overlay, x + cell, y);
        }
        return sheet;
    }
}
