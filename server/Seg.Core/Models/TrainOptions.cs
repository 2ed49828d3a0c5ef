using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Seg.Core.Augmentation;
using Seg.Core.Imaging;
using Seg.Core.Losses;
using Seg.Core.Networks.Encoders;
using Seg.Core.Weights;

namespace Seg.Core.Models;

/// <summary>What a number may be, ends included.</summary>
/// <param name="Low">The least.</param>
/// <param name="High">The greatest.</param>
public sealed record NumberRange(double Low, double High);

/// <summary>All that decides a training run, together with the dataset; written to <c>options.json</c>.</summary>
[DisplayName("TrainingOptions")]
public sealed record TrainOptions
{
    /// <summary>What <see cref="Weights"/> is for weights that are published for the encoder.</summary>
    public const string ImageNet = "imagenet";

    private const int MostChannels = 3;

    private static readonly (
        string Field,
        string Words,
        NumberRange Range,
        Func<TrainOptions, double> Value
    )[] Numbers =
    [
        ("epochs", "number of epochs", new(1, 100_000), options => options.Epochs),
        ("stepsPerEpoch", "number of steps per epoch", new(1, 100_000), options => options.StepsPerEpoch),
        ("batch", "batch size", new(1, 1024), options => options.Batch),
        ("crop", "crop size", new(32, 4096), options => options.Crop),
        ("learningRate", "learning rate", new(1e-8, 10), options => options.LearningRate),
        ("encoderRate", "encoder's share of the learning rate", new(0, 10), options => options.EncoderRate),
        ("frozenEpochs", "number of epochs with a frozen encoder", new(0, 100_000), options => options.FrozenEpochs),
        ("weightDecay", "weight decay", new(0, 10), options => options.WeightDecay),
        ("seed", "seed", new(int.MinValue, int.MaxValue), options => options.Seed),
        ("threads", "number of threads", new(0, 1024), options => options.Threads),
    ];

    private static readonly JsonSerializerOptions Strict = new(ModelDescription.Json)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The name of an encoder, one of <see cref="EncoderRegistry"/>.</summary>
    public string Encoder { get; init; } = ShippedWeights.Encoder;

    /// <summary>
    /// The full path of a safetensors file with the starting weights; <c>microscopy</c>: those that come with Seg, see
    /// <see cref="ShippedWeights"/>; <c>imagenet</c>: those that are published for the encoder; or null: random ones.
    /// </summary>
    public string? Weights { get; init; } = ShippedWeights.Name;

    /// <summary>What training minimises, such as <c>ce + dice</c>; see <see cref="LossExpression"/>.</summary>
    public string Loss { get; init; } = "ce + dice";

    /// <summary><c>none</c>, <c>balanced</c> or one number a class such as <c>1,2,5</c>; see <see cref="Losses.ClassWeights"/>.</summary>
    public string ClassWeights { get; init; } = "none";

    /// <summary>Number of epochs; after each the model is measured on the validation images and saved.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Optimizer steps per epoch.</summary>
    public int StepsPerEpoch { get; init; } = 30;

    /// <summary>Crops per step.</summary>
    public int Batch { get; init; } = 6;

    /// <summary>Height and width of a crop in pixels, a multiple of 32.</summary>
    public int Crop { get; init; } = 256;

    /// <summary>The highest learning rate of the decoder.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>The encoder's learning rate as a share of the decoder's, where the encoder starts from pretrained weights.</summary>
    public double EncoderRate { get; init; } = 1;

    /// <summary>For how many epochs at first only the decoder is trained, where the encoder starts from pretrained weights.</summary>
    public int FrozenEpochs { get; init; }

    /// <summary>AdamW's decoupled weight decay (Loshchilov and Hutter 2017, arXiv:1711.05101).</summary>
    public double WeightDecay { get; init; } = 1e-2;

    /// <summary>Decides starting weights, split and samples.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether only the decoder is trained.</summary>
    public bool FreezeEncoder { get; init; }

