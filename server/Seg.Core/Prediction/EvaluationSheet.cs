using Seg.Core.Datasets;
using Seg.Core.Imaging;

namespace Seg.Core.Prediction;

/// <summary>One picture of an evaluation: a row for each image with its label, the prediction and what differs.</summary>
/// <param name="classes">Their colours.</param>
public sealed class EvaluationSheet(IReadOnlyList<SegClass> classes)
{
    // More rows are not looked at, and a PNG of any height takes long to open.
    private const int MostRows = 12;
    private const int CaptionHeight = 26;
    private const byte White = 255;
    private const byte Black = 0;

    private readonly List<Raster<byte>> parts = [];
    private int rows;

    /// <summary>Draws a row; of many images the first twelve are shown.</summary>
    public void Add(LabelledImage labelled, Raster<byte> predicted)
    {
        if (rows++ >= MostRows)
            return;
        Raster<byte> row = ResultSheet.Draw(labelled.Image, labelled.Mask, predicted, classes);
        Raster<byte> caption = Canvas.Blank(row.Width, CaptionHeight, 3, White);
        BitmapFont.Write(caption, $"{labelled.Stem}: image, label, prediction, errors", 4, 6, Black);
        parts.Add(caption);
        parts.Add(row);
    }

    /// <summary>Writes the picture, atomically.</summary>
    /// <exception cref="SegException"><c>evaluate.none</c>: no image was added; <c>file.write</c>.</exception>
    public void Write(string path)
    {
        if (parts.Count == 0)
            throw new SegException("evaluate.none", $"No image could be measured, so {path} was not written.");
        int width = parts.Max(part => part.Width);
        Raster<byte> sheet = Canvas.Blank(width, parts.Sum(part => part.Height), 3, White);
        int top = 0;
        foreach (Raster<byte> part in parts)
        {
            sheet.Paste(part, 0, top);
            top += part.Height;
        }
        ImageFile.Write(path, sheet);
    }
}
