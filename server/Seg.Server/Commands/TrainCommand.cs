using System.CommandLine;
using System.Globalization;
using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Networks;
using Seg.Core.Training;
using Seg.Core.Weights;
using Seg.Server.Output;

namespace Seg.Server.Commands;

/// <summary><c>seg train</c>: trains a model, or goes on with one.</summary>
internal sealed class TrainCommand : Verb
{
    private static readonly TrainOptions Defaults = new();

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
    private readonly Option<string?> file = Text(
        "--options",
        "FILE",
        "Options as in a model's options.json; those given here as well win"
    );
    private readonly Option<string?> encoder = Text(
        "--encoder",
        "NAME",
        $"{string.Join(", ", Encoders.Names)} [{Defaults.Encoder}]"
    );
    private readonly Option<string?> weights = Text(
        "--weights",
        "microscopy|imagenet|none|FILE",
        "First weights: microscopy comes with Seg; imagenet is published for the encoder and downloaded once (see "
            + "'seg weights'); or an earlier model's best.safetensors, or a safetensors file with torchvision's or timm's "
            + $"keys [{ShippedWeights.Name} for {ShippedWeights.Encoder}, else none]"
    );
    private readonly Option<string?> loss = Text(
        "--loss",
        "TEXT",
        $"ce, dice, jaccard, focal, tversky or a sum such as 'ce + 2*dice' [{Defaults.Loss}]"
    );
    private readonly Option<string?> classWeights = Text(
        "--class-weights",
        "TEXT",
        "none, balanced, or one number a class such as 1,2,5 [none]"
    );
    private readonly Option<int?> epochs = NumberOption.Whole(
        "--epochs",
        $"After each the held-out images are measured [{Defaults.Epochs}]"
    );
    private readonly Option<int?> steps = NumberOption.Whole(
        "--steps-per-epoch",
        $"Optimizer steps [{Defaults.StepsPerEpoch}]"
    );
    private readonly Option<int?> batch = NumberOption.Whole("--batch", $"Crops a step [{Defaults.Batch}]");
    private readonly Option<int?> crop = NumberOption.Whole(
        "--crop",
        $"Side of a crop in pixels, a multiple of 32 [{Defaults.Crop}]"
    );
    private readonly Option<double?> rate = NumberOption.Real(
        "--lr",
        $"The highest learning rate [{Defaults.LearningRate}]"
    );
    private readonly Option<double?> encoderRate = NumberOption.Real(
        "--encoder-rate",
        $"What the encoder's rate is of --lr when it starts from weights [{Defaults.EncoderRate}]"
    );
    private readonly Option<int?> frozen = NumberOption.Whole(
        "--frozen-epochs",
        $"Epochs at first in which only the decoder learns, when the encoder starts from weights [{Defaults.FrozenEpochs}]"
    );
    private readonly Option<double?> decay = NumberOption.Real(
        "--weight-decay",
        $"AdamW's weight decay [{Defaults.WeightDecay}]"
    );
    private readonly Option<int?> seed = NumberOption.Whole(
        "--seed",
        $"The same seed gives the same run on the same machine [{Defaults.Seed}]"
    );
    private readonly Option<bool> freeze = new("--freeze-encoder") { Description = "Only the decoder learns" };
    private readonly Option<string?> validation = Text(
        "--val",
        "NAMES",
        "Images to validate on, with commas between, or none, instead of what seg.json says"
    );
    private readonly Option<int?> threads = NumberOption.Whole("--threads", "Threads to compute with [all cores]");

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
        foreach (
            Option option in (Option[])
                [
                    name,
                    resume,
                    file,
                    encoder,
                    weights,
                    loss,
                    classWeights,
                    epochs,
                    steps,
                    batch,
                    crop,
                    rate,
                    encoderRate,
                    frozen,
                    decay,
                    seed,
                    freeze,
                    validation,
                    threads,
                ]
        )
            Add(option);
    }

    protected override int Run(ParseResult given, Terminal terminal, CancellationToken stop)
    {
        Dataset data = Dataset.Open(given.GetRequiredValue(dataset));
        bool isResumed = given.GetValue(resume);
        RunFolder folder = Folder(data, given.GetValue(name), isResumed);
        TrainOptions before = isResumed ? TrainOptions.ReadToResume(folder) : Defaults;
        TrainOptions options = Chosen(
            given,
            given.GetValue(file) is { } written ? TrainOptions.ReadWritten(written) : before
        );
        if (!isResumed && options.Weights == TrainOptions.ImageNet)
        {
            options.Validate(); // what is wrong is told before a long download
            WeightsGetCommand.Fetch(Encoders.Find(options.Encoder), terminal, stop);
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

    private TrainOptions Chosen(ParseResult given, TrainOptions start) =>
        start with
        {
            Encoder = given.GetValue(encoder) ?? start.Encoder,
            Weights = FirstWeights(given, start),
            Loss = given.GetValue(loss) ?? start.Loss,
            ClassWeights = given.GetValue(classWeights) ?? start.ClassWeights,
            Epochs = given.GetValue(epochs) ?? start.Epochs,
            StepsPerEpoch = given.GetValue(steps) ?? start.StepsPerEpoch,
            Batch = given.GetValue(batch) ?? start.Batch,
            Crop = given.GetValue(crop) ?? start.Crop,
            LearningRate = given.GetValue(rate) ?? start.LearningRate,
            EncoderRate = given.GetValue(encoderRate) ?? start.EncoderRate,
            FrozenEpochs = given.GetValue(frozen) ?? start.FrozenEpochs,
            WeightDecay = given.GetValue(decay) ?? start.WeightDecay,
            Seed = given.GetValue(seed) ?? start.Seed,
            FreezeEncoder = given.GetValue(freeze) || start.FreezeEncoder,
            Validation = given.GetValue(validation) is { } names ? Names(names) : start.Validation,
            Threads = given.GetValue(threads) ?? start.Threads,
        };

    private string? FirstWeights(ParseResult given, TrainOptions start)
    {
        string? text = given.GetValue(weights);
        // Whoever names another encoder and no weights has not asked for weights that do not fit it.
        bool isMisfit =
            start.Weights == ShippedWeights.Name && given.GetValue(encoder) is not (null or ShippedWeights.Encoder);
        return text switch
        {
            null => isMisfit ? null : start.Weights,
            "none" => null,
            TrainOptions.ImageNet or ShippedWeights.Name => text,
            _ => Path.GetFullPath(text),
        };
    }

    private static string[] Names(string text)
    {
        if (text == "none")
            return [];
        string[] names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.Length > 0
            ? names
            : throw new SegException("train.option", "--val names no image; write names with commas between, or none.");
    }

    private static Option<string?> Text(string name, string form, string description) =>
        new(name) { HelpName = form, Description = description };
}
