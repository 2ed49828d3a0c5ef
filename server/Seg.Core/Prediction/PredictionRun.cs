using Seg.Core.Datasets;
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
    private readonly ObjectTable objectTable;
    private readonly ImageTable imageTable;
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
        objectTable = new ObjectTable(classes);
        imageTable = new ImageTable(classes);
    }

    /// <summary>The only page of every multi-page image to predict, from 1, whose mask then has no page in its name; null: all.</summary>
    public int? Page { get; init; }

    /// <summary>Called before each image and each page of a stack: what else has to be done may be done there.</summary>
    public Action? BetweenPages { get; init; }

    /// <summary>How a file is opened; for tests.</summary>
    internal Func<string, ImageSource> Open { get; init; } = ImageSource.Open;

    /// <summary>Whether to write pictures of the masks on the images too.</summary>
    public bool HasOverlays { get; init; }

    /// <summary>Predicts the files; the tables are written at the end, and what they say of other files stays.</summary>
    /// <param name="files">Images; their stems name the masks.</param>
    /// <param name="progress">Called with the number of files that are done.</param>
    /// <param name="stop">Ends the run early: what is finished stays, with its table.</param>
    /// <exception cref="SegException"><c>file.write</c>: the disk is full or the folder cannot be written.</exception>
    public PredictionReport Predict(IReadOnlyList<string> files, Action<int> progress, CancellationToken stop)
    {
        try
        {
            for (int i = 0; i < files.Count; i++)
            {
                PredictFile(files[i], stop);
                progress(i + 1);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
        if (pages.Count > 0)
        {
            objectTable.Write(folder.Objects);
            imageTable.Write(folder.Images);
        }
        return new PredictionReport(folder.Path, pages.Count > 0 ? folder.Objects : null, pages, failures);
    }

    /// <summary>Frees what the run itself holds.</summary>
    public void Dispose() => predictor.Dispose();

    private void PredictFile(string file, CancellationToken stop)
    {
        using ImageSource? source = TryRead(file, null, () => Open(file));
        if (source is null)
            return;
        bool isNumbered = source.PageCount > 1 && Page is null;
        int only = PredictionSource.IsTiff(file) ? Page ?? 1 : 1;
        foreach (int page in isNumbered ? Enumerable.Range(1, source.PageCount) : [only])
        {
            BetweenPages?.Invoke();
            stop.ThrowIfCancellationRequested();
            if (TryRead(file, page, () => ImageChannels.Require(source.Read(page - 1), file)) is { } image)
                PredictPage(file, page, isNumbered ? $"_page{page}" : "", image, stop);
        }
    }

    private void PredictPage(string file, int page, string suffix, Raster image, CancellationToken stop)
    {
        string name = Path.GetFileNameWithoutExtension(file) + suffix;
        PredictedImage predicted = predictor.Predict(image, stop);
        IReadOnlyList<SegmentedObject> objects = ConnectedObjects.Find(image, predicted, classes.Count);
        MaskFile.Write(folder.Mask(name), predicted.Mask);
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
        objectTable.Add(Path.GetFileName(file), page, objects);
        imageTable.Add(found);
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
