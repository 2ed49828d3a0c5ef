using Seg.Core.Datasets;
using Seg.Core.Metrics;
using Seg.Core.Models;

namespace Seg.Core.Prediction;

/// <summary>Measures a model on whole labelled images.</summary>
public static class ModelEvaluation
{
    /// <summary>Predicts every image and scores it against its mask. What cannot be read becomes a problem of the report.</summary>
    /// <param name="model">Its classes are those of the masks.</param>
    /// <param name="choice">The images.</param>
    /// <param name="sheet">Gets a row of pictures for each image; null: none are drawn.</param>
    /// <param name="progress">Called with the number of images that are done.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static EvaluationReport Measure(
        TrainedModel model,
        EvaluationChoice choice,
        EvaluationSheet? sheet,
        Action<int> progress,
        CancellationToken stop
    )
    {
        ModelDescription description = model.Description;
        using var predictor = new Predictor(model.Network, description, model.Device);
        var problems = new List<string>(choice.Problems);
        var learned = new Dictionary<string, LearnedFrom>();
        EvaluationReport report = EvaluationReport.From(
            [.. description.Classes.Select(c => c.Name)],
            Counts(),
            problems
        );
        return report with
        {
            Split = choice.Split,
            Images = [.. report.Images.Select(image => image with { Learned = learned[image.Stem] })],
        };

        IEnumerable<(string, ConfusionMatrix)> Counts()
        {
            foreach ((int index, DatasetImage image) in choice.Images.Index())
            {
                stop.ThrowIfCancellationRequested();
                if (Count(image) is { } counts)
                    yield return (image.Stem, counts);
                progress(index + 1);
            }
        }

        ConfusionMatrix? Count(DatasetImage item)
        {
            try
            {
                LabelledImage labelled = LabelledImage.Read(
                    item,
                    description.Normalization,
                    description.Network.Channels
                );
                PredictedImage predicted = predictor.PredictNormalized(labelled.Image, stop);
                var counts = new ConfusionMatrix(description.Classes.Count);
                counts.Add(labelled.Mask, predicted.Mask);
                sheet?.Add(labelled, predicted.Mask);
                learned[item.Stem] = model.Learned.Tell(item.Stem, labelled.Pixels);
                return counts;
            }
            catch (SegException e)
            {
                problems.Add(
                    e.Message.Contains(item.Stem, StringComparison.Ordinal)
                        ? e.Message
                        : $"{item.MaskPath}: {e.Message}"
                );
                return null;
            }
        }
    }
}
