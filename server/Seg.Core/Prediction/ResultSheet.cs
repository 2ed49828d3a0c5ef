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
        Mat[] parts = Parts(image, truth, predicted, classes);
        using Mat gap = new(image.Rows, Gap, MatType.CV_8UC3, Scalar.White);
        var sheet = new Mat();
        Cv2.HConcat([parts[0], gap, parts[1], gap, parts[2], gap, parts[3]], sheet);
        foreach (Mat part in parts)
            part.Dispose();
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

    /// <summary>The image, the label, the prediction and what differs, each by itself; the caller frees them.</summary>
    public static Mat[] Parts(Mat image, Mat truth, Mat predicted, IReadOnlyList<SegClass> classes)
    {
        (byte, byte, byte)[] colors = [.. classes.Select(c => HexColor.Parse(c.Color))];
        Mat picture = DisplayImage.From(image);
        using Mat differs = Differences(truth, predicted);
        return
        [
            picture,
            Overlay.Draw(picture, truth, colors, Opacity),
            Overlay.Draw(picture, predicted, colors, Opacity),
            Overlay.Draw(picture, differs, [(0, 0, 0), Wrong], 0.8),
        ];
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
