using System.Text.Json;
using System.Text.Json.Serialization;
using Seg.Core.Datasets;
using Seg.Core.Files;
using Seg.Core.Imaging;
using Seg.Core.Metrics;
using Seg.Core.Networks;
using Seg.Core.Networks.Encoders;

namespace Seg.Core.Models;

/// <summary>The network of a model.</summary>
/// <param name="Encoder">One of <see cref="EncoderRegistry.Names"/>.</param>
/// <param name="Channels">1 for gray images, 3 for colour.</param>
/// <param name="Input">What the network expects of its input.</param>
public sealed record NetworkDescription(string Encoder, int Channels, InputStatistics Input);

/// <summary>The stems of the images on each side.</summary>
/// <param name="Train">Learned from.</param>
/// <param name="Validation">Measured after each epoch; they chose the best epoch.</param>
/// <param name="Test">Never seen.</param>
public sealed record SplitStems(
    IReadOnlyList<string> Train,
    IReadOnlyList<string> Validation,
    IReadOnlyList<string> Test
)
{
    internal static SplitStems Of(Split split) => new(Stems(split.Train), Stems(split.Validation), Stems(split.Test));

    private static string[] Stems(IReadOnlyList<DatasetImage> images) => [.. images.Select(image => image.Stem)];
}

/// <summary>The content of <c>model.json</c>: all that is needed to use the weights beside it, and how they came about.</summary>
/// <param name="Version">Always 1 so far.</param>
/// <param name="Network">Which network the weights belong to.</param>
/// <param name="Classes">The classes in the order of the network's outputs.</param>
/// <param name="Normalization">How an image is brought to one range.</param>
/// <param name="Split">Which images were used for what.</param>
/// <param name="Options">What was asked for.</param>
/// <param name="Epoch">The epoch that <c>best.safetensors</c> holds, from 1; 0: none is finished.</param>
/// <param name="Scores">What it reached on the validation images; null where there are none, or a kill came before they were written.</param>
public sealed record ModelDescription(
    int Version,
    NetworkDescription Network,
    IReadOnlyList<SegClass> Classes,
    Normalization Normalization,
    SplitStems Split,
    TrainOptions Options,
    int Epoch = 0,
    SegmentationScores? Scores = null
)
{
    internal static JsonSerializerOptions Json { get; } =
        new(JsonSerializerDefaults.Web)
        {
            WriteIndented = true,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            AllowDuplicateProperties = false,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        };

    /// <summary>An image brought to the channels and the range that the network was trained with, as floats.</summary>
    /// <param name="image">1 or 3 channels, any depth.</param>
    internal Raster<float> Normalize(Raster image) => Normalization.Apply(ColorChannels.Fit(image, Network.Channels));

    /// <summary>Reads the <c>model.json</c> of a folder made by training.</summary>
    /// <exception cref="SegException"><c>model.missing</c> or <c>model.config</c>.</exception>
    public static ModelDescription Of(string folder) => Read(new RunFolder(Path.GetFullPath(folder)).Model);

    /// <summary>Reads <c>model.json</c>.</summary>
    /// <exception cref="SegException"><c>model.missing</c> or <c>model.config</c>.</exception>
    public static ModelDescription Read(string path)
    {
        if (!File.Exists(path))
            throw new SegException(
                "model.missing",
                $"There is no model in {Path.GetDirectoryName(path)}: {Path.GetFileName(path)} is missing. Name the folder of a trained model."
            );
        var model = ReadJson<ModelDescription>(path);
        return DescriptionCheck.Problem(model) is { } problem
            ? throw new SegException(
                "model.config",
                $"Cannot use {path}: {problem}. Get the model again, or train a new one."
            )
            : model;
    }

    /// <summary>Writes <c>model.json</c>, atomically.</summary>
    public void Write(string path) => WriteJson(path, this);

    internal static void WriteJson<T>(string path, T content) =>
        AtomicFile.WriteText(path, JsonSerializer.Serialize(content, Json) + "\n");

    internal static T ReadJson<T>(string path, JsonSerializerOptions? format = null)
    {
        try
        {
            return JsonFile.Read<T>(path, format ?? Json);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new SegException("model.config", $"Cannot use {path}: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
