using System.CommandLine;
using System.CommandLine.Parsing;
using Seg.Core.Datasets;
using Seg.Core.Metrics;
using Seg.Core.Models;
using Seg.Core.Prediction;
using Seg.Core.Tensors;
using Seg.Server.Output;

namespace Seg.Server.Commands;

/// <summary><c>seg evaluate</c>: how well a model, or masks from anywhere, fit the true masks.</summary>
internal sealed class EvaluateCommand : Verb
{
    private readonly Argument<string?> dataset = new("DATASET")
    {
        Description = "A folder with a seg.json, to measure a model on its labelled images",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> model = CommonOptions.Model(isRequired: false);

    private readonly Option<string?> split = CommonOptions.Choice(
        "--split",
        EvaluationChoice.Splits,
        "Which images of the split that the model was trained with [test, or validation where there are no test images]"
    );

    private readonly Option<string[]?> images = CommonOptions.Names(
        "--images",
        "NAMES",
        "These images instead of a split, with commas between"
    );

    private readonly Option<string?> sheet = CommonOptions.Picture(
        "--sheet",
        "Also draw a picture: image, label, prediction and errors of up to twelve images",
        "results.png"
    );

    private readonly Option<string?> truth = CommonOptions.Text(
        "--truth",
        "DIR",
        "Instead of a dataset and a model: a folder of true masks"
    );

    private readonly Option<string?> masks = CommonOptions.Text(
        "--masks",
        "DIR",
        "A folder of masks of the same names, to be scored against --truth"
    );

    private readonly Option<string[]?> classes = CommonOptions.Names(
        "--classes",
        "A,B,C",
        "With --truth: the names of the classes in the order of their values in the masks, the background first"
    );

    public EvaluateCommand()
        : base(
            "evaluate",
            "Scores a model on labelled images, or any predicted masks against true ones.",
            "seg evaluate my-images --model my-images/models/first",
            "seg evaluate my-images --model my-images/models/first --split validation --sheet results.png",
            "seg evaluate --truth masks --masks predictions/my-model --json"
        )
    {
        Validators.Add(RequireOneForm);
        Add(dataset);
        foreach (Option option in (Option[])[model, split, images, sheet, truth, masks, classes])
            Add(option);
    }

    protected override int Run(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        EvaluationReport report = parsed.GetValue(model) is { } folder
            ? OfModel(parsed, folder, terminal, stop)
            : MaskFolders.Compare(
                parsed.GetRequiredValue(truth)!,
                parsed.GetRequiredValue(masks)!,
                parsed.GetNames(classes),
                stop
            );
        EvaluationView.Print(report, terminal);
        return report.Problems.Count == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private EvaluationReport OfModel(ParseResult parsed, string folder, Terminal terminal, CancellationToken stop)
    {
        Dataset data = Dataset.Open(parsed.GetRequiredValue(dataset)!);
        var choice = EvaluationChoice.Of(
            data,
            ModelDescription.Of(folder),
            parsed.GetValue(split),
            parsed.GetNames(images)
        );
        ComputeDevice.KeepFreedMemory();
        using var trained = TrainedModel.Load(folder, ComputeDevice.Choose());
        EvaluationSheet? drawn = parsed.GetValue(sheet) is null ? null : new(data.Config.Classes);
        EvaluationReport report = terminal.Progress(view =>
            ModelEvaluation.Measure(
                trained,
                choice,
                drawn,
                done => view.Report("images", done, choice.Images.Count),
                stop
            )
        );
        drawn?.Write(Path.GetFullPath(parsed.GetRequiredValue(sheet)!));
        return report;
    }

    private void RequireOneForm(CommandResult result)
    {
        bool hasModel = Has(model) && result.GetResult(dataset)?.Tokens.Count > 0;
        bool hasMasks = Has(truth) && Has(masks);
        bool isModel =
            Has(model) || Has(split) || Has(images) || Has(sheet) || result.GetResult(dataset)?.Tokens.Count > 0;
        bool isMasks = Has(truth) || Has(masks) || Has(classes);
        if (isModel == isMasks || (isModel && !hasModel) || (isMasks && !hasMasks))
            result.AddError("Give either DATASET and --model, or --truth and --masks.");
        else if (Has(split) && Has(images))
            result.AddError("Give either --split or --images.");

        bool Has(Option option) => result.GetResult(option) is { Implicit: false };
    }
}
