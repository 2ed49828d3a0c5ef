using System.CommandLine;
using System.Globalization;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Server.Output;
using Seg.Server.Runs;
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
    private readonly Option<string?> preview = CommonOptions.Picture(
        "--preview",
        "Only draw a picture of training samples",
        "drawn.png"
    );
    private readonly TrainFlagParser training = new(
        Defaults,
        TrainFlags.All.Where(flag =>
            flag.Field is "epochs" or "stepsPerEpoch" or "batch" or "crop" or "learningRate" or "seed" or "threads"
        )
    );
    private readonly Option<int?> drawers = CommonOptions.Whole(
        "--drawers",
        "Threads that draw pictures; on a GPU one for every three images of a step [1]"
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
        foreach (Option option in (Option[])[preview, .. training.Options, drawers])
            Add(option);
    }

    protected override int Run(ParseResult parsed, Terminal terminal, CancellationToken stop)
    {
        TrainOptions options = training.Over(Defaults, parsed);
        options.Validate();
        if (parsed.GetValue(preview) is { } picture)
            return Preview(Path.GetFullPath(picture), options, terminal);
        var results = new PretrainFolder(Path.GetFullPath(parsed.GetRequiredValue(folder)));
        terminal.Line($"Pretraining in {results.Path}");
        PretrainedEpoch? last = null;
        Pretrainer.Run(results, options, Math.Clamp(parsed.GetValue(drawers) ?? 1, 1, 256), Show, stop);
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
