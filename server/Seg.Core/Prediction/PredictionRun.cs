using Seg.Core.Datasets;
using Seg.Core.Files;
using Seg.Core.Imaging;
using Seg.Core.Models;

namespace Seg.Core.Prediction;

/// <summary>
/// Predicts many image files and writes their masks. Every file is written whole or not at all; an image that cannot be
/// read is noted and the rest goes on.
/// </summary>
public sealed class PredictionRun : IDisposable
{
    private const double OverlayOpacity = 0.45;

    private readonly IReadOnlyList<SegClass> classes;
    private readonly (byte, byte, byte)[] colors;
    private readonly Predictor predictor;
    private readonly PredictionFolder folder;
    private readonly string weights;
    private readonly List<PredictedPage> pages = [];
    private readonly List<PredictionFailure> failures = [];

    /// <summary>Prepares to write into a folder.</summary>
    /// <param name="model">The caller keeps and frees it.</param>
    /// <param name="folder">Made if it is not there.</param>
    public PredictionRun(TrainedModel model, PredictionFolder folder)
    {
        this.folder = folder;
        classes = model.Description.Classes;
        colors = [.. classes.Select(c => HexColor.Parse(c.Color))];
        predictor = new Predictor(model.Network, model.Description, model.Device);
        weights = model.Weights;
    }

    /// <summary>The only page of every multi-page image to predict, from 1, whose mask then has no page in its name; null: all.</summary>
    public int? Page { get; init; }

    /// <summary>Called before each image and each page of a stack: what else has to be done may be done there.</summary>
    public Action? BetweenPages { get; init; }

    /// <summary>How a file is opened; for tests.</summary>
    internal Func<string, ImageSource> Open { get; init; } = ImageSource.Open;

    /// <summary>Called after each step that a kill could follow; for tests.</summary>
    internal Action OnStep { get; init; } = () => { };

    /// <summary>Decides how often tables are written; for tests.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether to write pictures of the masks on the images too.</summary>
    public bool HasOverlays { get; init; }

    /// <summary>
    /// Predicts the files. What the tables say of other files stays; of these they say what is true of the masks beside them at
    /// any moment, see <see cref="PredictionWork"/>.
    /// </summary>
    /// <param name="files">Images; their stems name the masks.</param>
    /// <param name="progress">Called with the number of files that are done.</param>
    /// <param name="stop">Ends the run early: what is finished stays, with its table.</param>
    /// <exception cref="SegException">
    /// <c>file.write</c>: the disk is full or the folder cannot be written; <c>folder.outside</c>: links lead out of it;
    /// <c>predict.busy</c>; <c>weights.numbers</c>.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was stopped before it had begun.</exception>
    public PredictionReport Predict(IReadOnlyList<string> files, Action<int> progress, CancellationToken stop)
    {
        folder.RequireOwn();
        string[] names = [.. files.Select(file => Path.GetFileName(file))];
        var plan = new UnfinishedPrediction("", names, names.Length, Page, HasOverlays);
        using var work = PredictionWork.Begin(folder, classes, plan, OnStep, Clock, stop);
        try
        {
            for (int i = 0; i < files.Count; i++)
            {
                PredictFile(files[i], work, stop);
                work.Complete(files[i]);
                progress(i + 1);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
        catch (SegException)
        {
            TryFinish(work);
            throw;
        }
        work.Finish();
        return new PredictionReport(
            folder.Path,
            pages.Count > 0 ? folder.Objects : null,
            pages,
            failures,
            work.LeftUnfinished
        );
    }

    // Where that does not go either, the prediction is unfinished as after a kill.
    private static void TryFinish(PredictionWork work)
    {
        try
        {
            work.Finish();
        }
        catch (SegException) { }
    }

    /// <summary>Frees what the run itself holds.</summary>
    public void Dispose() => predictor.Dispose();

    private void PredictFile(string file, PredictionWork work, CancellationToken stop)
    {
        using ImageSource? source = TryRead(file, null, () => Open(file));
        if (source is null)
            return;
        bool isNumbered = source.PageCount > 1 && Page is null;
        int only = Dataset.HasPages(file) ? Page ?? 1 : 1;
        foreach (int page in isNumbered ? Enumerable.Range(1, source.PageCount) : [only])
        {
            BetweenPages?.Invoke();
            stop.ThrowIfCancellationRequested();
            if (TryRead(file, page, () => ImageChannels.Require(source.Read(page - 1), file)) is { } image)
                PredictPage(file, page, isNumbered ? $"_page{page}" : "", image, work, stop);
        }
    }

    private void PredictPage(
        string file,
        int page,
        string suffix,
        Raster image,
        PredictionWork work,
        CancellationToken stop
    )
    {
        string name = Path.GetFileNameWithoutExtension(file) + suffix;
        PredictedImage predicted = predictor.Predict(image, stop);
        IReadOnlyList<SegmentedObject> objects = ConnectedObjects.Find(image, predicted, classes.Count);
        work.Touch(file, page);
        // A picture of the mask that was there must not stand beside the new one.
        AtomicFile.Delete(folder.Overlay(name));
        MaskFile.Write(folder.Mask(name), predicted.Mask);
        OnStep();
        string? overlay = HasOverlays ? folder.Overlay(name) : null;
        if (overlay is not null)
            WriteOverlay(overlay, image, predicted.Mask);
        double probability = predicted.Probability.Pixels.Average();
        var found = new PredictedPage(
            file,
            page,
            folder.Mask(name),
            overlay,
            probability,
            predicted.ExpectedError,
            Count(objects)
        );
        work.Add(found, new(Path.GetFileName(file), page, PixelDigest.Of(image), weights), objects);
        pages.Add(found);
    }

    private PredictedClass[] Count(IReadOnlyList<SegmentedObject> objects) =>
        [
            .. classes
                .Index()
                .Skip(1)
                .Select(c =>
                {
                    int[] areas = [.. objects.Where(o => o.Class == c.Index).Select(o => o.Area)];
                    return new PredictedClass(c.Item.Name, areas.Length, areas.Sum(area => (long)area));
                }),
        ];

    private void WriteOverlay(string path, Raster image, Raster<byte> mask) =>
        ImageFile.Write(path, Overlay.Draw(DisplayImage.From(image), mask, colors, OverlayOpacity));

    /// <summary>What is wrong with the file is noted, and the run goes on.</summary>
    private T? TryRead<T>(string file, int? page, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (SegException e)
        {
            failures.Add(new PredictionFailure(file, page, e.Message));
            return null;
        }
    }
}
