using System.CommandLine;
using System.Globalization;
using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Models;
using Seg.Core.Networks.Encoders;
using Seg.Core.Training;
using Seg.Server.Output;

namespace Seg.Server.Commands;

/// <summary><c>seg train</c>: trains a model, or goes on with one.</summary>
internal sealed class TrainCommand : Verb
{
    private readonly Argument<string> dataset = new("DATASET") { Description = "A folder with a seg.json" };
    private readonly Option<string> name = new("--name")
    {
        Description = "The model's folder in models/; without it model-1, model-2, ...",
    };
    private readonly Option<bool> resume = new("--resume")
    {
        Description =
            "Go on with the model of that name from its last checkpoint; other options change only what you name",
    };
    private readonly Option<string?> file = TextOption.Of(
        "--options",
        "FILE",
        "Options as in a model's options.json; those given here as well win"
    );
    private readonly TrainFlags flags = new();

    public TrainCommand()
        : base(
            "train",
            "Trains a model on a dataset's labelled images. Ctrl+C or 'seg stop' ends it and keeps the model.",
            "seg train my-images",
            "seg train my-images --name first --encoder resnet34 --weights imagenet --epochs 20",
            "seg train my-images --name first --resume --epochs 40"
        )
    {
        Add(dataset);
        foreach (Option option in (Option[])[name, resume, file, .. flags.All])
            Add(option);
    }

    protected override int Run(ParseResult given, Terminal terminal, CancellationToken stop)
    {
        Dataset data = Dataset.Open(given.GetRequiredValue(dataset));
        bool isResumed = given.GetValue(resume);
        RunFolder folder = Folder(data, given.GetValue(name), isResumed);
        TrainOptions before = isResumed ? TrainOptions.ReadToResume(folder) : new();
        TrainOptions options = flags.Over(
            given.GetValue(file) is { } written ? TrainOptions.ReadWritten(written) : before,
            given
        );
        if (!isResumed && options.Weights == TrainOptions.ImageNet)
        {
            options.Validate(); // what is wrong is told before a long download
            WeightsGetCommand.Fetch(EncoderRegistry.Find(options.Encoder), terminal, stop);
        }
        terminal.Line($"Training {folder.Path}");
        EndEvent end = terminal.Progress(view =>
            Trainer.Run(data, folder, options, isResumed, new TrainingView(view, options, isResumed).Show, stop)
        );
        terminal.Line($"{end.Message} {Best(end)}".TrimEnd());
        if (end is { Reason: EndEvent.Stopped, Step: > 0 })
            terminal.Line($"'seg train {data.Folder} --name {folder.Name} --resume' goes on.");
        terminal.Json(
            new
            {
                folder.Path,
                end.Reason,
                end.Message,
                end.Step,
                end.BestEpoch,
                end.BestMeanIou,
            }
        );
        // A batch queue must not take half a training for a whole one.
        return end.Reason == EndEvent.Stopped ? ExitCodes.Interrupted : ExitCodes.Ok;
    }

    private static RunFolder Folder(Dataset data, string? name, bool isResumed) =>
        (name, isResumed) switch
        {
            (null, true) => throw new SegException(
                "train.name",
                "--resume needs the --name of the model to go on with."
            ),
            (null, false) => RunFolder.Unused(data.ModelsFolder),
            _ => RunFolder.Of(data.ModelsFolder, name),
        };

    private static string Best(EndEvent end) =>
        end.BestMeanIou is { } score
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Best: epoch {end.BestEpoch}, mean IoU {score:F3} on the validation images."
            )
            : "";
}
