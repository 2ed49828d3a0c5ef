using System.CommandLine;
using Seg.Core.Metrics;
using Seg.Server.Output;

namespace Seg.Server.Commands;

/// <summary><c>seg evaluate</c>: how well predicted masks fit the true ones.</summary>
internal sealed class EvaluateCommand : Verb
{
    private readonly Option<string> truth = new("--truth")
    {
        HelpName = "DIR",
        Description = "A folder of true masks",
        Required = true,
    };

    private readonly Option<string> masks = new("--masks")
    {
        HelpName = "DIR",
        Description = "A folder of masks of the same names, to be scored",
        Required = true,
    };

    private readonly Option<string?> classes = new("--classes")
    {
        HelpName = "A,B,C",
        Description = "The names of the classes in the order of their values in the masks, the background first",
    };

    public EvaluateCommand()
        : base(
            "evaluate",
            "Scores predicted masks against true ones.",
            "seg evaluate --truth masks --masks predictions/my-model",
            "seg evaluate --truth masks --masks other --classes background,cell --json"
        )
    {
        Add(truth);
        Add(masks);
        Add(classes);
    }

    protected override int Run(ParseResult given, Terminal terminal, CancellationToken stop)
    {
        EvaluationReport report = OfFolders(given, stop);
        EvaluationView.Print(report, terminal);
        return report.Problems.Count == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private EvaluationReport OfFolders(ParseResult given, CancellationToken stop) =>
        MaskFolders.Compare(
            given.GetRequiredValue(truth),
            given.GetRequiredValue(masks),
            given.GetValue(classes)?.Split(',', StringSplitOptions.TrimEntries),
            stop
        );
}
