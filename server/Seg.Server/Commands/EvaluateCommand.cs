using System.CommandLine;
using System.CommandLine.Parsing;
using Seg.Core.Datasets;
using Seg.Core.Imaging;
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

    private readonly Option<string?> model = TextOption.Of("--model", "DIR", "The folder of a trained model");

    private readonly Option<string?> split = TextOption.Of(
        "--split",
        string.Join('|', EvaluationChoice.Splits),
        "Which images of the split that the model was trained with [test, or validation where there are no test images]"
    );

    private readonly Option<string?> images = TextOption.Of(
        "--images",
        "NAMES",
        "These images instead of a split, with commas between"
    );

    private readonly Option<string?> sheet = TextOption.Of(
        "--sheet",
        "FILE",
        "Also draw a picture: image, label, prediction and errors of up to twelve images"
    );

    private readonly Option<string?> truth = TextOption.Of(
        "--truth",
        "DIR",
        "Instead of a dataset and a model: a folder of true masks"
    );

    private readonly Option<string?> masks = TextOption.Of(
        "--masks",
        "DIR",
        "A folder of masks of the same names, to be scored against --truth"
    );

    private readonly Option<string?> classes = TextOption.Of(
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
        split.Validators.Add(given =>
        {
            if (!EvaluationChoice.Splits.Contains(given.GetValueOrDefault<string>()))
                given.AddError($"--split is one of {string.Join(", ", EvaluationChoice.Splits)}.");
        });
        sheet.Validators.Add(given =>
        {
            if (!ImageFile.Extensions.Contains(Path.GetExtension(given.GetValueOrDefault<string>() ?? "")))
                given.AddError("--sheet names a picture, such as results.png.");
        });
        Validators.Add(RequireOneForm);
        Add(dataset);
        foreach (Option option in (Option[])[model, split, images, sheet, truth, masks, classes])
            Add(option);
    }

    protected override int Run(ParseResult given, Terminal terminal, CancellationToken stop)
    {
        EvaluationReport report = given.GetValue(model) is { } folder
            ? OfModel(given, folder, terminal, stop)
            : MaskFolders.Compare(
                given.GetRequiredValue(truth)!,
                given.GetRequiredValue(masks)!,
                given.GetValue(classes) is { } names ? Names(names) : null,
                stop
            );
        EvaluationView.Print(report, terminal);
        return report.Problems.Count == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private EvaluationReport OfModel(ParseResult given, string folder, Terminal terminal, CancellationToken stop)
    {
        Dataset data = Dataset.Open(given.GetRequiredValue(dataset)!);
        var choice = EvaluationChoice.Of(
            data,
            ModelDescription.Of(folder),
            given.GetValue(split),
            given.GetValue(images) is { } names ? Names(names) : null
        );
        ComputeDevice.KeepFreedMemory();
        using var trained = TrainedModel.Load(folder, ComputeDevice.Choose());
        EvaluationSheet? drawn = given.GetValue(sheet) is null ? null : new(data.Config.Classes);
        EvaluationReport report = terminal.Progress(view =>
            ModelEvaluation.Measure(
                trained,
                choice,
                drawn,
                done => view.Report("images", done, choice.Images.Count),
                stop
            )
        );
        drawn?.Write(Path.GetFullPath(given.GetRequiredValue(sheet)!));
        return report;
    }

    private void RequireOneForm(CommandResult given)
    {
        bool hasModel = Has(model) && given.GetResult(dataset)?.Tokens.Count > 0;
        bool hasMasks = Has(truth) && Has(masks);
        bool isModel =
            Has(model) || Has(split) || Has(images) || Has(sheet) || given.GetResult(dataset)?.Tokens.Count > 0;
        bool isMasks = Has(truth) || Has(masks) || Has(classes);
        if (isModel == isMasks || (isModel && !hasModel) || (isMasks && !hasMasks))
            given.AddError("Give either DATASET and --model, or --truth and --masks.");
        else if (Has(split) && Has(images))
            given.AddError("Give either --split or --images.");

        bool Has(Option option) => given.GetResult(option) is { Implicit: false };
    }

    private static string[] Names(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
