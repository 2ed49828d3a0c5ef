using System.CommandLine;
using System.Globalization;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Server.Output;
using Seg.Synthetic.Pretraining;

namespace Seg.Server.Commands;

/// <summary><c>seg pretrain</c>: makes weights to start from, out of nothing but drawn pictures.</summary>
internal sealed class PretrainCommand : Verb
{
    private static readonly TrainOptions Defaults = Pretrainer.Defaults;

    private readonly Argument<string> folder = new("DIR")
    {
        Description = "Where the weights go; goes on with what is there",
    };
    private readonly Option<string?> preview = TextOption.Of(
        "--preview",
        "FILE",
        "Only draw a picture of what would be learned from"
    );
    private readonly Option<int?> epochs = NumberOption.Whole(
        "--epochs",
        $"After each the weights are measured and saved [{Defaults.Epochs}]"
    );
    private readonly Option<int?> steps = NumberOption.Whole(
        "--steps-per-epoch",
        $"Optimizer steps [{Defaults.StepsPerEpoch}]"
    );
    private readonly StepFlags ofSteps = new(Defaults, "picture", "weights");
    private readonly Option<int?> drawers = NumberOption.Whole(
        "--drawers",
        "Threads that draw; one for each three images a GPU learns a step from [1]"
    );

    public PretrainCommand()
        : base(
            "pretrain",
            "Trains the encoder and decoder of mobilenet_v2 on drawn microscopy. Ctrl+C ends it; the same command goes on.",
            "seg pretrain start --preview drawn.png",
            "seg pretrain start --epochs 100",
            "seg train my-images --weights start/start.safetensors"
        )
    {
        Add(folder);
        foreach (
            Option option in (Option[])
                [
                    preview,
                    epochs,
                    steps,
                    ofSteps.Batch,
                    ofSteps.Crop,
                    ofSteps.Rate,
                    ofSteps.Seed,
                    ofSteps.Threads,
                    drawers,
                ]
        )
            Add(option);
    }

    protected override int Run(ParseResult given, Terminal terminal, CancellationToken stop)
    {
        TrainOptions options = ofSteps.Over(Defaults, given) with
        {
            Epochs = given.GetValue(epochs) ?? Defaults.Epochs,
            StepsPerEpoch = given.GetValue(steps) ?? Defaults.StepsPerEpoch,
        };
        options.Validate();
        if (given.GetValue(preview) is { } picture)
            return Preview(Path.GetFullPath(picture), options, terminal);
        var results = new PretrainFolder(Path.GetFullPath(given.GetRequiredValue(folder)));
        terminal.Line($"Pretraining in {results.Path}");
        PretrainedEpoch? last = null;
        Pretrainer.Run(results, options, Math.Clamp(given.GetValue(drawers) ?? 1, 1, 256), Show, stop);
        terminal.Line($"{results.Start} is ready for 'seg train --weights'.");
        terminal.Json(new { Weights = results.Start, Last = last });
        return ExitCodes.Ok;

        void Show(PretrainedEpoch epoch)
        {
            last = epoch;
            terminal.Line(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"step {epoch.Step} of {epoch.Steps}: loss {epoch.Loss:0.000}, mean IoU {epoch.MeanIou:0.000}, {epoch.ImagesPerSecond:0.0} pictures a second"
                )
            );
        }
    }

    private static int Preview(string file, TrainOptions options, Terminal terminal)
    {
        ImageFile.Write(file, PreviewSheet.Draw(options.Crop, (ulong)options.Seed));
        terminal.Line($"{file} shows drawn pictures, each beside itself with the kinds of its pixels.");
        terminal.Json(new { Preview = file });
        return ExitCodes.Ok;
    }
}
