using OpenCvSharp;
using Seg.Core.Datasets;
using Seg.Core.Imaging;

namespace Seg.Core.Prediction;

/// <summary>One picture of an evaluation: a row for each image with its label, the prediction and what differs.</summary>
/// <param name="classes">Their colours.</param>
public sealed class EvaluationSheet(IReadOnlyList<SegClass> classes) : IDisposable
{
    // More rows are not looked at, and a PNG of any height takes long to open.
    private const int MostRows = 12;
    private const int CaptionHeight = 26;

    private readonly List<Mat> parts = [];
    private int rows;

    /// <summary>Draws a row; of many images the first twelve are shown.</summary>
    public void Add(LabelledImage labelled, Mat predicted)
    {
        if (rows++ >= MostRows)
            return;
        Mat row = ResultSheet.Draw(labelled.Image, labelled.Mask, predicted, classes);
        parts.Add(Caption($"{labelled.Stem}: image, label, prediction, errors", row.Cols));
        parts.Add(row);
    }

    /// <summary>Writes the picture, atomically.</summary>
    /// <exception cref="SegException"><c>evaluate.none</c>: no image was added; <c>file.write</c>.</exception>
    public void Write(string path)
    {
        if (parts.Count == 0)
            throw new SegException("evaluate.none", $"No image could be measured, so {path} was not written.");
        int width = parts.Max(part => part.Cols);
        using var sheet = new Mat(parts.Sum(part => part.Rows), width, MatType.CV_8UC3, Scalar.White);
        int top = 0;
        foreach (Mat part in parts)
        {
            using Mat place = sheet.SubMat(new Rect(0, top, part.Cols, part.Rows));
            part.CopyTo(place);
            top += part.Rows;
        }
        ImageFile.Write(path, sheet);
    }

    /// <summary>Frees the rows.</summary>
    public void Dispose() => parts.ForEach(part => part.Dispose());

    private static Mat Caption(string text, int width)
    {
        var caption = new Mat(CaptionHeight, width, MatType.CV_8UC3, Scalar.White);
        Cv2.PutText(
            caption,
            text,
            new Point(4, CaptionHeight - 8),
            HersheyFonts.HersheySimplex,
            0.6,
            Scalar.Black,
            1,
            LineTypes.AntiAlias
        );
        return caption;
    }
}
