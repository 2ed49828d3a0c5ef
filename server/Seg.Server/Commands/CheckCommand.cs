using System.CommandLine;
using System.Globalization;
using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Models;
using Seg.Server.Output;

namespace Seg.Server.Commands;

/// <summary><c>seg check</c>: lists everything that is wrong with a dataset, and what is labelled.</summary>
internal sealed class CheckCommand : Verb
{
    private readonly Argument<string> folder = new("DATASET")
    {
        Description = "The folder of a dataset, or its seg.json",
    };

    private readonly Option<bool> models = new("--models")
    {
        Description = "Also read the models, and hold the files of their weights against the digests in them",
    };

    public CheckCommand()
        : base(
            "check",
            "Lists every problem of a dataset with its remedy, and how much of each class is labelled.",
            "seg check my-images",
            "seg check my-images --models",
            "seg check my-images --json"
        )
    {
        Add(folder);
        Add(models);
    }

    protected override int Run(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        Dataset dataset = Dataset.Open(parsed.GetRequiredValue(folder));
        DatasetReport report = terminal.Progress(view =>
            DatasetCheck.Run(dataset, onImage: done => view.Report("images", done, dataset.Images.Count), stop: stop)
        );
        if (Leak(dataset, report) is { } leak)
            report = report with { Problems = [.. report.Problems, leak] };
        if (parsed.GetValue(models))
            report = report with { Problems = [.. report.Problems, .. ModelProblems(dataset, terminal, stop)] };
        terminal.Json(report);
        terminal.Line($"{report.Images} images, {report.Labelled} of them labelled.{States(report)}");
        terminal.Table(
            [new("class"), new("pixels", IsNumber: true), new("share", IsNumber: true), new("images", IsNumber: true)],
            [.. report.Classes.Select(Row)]
        );
        if (report.NotLabelled > 0)
            terminal.Line($"{report.NotLabelled} pixels of the masks are not labelled (255).");
        if (report.Problems.Count == 0)
            terminal.Line("No problems.");
        else
            terminal.Table(
                [new(""), new("file"), new("problem"), new("remedy")],
                [
                    .. report.Problems.Select(p =>
                        new[] { $"{p.Severity}".ToLowerInvariant(), p.File, p.Problem, p.Remedy }
                    ),
                ]
            );
        return report.HasErrors ? ExitCodes.Failed : ExitCodes.Ok;
    }

    /// <summary>Of a split that is none the problems tell already.</summary>
    private static DatasetProblem? Leak(Dataset dataset, DatasetReport report)
    {
        try
        {
            return report.Fields.Problem(Split.Of(dataset, new TrainOptions().Seed));
        }
        catch (SegException)
        {
            return null;
        }
    }

    private static IReadOnlyList<DatasetProblem> ModelProblems(
        Dataset dataset,
        Terminal terminal,
        CancellationToken stop
    )
    {
        IReadOnlyList<RunFolder> folders = RunFolder.All(dataset.ModelsFolder);
        return terminal.Progress(view =>
            ModelCheck.Run(dataset, folders, done => view.Report("models", done, folders.Count), stop)
        );
    }

    private static string States(DatasetReport report)
    {
        string[] states =
        [
            .. report.InProgress > 0 ? [$"{report.InProgress} in progress"] : Array.Empty<string>(),
            .. report.NoObjects > 0 ? [$"{report.NoObjects} without objects"] : Array.Empty<string>(),
        ];
        return states.Length == 0 ? "" : $" Of these, {string.Join(" and ", states)}.";
    }

    private static string[] Row(ClassCount c) =>
        [
            c.Name,
            c.Pixels.ToString(CultureInfo.InvariantCulture),
            c.Share.ToString("P2", CultureInfo.InvariantCulture),
            c.Images.ToString(CultureInfo.InvariantCulture),
        ];
}
