using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Files;
using Seg.Core.Imaging;
using Seg.Core.Metrics;
using Seg.Core.Models;
using Seg.Core.Prediction;
using Seg.Core.Weights;
using Seg.Server.Rpc.Contract;

namespace Seg.Server.Predictions;

/// <summary>What lies in a folder of predictions, beside the labels that there are.</summary>
internal static class PredictionList
{
    /// <summary>Reads all masks that have labels to compare them with.</summary>
    public static Rpc.Contract.Predictions Of(string modelFolder, string folder, CancellationToken stop)
    {
        var model = ModelDescription.Of(modelFolder);
        var predictions = PredictionFolder.In(folder, modelFolder);
        var state = PredictionState.Read(predictions);
        var made = state.Masks.ToLookup(mask => (mask.Image, mask.Page));
        HashSet<string> predicted = [.. state.Masks.Select(mask => mask.Image)];
        var findings = new ImageTable(model.Classes)
            .Read(predictions.Images)
            .ToLookup(image => (image.Image, image.Page));
        var run = new RunFolder(modelFolder);
        DateTime trained = FileStamp.Of(run.Best).Saved;
        LearnedImages? learned = run.HasWeights ? LearnedImages.Of(run, model) : null;
        string? weights = made.Count > 0 && run.HasWeights ? WeightDigest.Of(run.Used) : null;
        Page[] pages = [.. Pages(folder)];
        var items = new List<PredictedItem>();
        foreach (Page page in pages.Where(page => File.Exists(predictions.Mask(page.Name))))
        {
            stop.ThrowIfCancellationRequested();
            string mask = predictions.Mask(page.Name);
            (string, int) key = (Path.GetFileName(page.File), page.Number);
            ImageFindings? found = findings[key].FirstOrDefault();
            PredictedMask? known = made[key].FirstOrDefault();
            if (known is null && page.IsOnly && predicted.Contains(key.Item1))
                continue; // the mask is of the page that was labelled before
            items.Add(
                new(
                    page.Name,
                    page.File,
                    page.Number,
                    mask,
                    page.Label,
                    found?.ExpectedError,
                    found?.Classes ?? [],
                    page.Label is { } label ? Scores(label, mask, model.Classes) : null,
                    learned?.Tell(page.Name, known?.Pixels) ?? LearnedFrom.Unknown,
                    known is null ? FileStamp.Of(mask).Saved < trained : known.Weights != weights
                )
            );
        }
        return new(predictions.Path, model.Classes, items, CutOff(state.CutOff(predictions), pages));
    }

    /// <summary>Of predictions that were cut off, what is still to be done; null: nothing.</summary>
    private static CutOffPrediction? CutOff(IReadOnlyList<UnfinishedPrediction> unfinished, Page[] pages)
    {
        HashSet<string> there = [.. pages.Select(page => Path.GetFileName(page.File))];
        int left = unfinished.SelectMany(one => one.Images).Distinct().Count(there.Contains);
        return left > 0 ? new(left, unfinished.Sum(one => one.Total)) : null;
    }

    /// <summary>The files of predictions that were cut off, which are to be predicted as those were to be.</summary>
    public static IEnumerable<(UnfinishedPrediction How, IReadOnlyList<string> Files)> Unfinished(
        string modelFolder,
        string folder
    )
    {
        var predictions = PredictionFolder.In(folder, modelFolder);
        var files = Pages(folder).Select(page => page.File).Distinct().ToLookup(file => Path.GetFileName(file));
        return from one in PredictionState.Read(predictions).CutOff(predictions)
            let left = (string[])[.. one.Images.SelectMany(name => files[name])]
            where left.Length > 0
            select (one, (IReadOnlyList<string>)left);
    }

    /// <summary>The objects that the table has of a page.</summary>
    public static ObjectList Objects(string modelFolder, string folder, string file, int page)
    {
        var model = ModelDescription.Of(modelFolder);
        string table = PredictionFolder.In(folder, modelFolder).Objects;
        return new(table, new ObjectTable(model.Classes).Read(table, Path.GetFileName(file), page));
    }

    private static IEnumerable<Page> Pages(string folder)
    {
        if (File.Exists(Path.Combine(folder, SegJson.FileName)))
            return Dataset
                .Open(folder)
                .Images.Select(image => new Page(
                    image.Stem,
                    image.ImagePath,
                    image.Page + 1,
                    image.IsLabelled ? image.MaskPath : null,
                    IsOnly: true
                ));
        return Dataset
            .ImageFiles(folder)
            .SelectMany(file =>
            {
                string stem = Path.GetFileNameWithoutExtension(file);
                int count = PagesOf(file);
                return count == 1
                    ? [new Page(stem, file, 1, null)]
                    : Enumerable.Range(1, count).Select(page => new Page($"{stem}_page{page}", file, page, null));
            });
    }

    private static int PagesOf(string file)
    {
        try
        {
            return ImageSource.CountPages(file);
        }
        catch (SegException)
        {
            return 1; // it has no mask either
        }
    }

    /// <summary>Null where label and prediction do not fit each other: the label editor says why.</summary>
    private static LabelFit? Scores(string label, string mask, IReadOnlyList<SegClass> classes)
    {
        try
        {
            Raster<byte> truth = MaskFile.ReadIndices(label);
            Raster<byte> predicted = MaskFile.ReadIndices(mask);
            if (!truth.HasSizeOf(predicted))
                return null;
            var counts = new ConfusionMatrix(classes.Count);
            counts.Add(truth, predicted);
            var scores = SegmentationScores.From(counts, [.. classes.Select(c => c.Name)]);
            return scores.MeanIou is { } mean
                ? new(mean, [.. scores.Classes.Select(c => c.Iou)], [.. scores.Classes.Select(c => c.Dice)])
                : null;
        }
        catch (SegException)
        {
            return null;
        }
    }

    /// <param name="Name">Of its mask.</param>
    /// <param name="File">The full path of the image.</param>
    /// <param name="Number">From 1.</param>
    /// <param name="Label">The full path of the label, where there is one.</param>
    /// <param name="IsOnly">Whether it is the only page of its image that a dataset labels.</param>
    private sealed record Page(string Name, string File, int Number, string? Label, bool IsOnly = false);
}
