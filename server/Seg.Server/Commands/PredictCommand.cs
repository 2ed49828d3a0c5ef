using System.CommandLine;
using System.Globalization;
using Seg.Core.Models;
using Seg.Core.Prediction;
using Seg.Core.Tensors;
using Seg.Server.Output;

namespace Seg.Server.Commands;

/// <summary><c>seg predict</c>: masks, objects and overlays of images.</summary>
internal sealed class PredictCommand : Verb
{
    private readonly Argument<string[]> inputs = new("DATASET|IMAGES")
    {
        Description =
            "A dataset, whose unlabelled images are predicted, or any number of image files and folders of images",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> model = CommonOptions.Model();

    private readonly Option<string?> output = new("--out")
    {
        HelpName = "DIR",
        Description = "Where the masks go [predictions/MODEL in the dataset or in the folder of the images]",
    };

    private readonly Option<bool> all = new("--all") { Description = "The labelled images of the dataset too" };

    private readonly Option<bool> overlays = new("--overlays")
    {
        Description = "Also write pictures of the masks on the images, in the folder overlays/",
    };

    private readonly Option<int?> page = new("--page")
    {
        HelpName = "N",
        Description =
            "Only this page of multi-page TIFFs, from 1; without it the page that a dataset labels, and elsewhere every page, NAME_page1.png ...",
    };

    public PredictCommand()
        : base(
            "predict",
            "Predicts images: a mask NAME.png of class indices for each, objects.csv with a row for every connected object "
                + "(pixels; intensity in the image's own units) and images.csv with one for every image. What cannot be read "
                + "is reported, the rest goes on.",
            "seg predict my-images --model my-images/models/first --overlays",
            "seg predict day1 day2/a.tif --model my-images/models/first --out results"
        )
    {
        page.Validators.Add(result =>
        {
            if (result.Tokens is [var word] && int.TryParse(word.Value, out int number) && number < 1)
                result.AddError("--page counts from 1.");
        });
        Add(inputs);
        Add(model);
        Add(output);
        Add(all);
        Add(overlays);
        Add(page);
    }

    protected override int Run(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        string modelFolder = Path.GetFullPath(parsed.GetRequiredValue(model));
        var source = PredictionSource.Of(parsed.GetRequiredValue(inputs), parsed.GetValue(all));
        var folder = PredictionFolder.Of(source, modelFolder, parsed.GetValue(output));
        foreach (string difference in ModelFit.Differences(modelFolder, source))
            terminal.Warning($"{Path.GetFileName(modelFolder)}: {difference}");
        ComputeDevice.KeepFreedMemory();
        using var trained = TrainedModel.Load(modelFolder, ComputeDevice.Choose());
        using var run = new PredictionRun(trained, folder)
        {
            Page = parsed.GetValue(page) ?? source.Page,
            HasOverlays = parsed.GetValue(overlays),
        };
        PredictionReport report = terminal.Progress(view =>
            run.Predict(source.Files, done => view.Report("images", done, source.Files.Count), stop)
        );
        Print(report, trained, terminal);
        stop.ThrowIfCancellationRequested();
        return report.Failures.Count == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static void Print(PredictionReport report, TrainedModel trained, Terminal terminal)
    {
        foreach (PredictionFailure failure in report.Failures)
            terminal.Warning(failure.Message);
        if (report.Images.Count > 0)
        {
            terminal.Table(
                [new("class"), new("objects", IsNumber: true), new("pixels", IsNumber: true)],
                [
                    .. trained
                        .Description.Classes.Skip(1)
                        .Select((_, i) => Row([.. report.Images.Select(image => image.Classes[i])])),
                ]
            );
            terminal.Line(
                $"{Counted(report.Images.Count, "mask")} and {Path.GetFileName(report.Objects)} are in {report.Folder}."
            );
        }
        if (report.Unfinished.Count > 0)
            terminal.Warning(
                $"An earlier prediction into {report.Folder} was cut off before it came to these, which are still to be predicted: {string.Join(", ", report.Unfinished)}."
            );
        if (report.Failures.Count > 0)
            terminal.Line($"{Counted(report.Failures.Count, "image")} could not be predicted.");
        terminal.Json(report);
    }

    private static string[] Row(PredictedClass[] onPages) =>
        [
            onPages[0].Name,
            onPages.Sum(c => c.Objects).ToString(CultureInfo.InvariantCulture),
            onPages.Sum(c => c.Area).ToString(CultureInfo.InvariantCulture),
        ];

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
