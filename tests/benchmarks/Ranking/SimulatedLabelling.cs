using Seg.Core.Datasets;
using Seg.Core.Metrics;
using Seg.Core.Models;
using Seg.Core.Prediction;
using Seg.Core.Tensors;
using Seg.Core.Training;

namespace Seg.Benchmarks.Ranking;

/// <summary>
/// A scientist who labels one image after another and trains anew after each: the masks are there from the beginning, and
/// come into the dataset one by one. Scores are those of images that never come in.
/// </summary>
/// <param name="source">The labelled images.</param>
/// <param name="options">Of each training, the seed of the simulation among them.</param>
internal sealed class SimulatedLabelling(LabelledSource source, TrainOptions options) : IDisposable
{
    private const int First = 2;

    private readonly string folder = Directory.CreateTempSubdirectory("seg-ranking-").FullName;
    private readonly Random random = new(options.Seed);

    /// <summary>Labels up to so many images; gives the mean IoU on the test images with 2, 3, ... of them.</summary>
    /// <param name="most">How many to label in all.</param>
    /// <returns>Where the ranking chooses the next image, and where chance does. Both begin with the same two.</returns>
    public (IReadOnlyList<double> Ranked, IReadOnlyList<double> Random) Run(int most)
    {
        source.LinkImages(folder);
        string[] order = [.. source.Pool.Order(StringComparer.Ordinal)];
        random.Shuffle(order);
        foreach (string stem in order.Take(First))
            source.LinkMask(stem, folder);
        string model = Train("first");
        double score = Score(model);
        return (GoOn(isRanked: true), GoOn(isRanked: false));

        IReadOnlyList<double> GoOn(bool isRanked)
        {
            string newest = model;
            var scores = new List<double> { score };
            List<string> labelled = [.. order.Take(First)];
            while (labelled.Count < most)
            {
                string chosen = isRanked ? Ranked(newest) : order[labelled.Count];
                source.LinkMask(chosen, folder);
                labelled.Add(chosen);
                newest = Train($"{(isRanked ? "ranked" : "random")}-{labelled.Count}");
                scores.Add(Score(newest));
            }
            foreach (string stem in labelled.Skip(First))
                LabelledSource.UnlinkMask(stem, folder);
            return scores;
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Train(string name)
    {
        var dataset = Dataset.Open(folder);
        var run = RunFolder.Of(dataset.ModelsFolder, name);
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
        using var run = new RankingRun(trained, Dataset.Open(folder));
        return run.Rank(PredictionFolder.In(folder, model), (_, _) => { }, CancellationToken.None).Images[0].Image;
    }
}
