using Seg.Core.Datasets;
using Seg.Core.Imaging;

namespace Seg.Core.Prediction;

/// <summary>One picture that shows how a prediction fits: image, label, prediction and what differs, side by side.</summary>
internal static class ResultSheet
{
    // Wide sheets are made smaller: they are looked at, not measured.
    private const int MostWidth = 2400;
    private const int Gap = 6;
    private const int PartCount = 4;
    private const byte White = 255;
    private const double Opacity = 0.45;

    private static readonly (byte, byte, byte) Wrong = (230, 30, 60);

    /// <summary>Draws 8-bit RGB.</summary>
    /// <param name="image">Any kind, 1 or 3 channels.</param>
    /// <param name="truth">The label; 255 is shown as not labelled and never as an error.</param>
    /// <param name="predicted">Class indices.</param>
    /// <param name="classes">Their colours.</param>
    public static Raster<byte> Draw(
        Raster image,
        Raster<byte> truth,
        Raster<byte> predicted,
        IReadOnlyList<SegClass> classes
    )
    {
        Raster<byte>[] parts = Parts(image, truth, predicted, classes);
        int step = image.Width + Gap;
        Raster<byte> sheet = Canvas.Blank(WidthOf(image), image.Height, 3, White);
        foreach ((int i, Raster<byte> part) in parts.Index())
            sheet.Paste(part, i * step, 0);
        (int width, int height) = SizeOf(image);
        return sheet.Width > width ? Scaling.Area(sheet, width, height) : sheet;
    }

    /// <summary>How large the picture of an image is, in pixels.</summary>
    public static (int Width, int Height) SizeOf(Raster image)
    {
        int width = WidthOf(image);
        return width > MostWidth
            ? (MostWidth, Math.Max(1, (int)((long)image.Height * MostWidth / width)))
            : (width, image.Height);
    }

    private static int WidthOf(Raster image) => PartCount * (image.Width + Gap) - Gap;

    /// <summary>The image, the label, the prediction and what differs, each by itself.</summary>
    public static Raster<byte>[] Parts(
        Raster image,
        Raster<byte> truth,
        Raster<byte> predicted,
        IReadOnlyList<SegClass> classes
    )
    {
        (byte, byte, byte)[] colors = [.. classes.Select(c => HexColor.Parse(c.Color))];
        Raster<byte> picture = DisplayImage.From(image);
        return
        [
            picture,
            Overlay.Draw(picture, truth, colors, Opacity),
            Overlay.Draw(picture, predicted, colors, Opacity),
            Overlay.Draw(picture, Differences(truth, predicted), [(0, 0, 0), Wrong], 0.8),
        ];
    }

    /// <summary>1 where the two differ and a label is there.</summary>
    private static Raster<byte> Differences(Raster<byte> truth, Raster<byte> predicted)
    {
        var differs = new Raster<byte>(truth.Width, truth.Height);
        for (int i = 0; i < differs.Pixels.Length; i++)
        {
            byte label = truth.Pixels[i];
            differs.Pixels[i] = label != MaskFile.Ignore && label != predicted.Pixels[i] ? (byte)1 : (byte)0;
        }
        return differs;
    }
}
