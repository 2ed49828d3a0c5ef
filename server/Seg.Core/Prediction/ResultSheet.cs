using OpenCvSharp;
using Seg.Core.Datasets;
using Seg.Core.Imaging;

namespace Seg.Core.Prediction;

/// <summary>One picture that shows how a prediction fits: image, label, prediction and what differs, side by side.</summary>
internal static class ResultSheet
{
    // Wide sheets are made smaller: they are looked at, not measured.
    private const int MostWidth = 2400;
    private const int Gap = 6;
    private const double Opacity = 0.45;

    private static readonly (byte, byte, byte) Wrong = (230, 30, 60);

    /// <summary>Draws 8-bit RGB.</summary>
    /// <param name="image">Any depth, 1 or 3 channels.</param>
    /// <param name="truth">The label; 255 is shown as not labelled and never as an error.</param>
    /// <param name="predicted">Class indices.</param>
    /// <param name="classes">Their colours.</param>
    public static Mat Draw(Mat image, Mat truth, Mat predicted, IReadOnlyList<SegClass> classes)
    {
        (byte, byte, byte)[] colors = [.. classes.Select(c => HexColor.Parse(c.Color))];
        using Mat picture = DisplayImage.From(image);
        using Mat label = Overlay.Draw(picture, truth, colors, Opacity);
        using Mat prediction = Overlay.Draw(picture, predicted, colors, Opacity);
        using Mat differs = Differences(truth, predicted);
        using Mat errors = Overlay.Draw(picture, differs, [(0, 0, 0), Wrong], 0.8);
        using Mat gap = new(picture.Rows, Gap, MatType.CV_8UC3, Scalar.White);
        var sheet = new Mat();
        Cv2.HConcat([picture, gap, label, gap, prediction, gap, errors], sheet);
        if (sheet.Cols > MostWidth)
            Cv2.Resize(
                sheet,
                sheet,
                new Size(MostWidth, sheet.Rows * MostWidth / sheet.Cols),
                0,
                0,
                InterpolationFlags.Area
            );
        return sheet;
    }

    /// <summary>1 where the two differ and a label is there.</summary>
    private static Mat Differences(Mat truth, Mat predicted)
    {
        var differs = new Mat();
        Cv2.Compare(truth, predicted, differs, CmpTypes.NE);
        Cv2.Min(differs, new Scalar(1), differs);
        using var ignored = new Mat();
        Cv2.Compare(truth, new Scalar(MaskFile.Ignore), ignored, CmpTypes.EQ);
        differs.SetTo(new Scalar(0), ignored);
        return differs;
    }
}
