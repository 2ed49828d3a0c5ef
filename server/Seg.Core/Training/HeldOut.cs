using OpenCvSharp;
using Seg.Core.Augmentation;
using Seg.Core.Datasets;
using Seg.Core.Metrics;
using Seg.Core.Prediction;

namespace Seg.Core.Training;

/// <summary>Measures a network on whole held-out images and draws what it sees.</summary>
internal sealed class HeldOut(IReadOnlyList<LabelledImage> images, IReadOnlyList<SegClass> classes, RunFolder folder)
{
    // More pictures than this an epoch fill the disk and nobody looks at them.
    private const int MostPreviews = 4;

    /// <summary>Predicts every image once; writes the pictures of the first few.</summary>
    /// <returns>The scores over all images, or null without images, and the pictures' files.</returns>
    public (SegmentationScores? Scores, IReadOnlyList<PreviewEvent> Previews) Measure(Predictor predictor, int epoch)
    {
        if (images.Count == 0)
            return (null, []);
        var confusion = new ConfusionMatrix(classes.Count);
        var previews = new List<PreviewEvent>();
        foreach (LabelledImage image in images)
        {
            using PredictedImage predicted = predictor.PredictNormalized(image.Image);
            confusion.Add(image.Mask, predicted.Mask);
            if (previews.Count < MostPreviews)
                previews.Add(Draw(image, predicted.Mask, epoch));
        }
        return (SegmentationScores.From(confusion, [.. classes.Select(c => c.Name)]), previews);
    }

    private PreviewEvent Draw(LabelledImage image, Mat predicted, int epoch)
    {
        string file = Path.Combine(Path.GetFileName(folder.Previews), $"{epoch:D4}_{image.Stem}.png");
        using Mat sheet = ResultSheet.Draw(image.Image, image.Mask, predicted, classes);
        Imaging.ImageFile.Write(Path.Combine(folder.Path, file), sheet);
        return new PreviewEvent(epoch, image.Stem, file);
    }
}