    /// <summary>Stems to validate on instead of what <c>seg.json</c> says; empty: none.</summary>
    public IReadOnlyList<string>? Validation { get; init; }

    /// <summary>Whether images whose labels are in progress are learned from too; see <see cref="Datasets.LabelState"/>.</summary>
    public bool InProgress { get; init; }

    /// <summary>Threads of torch; 0: as many as there are cores.</summary>
    public int Threads { get; init; }

    /// <summary>How samples are varied.</summary>
    public AugmentationOptions Augmentation { get; init; } = new();

    /// <summary>How images are brought to one range.</summary>
    public Normalization Normalization { get; init; } = new();

    /// <summary>What each number among the options may be, by its name in JSON.</summary>
    public static IReadOnlyDictionary<string, NumberRange> Ranges { get; } =
        Numbers.ToDictionary(number => number.Field, number => number.Range);

    /// <summary>Whether <see cref="Weights"/> names a file: neither none nor weights that are published or come with Seg.</summary>
    [JsonIgnore]
    public bool StartsFromFile => Weights is not (null or ImageNet or ShippedWeights.Name);

    /// <summary>Steps of the whole run.</summary>
    [JsonIgnore]
    public int TotalSteps => Epochs * StepsPerEpoch;

    /// <summary>Reads <c>options.json</c>.</summary>
    /// <exception cref="SegException"><c>model.config</c>.</exception>
    public static TrainOptions Read(string path) => ModelDescription.ReadJson<TrainOptions>(path);

    /// <summary>Reads options that somebody wrote: what is not named is as by default, what is misspelt is an error.</summary>
    /// <exception cref="SegException"><c>model.config</c>.</exception>
    public static TrainOptions ReadWritten(string path) => ModelDescription.ReadJson<TrainOptions>(path, Strict);

    /// <summary>Writes <c>options.json</c>, atomically.</summary>
    public void Write(string path) => ModelDescription.WriteJson(path, this);

    /// <summary>Reads the options of a run that is to go on.</summary>
    /// <exception cref="SegException"><c>train.resume</c>: there is none; <c>model.config</c>.</exception>
    public static TrainOptions ReadToResume(RunFolder folder) =>
        File.Exists(folder.Options)
            ? Read(folder.Options)
            : throw new SegException(
                "train.resume",
                $"There is no training in {folder.Path} to continue. Begin it anew, or correct the name."
            )
            {
                Fields = ["resume", "name"],
            };

    /// <summary>Checks what can be checked without the dataset and other files.</summary>
    /// <exception cref="SegException"><c>train.option</c> and others, naming the option and what it may be.</exception>
    public void Validate()
    {
        _ = EncoderRegistry.Find(Encoder);
        Require(
            Weights != ShippedWeights.Name || Encoder == ShippedWeights.Encoder,
            $"The weights {ShippedWeights.Name} are for the encoder {ShippedWeights.Encoder}, not {Encoder}; choose that one, or 'imagenet' or 'none'.",
            "weights",
            "encoder"
        );
        foreach ((string field, string words, NumberRange range, Func<TrainOptions, double> valueOf) in Numbers)
        {
            double value = valueOf(this);
            // Written so that not-a-number is refused too.
            Require(
                value >= range.Low && value <= range.High,
                FormattableString.Invariant($"The {words} is {value}; it may be {range.Low} to {range.High}."),
                field
            );
        }
        Require(
            Crop % 32 == 0,
            $"The crop size {Crop} is not a multiple of 32, by which the network halves it five times.",
            "crop"
        );
        Require(
            (long)Batch * Crop * Crop * MostChannels <= Array.MaxLength,
            $"A batch of {Batch} crops of size {Crop} is more than one step can hold; make one of them smaller.",
            "batch",
            "crop"
        );
        Augmentation.Validate();
        Require(
            Normalization.Problem is null,
            $"The training cannot begin so: {Normalization.Problem}.",
            "normalization"
        );
    }

    private static void Require(bool isMet, string message, params string[] fields)
    {
        if (!isMet)
            throw new SegException("train.option", message) { Fields = fields };
    }
}
