using System.CommandLine;
using Seg.Core.Datasets;
using Seg.Core.Explaining;
using Seg.Core.Models;
using Seg.Core.Reporting;
using Seg.Core.Tensors;
using Seg.Server.Output;

namespace Seg.Server.Commands;

/// <summary><c>seg report</c>: a model in one file, for a colleague.</summary>
internal sealed class ReportCommand : Verb
{
    private readonly Argument<string> dataset = CommonOptions.Dataset();

    private readonly Option<string> model = CommonOptions.Model("The folder of a model that was trained on it");

    private readonly Option<string?> output = new("--out", "-o")
    {
        HelpName = "FILE",
        Description = "The file to write [report.html in the model's folder]",
    };

    public ReportCommand()
        : base(
            "report",
            "Writes a report of a model as one HTML file that needs nothing else: advice, scores, curves, pictures of the worst and "
                + "the best images, layers and settings. A browser prints it, also as PDF.",
            "seg report my-images --model my-images/models/first",
            "seg report my-images --model my-images/models/first --out first.html"
        )
    {
        output.Validators.Add(result =>
        {
            if (Path.GetExtension(result.GetValueOrDefault<string>() ?? "") is not (".html" or ".htm"))
                result.AddError("--out names an HTML file, such as report.html.");
        });
        Add(dataset);
        Add(model);
        Add(output);
    }

    protected override int Run(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        var opened = Dataset.Open(parsed.GetRequiredValue(dataset));
        var folder = new RunFolder(Path.GetFullPath(parsed.GetRequiredValue(model)));
        string? asked = parsed.GetValue(output);
        if (asked is null)
            folder.RequireOwn();
        string file = Path.GetFullPath(asked ?? Path.Combine(folder.Path, "report.html"));
        ComputeDevice.KeepFreedMemory();
        using var trained = TrainedModel.LoadUnfolded(folder.Path, ComputeDevice.Choose());
        ModelReview review = terminal.Progress(view =>
        {
            var measured = ModelReview.Measure(
                trained,
                folder,
                opened,
                known: null,
                (done, total) => view.Report("images", done, total),
                stop
            );
            new ModelReport(measured, trained).Write(
                file,
                Path.GetFileName(Path.TrimEndingDirectorySeparator(opened.Folder)),
                DateTimeOffset.Now,
                (done, total) => view.Report("pictures", done, total),
                stop
            );
            return measured;
        });
        foreach (string problem in review.Problems)
            terminal.Warning(problem);
        terminal.Line($"The report is in {file}.");
        terminal.Json(new { File = file, review.Problems });
        return review.Problems.Count == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
