using OpenCvSharp;
using Seg.Core.Imaging;

namespace Seg.Core.Explaining;

/// <summary>Pixels by what they are labelled and what they are predicted as.</summary>
/// <param name="Labelled">The class of the label.</param>
/// <param name="Predicted">The class of the prediction.</param>
public sealed record ConfusionCell(int Labelled, int Predicted);

/// <summary>Where a prediction and a label differ.</summary>
public static class ErrorMap
{
    /// <summary>8-bit gray: 255 at the pixels that are meant, 0 elsewhere; the caller frees it.</summary>
    /// <param name="label">8-bit class indices; 255 is not labelled and never an error.</param>
    /// <param name="predicted">8-bit class indices of the same size.</param>
    /// <param name="cell">Only these pixels; null: all that differ.</param>
    public static Mat Draw(Mat label, Mat predicted, ConfusionCell? cell = null)
    {
        var map = new Mat();
        if (cell is null)
        {
            using var open = new Mat();
            Cv2.Compare(label, predicted, map, CmpTypes.NE);
            Cv2.Compare(label, new Scalar(MaskFile.Ignore), open, CmpTypes.EQ);
            map.SetTo(Scalar.All(0), open);
            return map;
        }
        using var said = new Mat();
        Cv2.Compare(label, new Scalar(cell.Labelled), map, CmpTypes.EQ);
        Cv2.Compare(predicted, new Scalar(cell.Predicted), said, CmpTypes.EQ);
        Cv2.BitwiseAnd(map, said, map);
        return map;
    }
}
