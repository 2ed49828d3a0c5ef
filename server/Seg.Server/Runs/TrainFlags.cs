using System.Globalization;
using System.Text.Json;
using Seg.Core.Models;
using Seg.Core.Networks.Encoders;
using Seg.Core.Weights;

namespace Seg.Server.Runs;

/// <summary>An option of a training as a command line has it.</summary>
/// <param name="Field">Its name in JSON and in errors.</param>
/// <param name="Name">With its two dashes.</param>
/// <param name="Form">What the help has in the value's place.</param>
/// <param name="Help">What it does.</param>
/// <param name="Usual">What the help says of a line without it; null: the default itself; empty: nothing.</param>
internal abstract record TrainFlag(string Field, string Name, string Form, string Help, string? Usual)
{
    /// <summary>What stands behind the flag; empty: nothing does; null: the flag is left out.</summary>
    public abstract string? Word(TrainOptions options);
}

/// <summary>One whose value is a text, a number, a list of names, or that it is there.</summary>
internal sealed record TrainFlag<T>(
    string Field,
    string Name,
    string Form,
    string Help,
    string? Usual,
    Func<TrainOptions, T?> Get,
    Func<TrainOptions, T, TrainOptions> Set
) : TrainFlag(Field, Name, Form, Help, Usual)
{
    public override string? Word(TrainOptions options) =>
        Get(options) switch
        {
            null or false => null,
            true => "",
            string[] names => names.Length == 0 ? TrainFlags.None : string.Join(',', names),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            var text => $"{text}",
        };
}

/// <summary>
/// The one list of the options of a training that a command line can name: verbs make their flags of it, errors find those of
/// their fields, and the editor gets a command line that is written with it. All others are in a file for <c>--options</c>.
/// </summary>
internal static class TrainFlags
{
    /// <summary>The word for weights and validation images that there are none of.</summary>
    public const string None = "none";

    /// <summary>In the order of the help. One that is set later wins where two say the same.</summary>
    public static IReadOnlyList<TrainFlag> All { get; } =
    [
        Text(
            nameof(TrainOptions.Encoder),
            "NAME",
            string.Join(", ", EncoderRegistry.Names),
            options => options.Encoder,
            // Whoever names another encoder and no weights has not asked for weights that do not fit it.
            (options, name) =>
                options with
                {
                    Encoder = name,
                    Weights =
                        options.Weights == ShippedWeights.Name && name != ShippedWeights.Encoder
                            ? null
                            : options.Weights,
                }
        ),
        Text(
            nameof(TrainOptions.Weights),
            $"{ShippedWeights.Name}|{TrainOptions.ImageNet}|{None}|FILE",
            "Starting weights: microscopy comes with Seg; imagenet is published for the encoder and downloaded once (see "
                + "'seg weights'); or an earlier model's best.safetensors, or a safetensors file with torchvision's or timm's keys",
            options => options.Weights ?? None,
            (options, text) =>
                options with
                {
                    Weights = text switch
                    {
                        None => null,
                        TrainOptions.ImageNet or ShippedWeights.Name => text,
                        _ => Path.GetFullPath(text),
                    },
                },
            $"{ShippedWeights.Name} for {ShippedWeights.Encoder}, else none"
        ),
        Text(
            nameof(TrainOptions.Loss),
            "TEXT",
            "ce, dice, jaccard, focal, tversky or a sum such as 'ce + 2*dice'",
            options => options.Loss,
            (options, loss) => options with { Loss = loss }
        ),
        Text(
            nameof(TrainOptions.ClassWeights),
            "TEXT",
            "none, balanced, or one number a class such as 1,2,5",
            options => options.ClassWeights,
            (options, weights) => options with { ClassWeights = weights }
        ),
        Number(
            nameof(TrainOptions.Epochs),
            "After each the model is measured on the validation images and saved",
            options => options.Epochs,
            (options, epochs) => options with { Epochs = epochs }
        ),
        Number(
            nameof(TrainOptions.StepsPerEpoch),
            "Optimizer steps",
            options => options.StepsPerEpoch,
            (options, steps) => options with { StepsPerEpoch = steps }
        ),
        Number(
            nameof(TrainOptions.Batch),
            "Samples in a step",
            options => options.Batch,
            (options, batch) => options with { Batch = batch }
        ),
        Number(
            nameof(TrainOptions.Crop),
            "Side of a sample in pixels, a multiple of 32",
            options => options.Crop,
            (options, crop) => options with { Crop = crop }
        ),
        Number(
            nameof(TrainOptions.LearningRate),
            "The highest learning rate",
            options => options.LearningRate,
            (options, rate) => options with { LearningRate = rate },
            name: "--lr"
        ),
        Number(
            nameof(TrainOptions.EncoderRate),
            "The encoder's learning rate as a share of --lr, where it starts from pretrained weights",
            options => options.EncoderRate,
            (options, rate) => options with { EncoderRate = rate }
        ),
        Number(
            nameof(TrainOptions.FrozenEpochs),
            "Epochs at the beginning in which only the decoder is trained, where the encoder starts from pretrained weights",
            options => options.FrozenEpochs,
            (options, epochs) => options with { FrozenEpochs = epochs }
        ),
        Number(
            nameof(TrainOptions.WeightDecay),
            "AdamW's weight decay",
            options => options.WeightDecay,
            (options, decay) => options with { WeightDecay = decay }
        ),
        Number(
            nameof(TrainOptions.Seed),
            "The same seed gives the same result on the same machine",
            options => options.Seed,
            (options, seed) => options with { Seed = seed }
        ),
        new TrainFlag<bool>(
            Camel(nameof(TrainOptions.FreezeEncoder)),
            "--freeze-encoder",
            "",
            "Train only the decoder",
            "",
            options => options.FreezeEncoder,
            (options, isFrozen) => options with { FreezeEncoder = isFrozen }
        ),
        new TrainFlag<string[]>(
            Camel(nameof(TrainOptions.Validation)),
            "--val",
            "NAMES",
            "Images to validate on, with commas between, or none, instead of what seg.json says",
            "",
            options => options.Validation is { } names ? [.. names] : null,
            (options, names) => options with { Validation = names is [None] ? [] : names }
        ),
        new TrainFlag<bool>(
            Camel(nameof(TrainOptions.InProgress)),
            "--in-progress",
            "",
            "Learn also from images in progress: from what is drawn in them, not from their background",
            "",
            options => options.InProgress,
            (options, isLearnedFrom) => options with { InProgress = isLearnedFrom }
        ),
        Number(
            nameof(TrainOptions.Threads),
            "Threads to compute with",
            options => options.Threads,
            (options, threads) => options with { Threads = threads },
            usual: "all cores"
        ),
    ];

    /// <summary>The flag of a field, whether it is one of a training or not.</summary>
    public static string NameOf(string field) => All.FirstOrDefault(flag => flag.Field == field)?.Name ?? Dashed(field);

    private static TrainFlag<string> Text(
        string property,
        string form,
        string help,
        Func<TrainOptions, string> get,
        Func<TrainOptions, string, TrainOptions> set,
        string? usual = null
    ) => new(Camel(property), Dashed(property), form, help, usual, get, set);

    private static TrainFlag<T> Number<T>(
        string property,
        string help,
        Func<TrainOptions, T> get,
        Func<TrainOptions, T, TrainOptions> set,
        string? name = null,
        string? usual = null
    )
        where T : struct => new(Camel(property), name ?? Dashed(property), "N", help, usual, get, set);

    private static string Dashed(string property) => $"--{JsonNamingPolicy.KebabCaseLower.ConvertName(property)}";

    private static string Camel(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);
}
