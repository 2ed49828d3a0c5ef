using System.CommandLine;
using System.Globalization;
using Seg.Core.Datasets;
using Seg.Core.Models;
using Seg.Core.Prediction;
using Seg.Core.Tensors;
using Seg.Server.Output;

namespace Seg.Server.Commands;

/// <summary><c>seg rank</c>: which unlabelled images would teach a model most.</summary>
internal sealed class RankCommand : Verb
{
    private readonly Argument<string> dataset = CommonOptions.Dataset();

    private readonly Option<string> model = CommonOptions.Model();

    public RankCommand()
        : base(
            "rank",
            "Ranks the unlabelled images by what labelling them would teach the model: it is unsure of them, and they are "
                + "unlike those that are labelled. Their predictions are written as by 'seg predict', and beside them the "
                + "ranking, ranking.csv.",
            "seg rank my-images --model my-images/models/first"
        )
    {
        Add(dataset);
        Add(model);
    }

    protected override int Run(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        var opened = Dataset.Open(parsed.GetRequiredValue(dataset));
        string modelFolder = Path.GetFullPath(parsed.GetRequiredValue(model));
        var folder = PredictionFolder.In(opened.Folder, modelFolder);
        ComputeDevice.KeepFreedMemory();
        using var trained = TrainedModel.Load(modelFolder, ComputeDevice.Choose());
        using var run = new RankingRun(trained, opened);
        RankingReport report = terminal.Progress(view =>
            run.Rank(folder, (done, total) => view.Report("images", done, total), stop)
        );
        foreach (string problem in report.Problems)
            terminal.Warning(problem);
        terminal.Table(
            [new("image"), new("expected error", IsNumber: true), new("difference", IsNumber: true), new("most like")],
            [
                .. report.Images.Select(image =>
                    (string[])
                        [
                            image.Image,
                            image.ExpectedError.ToString("P0", CultureInfo.InvariantCulture),
                            image.Difference.ToString("0.00", CultureInfo.InvariantCulture),
                            image.Nearest ?? "",
                        ]
                ),
            ]
        );
        terminal.Line($"The first would teach the model most; the ranking is in {folder.Ranking}.");
        terminal.Json(report);
        return report.Problems.Count == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
