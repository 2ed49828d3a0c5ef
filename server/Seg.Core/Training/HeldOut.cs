using System.Security.Cryptography;
using System.Text;
using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Losses;
using Seg.Core.Metrics;
using Seg.Core.Models;
using Seg.Core.Prediction;
using static TorchSharp.torch;

namespace Seg.Core.Training;

/// <summary>What an epoch's network makes of the held-out images.</summary>
/// <param name="Scores">Over all of them; null where there are none.</param>
/// <param name="Loss">Mean over them; null where there are none.</param>
/// <param name="Previews">Image and file of each picture.</param>
internal sealed record Measured(
    SegmentationScores? Scores,
    double? Loss,
    IReadOnlyList<(string Stem, string File)> Previews
);

/// <summary>Measures a network on whole held-out images and draws what it sees.</summary>
internal sealed class HeldOut(
    IReadOnlyList<LabelledImage> images,
    IReadOnlyList<SegClass> classes,
    RunFolder folder,
    ILoss loss,
    Device device
)
{
    private const int LongestName = 200;

    // More pictures than this an epoch fill the disk and nobody looks at them.
    private const int MostPreviews = 4;

    /// <summary>Predicts every image once; writes the pictures of the first few.</summary>
    /// <returns>Null when it was stopped between two images.</returns>
    public Measured? Measure(Predictor predictor, int epoch, Func<bool> isStopped)
    {
        var confusion = new ConfusionMatrix(classes.Count);
        var losses = new List<double>();
        var previews = new List<(string, string)>();
        foreach (LabelledImage image in images)
        {
            if (isStopped())
                return null;
            var imageLoss = new ImageLoss(loss, image.Mask, device);
            PredictedImage predicted = predictor.PredictNormalized(image.Image, imageLoss.Add);
            losses.Add(imageLoss.Mean);
            confusion.Add(image.Mask, predicted.Mask);
            if (previews.Count < MostPreviews)
                previews.Add((image.Stem, Draw(image, predicted.Mask, epoch)));
        }
        SegmentationScores? scores =
            images.Count > 0 ? SegmentationScores.From(confusion, [.. classes.Select(c => c.Name)]) : null;
        return new Measured(scores, losses.Count > 0 ? losses.Average() : null, previews);
    }

    private string Draw(LabelledImage image, Raster<byte> predicted, int epoch)
    {
        string file = Path.Combine(Path.GetFileName(folder.Previews), $"{epoch:D4}_{Short(image.Stem)}.png");
        Raster<byte> sheet = ResultSheet.Draw(image.Image, image.Mask, predicted, classes);
        ImageFile.Write(Path.Combine(folder.Path, file), sheet);
        return file;
    }

    // A name may be as long as names can be, and this one is longer.
    private static string Short(string stem)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(stem);
        return bytes.Length <= LongestName ? stem : Convert.ToHexString(SHA256.HashData(bytes));
    }
}
