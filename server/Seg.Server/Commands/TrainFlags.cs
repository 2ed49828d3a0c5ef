using System.CommandLine;
using Seg.Core;
using Seg.Core.Models;
using Seg.Core.Networks.Encoders;
using Seg.Core.Weights;

namespace Seg.Server.Commands;

/// <summary>The options of <c>seg train</c> that say how is trained; what the line does not name stays as it was.</summary>
internal sealed class TrainFlags
{
    private static readonly TrainOptions Defaults = new();

    private readonly Option<string?> encoder = TextOption.Of(
        "--encoder",
        "NAME",
        $"{string.Join(", ", EncoderRegistry.Names)} [{Defaults.Encoder}]"
    );
    private readonly Option<string?> weights = TextOption.Of(
        "--weights",
        "microscopy|imagenet|none|FILE",
        "First weights: microscopy comes with Seg; imagenet is published for the encoder and downloaded once (see "
            + "'seg weights'); or an earlier model's best.safetensors, or a safetensors file with torchvision's or timm's "
            + $"keys [{ShippedWeights.Name} for {ShippedWeights.Encoder}, else none]"
    );
    private readonly Option<string?> loss = TextOption.Of(
        "--loss",
        "TEXT",
        $"ce, dice, jaccard, focal, tversky or a sum such as 'ce + 2*dice' [{Defaults.Loss}]"
    );
    private readonly Option<string?> classWeights = TextOption.Of(
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
    private readonly Option<bool> freeze = new("--freeze-encoder") { Description = "Only the decoder learns" };
    private readonly Option<string?> validation = TextOption.Of(
        "--val",
        "NAMES",
        "Images to validate on, with commas between, or none, instead of what seg.json says"
    );
    private readonly StepFlags ofSteps = new(Defaults, "crop", "run");

    public IReadOnlyList<Option> All =>
        [
            encoder,
            weights,
            loss,
            classWeights,
            epochs,
            steps,
            ofSteps.Batch,
            ofSteps.Crop,
            ofSteps.Rate,
            encoderRate,
            frozen,
            decay,
            ofSteps.Seed,
            freeze,
            validation,
            ofSteps.Threads,
        ];

    /// <summary>The options of before, with what the line names in their place.</summary>
    public TrainOptions Over(TrainOptions start, ParseResult given) =>
        ofSteps.Over(start, given) with
        {
            Encoder = given.GetValue(encoder) ?? start.Encoder,
            Weights = FirstWeights(given, start),
            Loss = given.GetValue(loss) ?? start.Loss,
            ClassWeights = given.GetValue(classWeights) ?? start.ClassWeights,
            Epochs = given.GetValue(epochs) ?? start.Epochs,
            StepsPerEpoch = given.GetValue(steps) ?? start.StepsPerEpoch,
            EncoderRate = given.GetValue(encoderRate) ?? start.EncoderRate,
            FrozenEpochs = given.GetValue(frozen) ?? start.FrozenEpochs,
            WeightDecay = given.GetValue(decay) ?? start.WeightDecay,
            FreezeEncoder = given.GetValue(freeze) || start.FreezeEncoder,
            Validation = given.GetValue(validation) is { } names ? Names(names) : start.Validation,
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
}
