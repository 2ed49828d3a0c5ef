using Seg.Core.Datasets;
using Seg.Core.Losses;
using Seg.Core.Metrics;
using Seg.Core.Prediction;
using static TorchSharp.torch;

namespace Seg.Core.Training;

/// <summary>What an epoch's network makes of the validation images.</summary>
/// <param name="Scores">Over all of them; null where there are none.</param>
/// <param name="Loss">Mean over them; null where there are none.</param>
/// <param name="Previews">Image and file of each picture.</param>
internal sealed record Measured(
    SegmentationScores? Scores,
    double? Loss,
    IReadOnlyList<(string Stem, string File)> Previews
);

/// <summary>Measures a network on whole validation images and draws what it sees.</summary>
internal sealed class ValidationImages(
    IReadOnlyList<LabelledImage> images,
    IReadOnlyList<SegClass> classes,
    RunPreviews previews,
    ILoss loss,
    Device device
)
{
    /// <summary>Predicts every image once; writes the pictures of the first few.</summary>
    /// <returns>Null when it was stopped between two images.</returns>
    public Measured? Measure(Predictor predictor, int epoch, Func<bool> isStopped)
    {
        var confusion = new ConfusionMatrix(classes.Count);
        var losses = new List<double>();
        var written = new List<(string, string)>();
        foreach (LabelledImage image in images)
        {
            if (isStopped())
                return null;
            var imageLoss = new ImageLoss(loss, image.Mask, device);
            PredictedImage predicted = predictor.PredictNormalized(image.Image, imageLoss.Add);
            losses.Add(imageLoss.Mean);
            confusion.Add(image.Mask, predicted.Mask);
            if (written.Count < RunPreviews.Images)
                written.Add((image.Stem, previews.Draw(image, predicted.Mask, epoch)));
        }
        SegmentationScores? scores =
            images.Count > 0 ? SegmentationScores.From(confusion, [.. classes.Select(c => c.Name)]) : null;
        return new Measured(scores, losses.Count > 0 ? losses.Average() : null, written);
    }
}
