using Seg.Core.Explaining;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Prediction;

namespace Seg.Core.Reporting;

/// <summary>Draws the pictures of an image for a report: image, label, prediction, errors, and why the model says so.</summary>
/// <param name="model">From <see cref="TrainedModel.LoadUnfolded"/>; the caller keeps and frees it.</param>
internal sealed class ReportPictures(TrainedModel model)
{
    // A report is sent by mail, and a page is no wider.
    private const int MostSide = 400;
    private const float Opacity = 0.6f;

    private static readonly HeatmapMethodInfo Shown = HeatmapMethods.All[0];

    /// <summary>One row of pictures with their captions.</summary>
    public string Row(MeasuredImage image)
    {
        Raster pixels = image.Image.ReadImage();
        Raster<byte>[] parts = ResultSheet.Parts(
            pixels,
            image.Image.ReadLabels(),
            image.ReadPrediction(),
            model.Description.Classes
        );
        string[] captions = ["image", "label", "prediction", "errors"];
        return $"<div class=\"row\">{string.Concat(parts.Zip(captions, Draw))}{Heatmap(pixels)}</div>\n";
    }

    /// <summary>Of the class that the model finds most of; nothing where it finds none, or where the image is too large.</summary>
    private string Heatmap(Raster pixels)
    {
        try
        {
            using var explained = new ExplainedImage(model, pixels);
            if (MostFound(explained.Mask()) is not { } index)
                return "";
            Heatmap heatmap = explained.Explain(
                Shown.Method,
                index,
                TargetKind.Class,
                [],
                explained.LayerOf(Shown.Method, name: null),
                (_, _) => { },
                CancellationToken.None
            );
            Raster<byte> colored = ColorMap.Over(DisplayImage.From(pixels), heatmap.Values, Opacity);
            return Draw(colored, $"{Shown.Label} of {model.Description.Classes[index].Name}");
        }
        catch (SegException e) when (e.Code == "explain.size")
        {
            return "";
        }
    }

    private int? MostFound(Raster<byte> mask)
    {
        var counts = new int[model.Description.Classes.Count];
        foreach (byte index in mask.Pixels)
            counts[index]++;
        int most = Enumerable.Range(1, counts.Length - 1).MaxBy(index => counts[index]);
        return counts[most] > 0 ? most : null;
    }

    private static string Draw(Raster<byte> picture, string caption)
    {
        double scale = (double)MostSide / Math.Max(picture.Height, picture.Width);
        if (scale >= 1)
            return Html.Picture(picture, caption);
        Raster<byte> small = Scaling.Area(picture, Scaled(picture.Width), Scaled(picture.Height));
        return Html.Picture(small, caption);

        int Scaled(int side) => Math.Max(1, (int)Math.Round(side * scale));
    }
}
