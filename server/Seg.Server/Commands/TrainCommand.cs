using System.CommandLine;
using System.Globalization;
using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Models;
using Seg.Core.Networks.Encoders;
using Seg.Core.Training;
using Seg.Server.Output;
using Seg.Server.Runs;

namespace Seg.Server.Commands;

/// <summary><c>seg train</c>: trains a model, or goes on with one.</summary>
internal sealed class TrainCommand : Verb
{
    private readonly Argument<string> dataset = CommonOptions.Dataset();
    private readonly Option<string> name = new("--name")
    {
        Description = "The model's folder in models/; without it model-1, model-2, ...",
    };
    private readonly Option<bool> resume = new("--resume")
    {
        Description =
            "Go on with the model of that name from its last checkpoint; other options change only what you name",
    };
    private readonly Option<string?> file = CommonOptions.Text(
        "--options",
        "FILE",
        "Options as in a model's options.json; those given here as well win"
    );
    private readonly Option<bool> tellsBegun = new(TrainingProcess.TellBegun) { Hidden = true };
    private readonly TrainFlagParser training = new(new(), TrainFlags.All);

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
        foreach (Option option in (Option[])[name, resume, file, .. training.Options, tellsBegun])
            Add(option);
    }

    protected override int Run(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        Dataset data = Dataset.Open(parsed.GetRequiredValue(dataset));
        bool isResumed = parsed.GetValue(resume);
        RunFolder folder = Folder(data, parsed.GetValue(name), isResumed);
        TrainOptions before = isResumed ? TrainOptions.ReadToResume(folder) : new();
        TrainOptions options = training.Over(
            parsed.GetValue(file) is { } written ? TrainOptions.ReadWritten(written) : before,
            parsed
        );
        if (!isResumed && options.Weights == TrainOptions.ImageNet)
        {
            options.Validate(); // what is wrong is reported before a long download
            WeightsGetCommand.Fetch(EncoderRegistry.Find(options.Encoder), terminal, stop);
        }
        terminal.Line($"Training {folder.Path}");
        if (!options.InProgress && data.Images.Count(image => image.State == LabelState.InProgress) is > 0 and int open)
            terminal.Line(
                open == 1
                    ? "One image in progress is left out; --in-progress learns from what is drawn in it."
                    : $"{open} images in progress are left out; --in-progress learns from what is drawn in them."
            );
        EndEvent end = terminal.Progress(view =>
        {
            var shown = new TrainingView(view, options, isResumed);
            return Trainer.Run(data, folder, options, isResumed, Observe, stop);

            void Observe(TrainingEvent happened)
            {
                if (happened is StartEvent && parsed.GetValue(tellsBegun))
                    TrainingProcess.SayBegun();
                if (happened is StartEvent { Leak: { } leak })
                    terminal.Warning(leak);
                shown.Show(happened);
            }
        });
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
