using Seg.Core.Datasets;
using Seg.Core.Models;

namespace Seg.Core.Prediction;

/// <summary>Predicts the images of a dataset that have no label, and ranks them by what labelling them would teach it.</summary>
/// <param name="model">The caller keeps and frees it.</param>
/// <param name="dataset">Its unlabelled images are ranked, and compared with its labelled ones.</param>
public sealed class RankingRun(TrainedModel model, Dataset dataset) : IDisposable
{
    private readonly ImageFeatures features = new(model);

    /// <summary>Writes the masks, the tables and <c>ranking.csv</c> into the folder; what cannot be read is left out and reported.</summary>
    /// <param name="folder">The model's folder of predictions.</param>
    /// <param name="progress">Called with the number of images that are done, of all images twice for unlabelled ones.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="OperationCanceledException">It was stopped; what was predicted stays.</exception>
    /// <exception cref="SegException"><c>rank.none</c>: all images are labelled; <c>dataset.stem</c>: two images with one mask; <c>file.write</c>.</exception>
    public RankingReport Rank(PredictionFolder folder, Action<int, int> progress, CancellationToken stop)
    {
        dataset.RequireOwnMasks();
        DatasetImage[] open = [.. dataset.Images.Where(image => !image.IsLabelled)];
        DatasetImage[] labelled = [.. dataset.Images.Where(image => image.IsLabelled)];
        if (open.Length == 0)
            throw new SegException(
                "rank.none",
                $"All images of {dataset.Folder} are labelled. Add images to label more."
            );
        int total = 2 * open.Length + labelled.Length;
        PredictionReport report;
        using (var run = new PredictionRun(model, folder) { Page = dataset.Config.Page })
            report = run.Predict([.. open.Select(image => image.ImagePath)], done => progress(done, total), stop);
        stop.ThrowIfCancellationRequested();

        var problems = new List<string>(report.Failures.Select(failure => failure.Message));
        int done = open.Length;
        var examples = new List<LabelledExample>();
        foreach (DatasetImage image in labelled)
        {
            if (Features(image, problems, stop) is { } seen)
                examples.Add(new(image.Stem, seen));
            progress(++done, total);
        }
        var images = open.ToDictionary(image => image.ImagePath);
        var candidates = new List<LabelCandidate>();
        foreach (PredictedPage page in report.Images)
        {
            DatasetImage image = images[page.Image];
            if (Features(image, problems, stop) is { } seen)
                candidates.Add(new(image.Stem, page.ExpectedError, seen));
            progress(++done, total);
        }
        IReadOnlyList<RankedImage> ranked = ImageRanking.Rank(candidates, examples);
        RankingTable.Write(folder.Ranking, ranked);
        return new RankingReport(ranked, problems);
    }

    /// <summary>Frees what the run itself holds.</summary>
    public void Dispose() => features.Dispose();

    private float[]? Features(DatasetImage image, List<string> problems, CancellationToken stop)
    {
        try
        {
            return features.Of(image.ReadImage(), stop);
        }
        catch (SegException e)
        {
            problems.Add(e.Message);
            return null;
        }
    }
}

/// <summary>What was ranked.</summary>
/// <param name="Images">The most useful first, named by their stems.</param>
/// <param name="Problems">What could not be read, one sentence each.</param>
public sealed record RankingReport(IReadOnlyList<RankedImage> Images, IReadOnlyList<string> Problems);
