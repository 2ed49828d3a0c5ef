using Seg.Core.Datasets;
using Seg.Core.Metrics;
using Seg.Core.Networks;
using Seg.Core.Prediction;
using Seg.Core.Training;

namespace Seg.Benchmarks.LabelNext;

/// <summary>
/// A scientist who labels one image after another and trains anew after each: the masks are there from the beginning, and
/// come into the dataset one by one. Scores are those of images that never come in.
/// </summary>
/// <param name="source">The labelled images.</param>
/// <param name="options">Of each training, the seed of the simulation among them.</param>
internal sealed class SimulatedLabelling(LabelledSource source, TrainOptions options) : IDisposable
{
    private const int First = 2;

    private readonly string folder = Directory.CreateTempSubdirectory("seg-next-").FullName;
    private readonly Random random = new(options.Seed);

    /// <summary>Labels up to so many images; gives the mean IoU on the test images with 2, 3, ... of them.</summary>
    /// <param name="most">How many to label in all.</param>
    /// <param name="isRanked">Whether the ranking chooses the next image; otherwise chance does.</param>
    public IReadOnlyList<double> Run(int most, bool isRanked)
    {
        source.LinkImages(folder);
        var scores = new List<double>();
        // The same beginning for both ways.
        string[] order = [.. source.Pool.Order(StringComparer.Ordinal)];
        random.Shuffle(order);
        var labelled = new List<string>();
        foreach (string stem in order.Take(First))
            Label(stem, labelled);
        while (true)
        {
            string model = Train(labelled.Count);
            scores.Add(Score(model));
            if (labelled.Count == most)
                return scores;
            Label(isRanked ? Ranked(model) : order.First(stem => !labelled.Contains(stem)), labelled);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Label(string stem, List<string> labelled)
    {
        source.LinkMask(stem, folder);
        labelled.Add(stem);
    }

    private string Train(int count)
    {
        var dataset = Dataset.Open(folder);
        var run = RunFolder.Of(dataset.ModelsFolder, $"with-{count}");
        Trainer.Run(dataset, run, options, isResumed: false, _ => { }, CancellationToken.None);
        return run.Path;
    }

    private double Score(string model)
    {
        using var trained = TrainedModel.Load(model, ComputeDevice.Choose());
        var choice = EvaluationChoice.Of(source.Dataset, trained.Description, stems: source.Test);
        EvaluationReport report = ModelEvaluation.Measure(trained, choice, null, _ => { }, CancellationToken.None);
        return report.MeanIou ?? 0;
    }

    private string Ranked(string model)
    {
        using var trained = TrainedModel.Load(model, ComputeDevice.Choose());
        using var run = new LabelNextRun(trained, Dataset.Open(folder));
        return run.Rank(PredictionFolder.In(folder, model), (_, _) => { }, CancellationToken.None).Images[0].Image;
    }
}
