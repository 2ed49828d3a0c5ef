using OpenCvSharp;
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

    /// <summary>One row of pictures with their captions.</summary>
    public string Row(MeasuredImage image)
    {
        using Mat pixels = image.Image.ReadImage();
        using Mat label = image.Image.ReadMask();
        using Mat predicted = image.ReadPrediction();
        Mat[] parts = ResultSheet.Parts(pixels, label, predicted, model.Description.Classes);
        string[] captions = ["image", "label", "prediction", "errors"];
        string row = string.Concat(parts.Zip(captions, Draw));
        foreach (Mat part in parts)
            part.Dispose();
        return $"<div class=\"row\">{row}{Heatmap(pixels)}</div>\n";
    }

    /// <summary>Of the class that the model finds most of; nothing where it finds none, or where the image is too large.</summary>
    private string Heatmap(Mat pixels)
    {
        try
        {
            using var explained = new ExplainedImage(model, pixels);
            using Mat mask = explained.Mask();
            if (MostFound(mask) is not { } index)
                return "";
            PixelTarget target = PixelTarget.Predicted(mask, index);
            using (target.Pixels)
            using (Heatmap heatmap = explained.Cam(target, explained.Map.Bottleneck, HeatmapMethod.SegGradCam))
            using (Mat shown = DisplayImage.From(pixels))
            using (Mat colored = ColorMap.Over(shown, heatmap.Values, Opacity))
                return Draw(colored, $"Seg-Grad-CAM of {model.Description.Classes[index].Name}");
        }
        catch (SegException e) when (e.Code == "explain.size")
        {
            return "";
        }
    }

    private int? MostFound(Mat mask)
    {
        var counts = new int[model.Description.Classes.Count];
        foreach (byte index in mask.AsSpan<byte>())
            counts[index]++;
        int most = Enumerable.Range(1, counts.Length - 1).MaxBy(index => counts[index]);
        return counts[most] > 0 ? most : null;
    }

    private static string Draw(Mat picture, string caption)
    {
        double scale = (double)MostSide / Math.Max(picture.Rows, picture.Cols);
        if (scale >= 1)
            return Html.Picture(picture, caption);
        using Mat small = picture.Resize(new Size(0, 0), scale, scale, InterpolationFlags.Area);
        return Html.Picture(small, caption);
    }
}
