using System.Globalization;
using System.Text;
using Seg.Core.Explaining;
using Seg.Core.Files;
using Seg.Core.Models;

namespace Seg.Core.Reporting;

/// <summary>A report of a model to send to a colleague: one HTML file that needs nothing else, and prints well.</summary>
/// <param name="review">What was measured.</param>
/// <param name="model">The same model from <see cref="TrainedModel.LoadUnfolded"/>; the caller keeps and frees it.</param>
public sealed class ModelReport(ModelReview review, TrainedModel model)
{
    private const int Worst = 3;
    private const int Best = 2;

    /// <summary>Writes the report, atomically.</summary>
    /// <param name="path">Ends in <c>.html</c>.</param>
    /// <param name="dataset">What the dataset is called.</param>
    /// <param name="now">Stands in the report.</param>
    /// <param name="progress">Gets how many pictures are drawn, and how many there are.</param>
    /// <param name="stop">Ends the work; nothing is written then.</param>
    /// <exception cref="SegException"><c>file.write</c>, <c>image.unreadable</c> or <c>mask.format</c>.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Write(
        string path,
        string dataset,
        DateTimeOffset now,
        Action<int, int> progress,
        CancellationToken stop
    ) => AtomicFile.WriteText(path, Page(dataset, now, progress, stop));

    private string Page(string dataset, DateTimeOffset now, Action<int, int> progress, CancellationToken stop)
    {
        var sections = new ReportSections(review);
        string title = $"Model {review.Folder.Name} of {dataset}";
        string date = now.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);
        string size = Html.Count(model.Network.parameters().Sum(p => p.numel()));
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>{Html.Text(title)}</title>
            <style>
            {Style()}</style>
            </head>
            <body>
            <h1>{Html.Text(title)}</h1>
            <p class="lead">Report by Seg, {date}. {Html.Text(review.Model.Network.Encoder)}, {size} parameters.</p>
            <h2>Advice</h2>
            {sections.Advice()}
            <h2>Scores</h2>
            {new ReportScores(review).Tables()}
            <h2>Training</h2>
            {sections.Curves()}
            <h2>Pictures</h2>
            {Pictures(progress, stop)}
            <h2>Layers</h2>
            {ReportSections.Layers(LayerMap.Of(model.Network))}
            <h2>Settings</h2>
            {sections.Settings()}
            </body>
            </html>

            """;
    }

    /// <summary>The images on which it does worst and best; of validation and test images, where there are any.</summary>
    private string Pictures(Action<int, int> progress, CancellationToken stop)
    {
        IReadOnlyList<MeasuredImage> measured = review.Unseen.Count > 0 ? review.Unseen : review.Images;
        MeasuredImage[] ranked = [.. measured.Where(image => image.Error is not null).OrderBy(image => image.Error)];
        MeasuredImage[] worst = [.. ranked.Reverse().Take(Worst)];
        MeasuredImage[] best = [.. ranked.Except(worst).Take(Best)];
        var pictures = new ReportPictures(model);
        var text = new StringBuilder();
        int total = worst.Length + best.Length;
        foreach ((int index, MeasuredImage image) in worst.Concat(best).Index())
        {
            stop.ThrowIfCancellationRequested();
            string place = index < worst.Length ? "one of the worst" : "one of the best";
            text.Append(
                CultureInfo.InvariantCulture,
                $"<h3>{Html.Text(image.Stem)}</h3>\n<p class=\"lead\">{place}: mean IoU without background {Html.Number(1 - image.Error)}</p>\n"
            );
            text.Append(pictures.Row(image));
            progress(index + 1, total);
        }
        return text.ToString();
    }

    private static string Style()
    {
        using Stream stream = typeof(ModelReport).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
