using System.Text.Json;
using Seg.Core.Datasets;
using Seg.Core.Files;
using Seg.Core.Metrics;
using Seg.Core.Weights;

namespace Seg.Core.Models;

/// <summary>An image that a model learned from.</summary>
/// <param name="Name">The stem of its file then.</param>
/// <param name="Pixels">See <see cref="Imaging.PixelDigest"/>; null: not known, as of models of version 0.1.0.</param>
public sealed record LearnedImage(string Name, string? Pixels);

/// <summary>
/// Every image that weights ever learned from, in whatever run and by whatever split: in this one, before it was continued,
/// and in the models that it started from. It stands in the metadata of the weights, so that it goes wherever they go.
/// </summary>
/// <param name="Images">Each name and content once.</param>
/// <param name="IsComplete">False: the weights started from others that do not tell what they learned from.</param>
public sealed record LearnedImages(IReadOnlyList<LearnedImage> Images, bool IsComplete)
{
    private const string Key = "learned";

    private static readonly JsonSerializerOptions Line = new(ModelDescription.Json) { WriteIndented = false };

    /// <summary>Of weights that learned from nobody's images.</summary>
    public static LearnedImages None { get; } = new([], IsComplete: true);

    /// <summary>Of weights of which nothing is known.</summary>
    public static LearnedImages Unknown { get; } = new([], IsComplete: false);

    /// <summary>Of the weights that a model is used with.</summary>
    /// <param name="folder">The model's.</param>
    /// <param name="model">The content of its <c>model.json</c>.</param>
    /// <exception cref="SegException"><c>weights.file</c>.</exception>
    public static LearnedImages Of(RunFolder folder, ModelDescription model) => Of(folder.Used, folder, model);

    /// <summary>Of one file of weights.</summary>
    internal static LearnedImages Of(string weights, RunFolder folder, ModelDescription model) =>
        From(Safetensors.ReadMetadata(weights)) ?? OfEarlier(folder, model);

    /// <summary>
    /// Of weights of version 0.1.0, which do not tell: the splits are known with which they were trained, and whether they
    /// started from weights of a file.
    /// </summary>
    internal static LearnedImages OfEarlier(RunFolder folder, ModelDescription model) =>
        new(
            [
                .. RunHistory
                    .Read(folder.Events)
                    .EverTrained.Union(model.Split.Train)
                    .Select(name => new LearnedImage(name, Pixels: null)),
            ],
            !model.Options.StartsFromFile
        );

    /// <summary>What the metadata of weights tell; null: nothing.</summary>
    internal static LearnedImages? From(IReadOnlyDictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue(Key, out string? text))
            return null;
        try
        {
            LearnedImages? found = JsonSerializer.Deserialize<LearnedImages>(text, Line);
            return found is not null && found.Images.All(image => image is not null) ? found : Unknown;
        }
        catch (JsonException)
        {
            return Unknown;
        }
    }

    /// <summary>Adds them to metadata of weights.</summary>
    internal void AddTo(Dictionary<string, string> metadata) => metadata[Key] = JsonSerializer.Serialize(this, Line);

    /// <summary>The same and images that are learned from now.</summary>
    internal LearnedImages With(IEnumerable<LabelledImage> images) =>
        this with
        {
            Images = [.. Images.Union(images.Select(image => new LearnedImage(image.Stem, image.Pixels)))],
        };

    /// <summary>
    /// Whether the weights learned from an image: its pixels tell, and where they are not known of both its name. One that
    /// has the name of a learned image and other pixels may be another image, or the same after a change of brightness.
    /// </summary>
    /// <param name="name">The stem of its file.</param>
    /// <param name="pixels">See <see cref="Imaging.PixelDigest"/>; null: not known.</param>
    public LearnedFrom Tell(string name, string? pixels)
    {
        if (pixels is not null && Images.Any(image => image.Pixels == pixels))
            return LearnedFrom.Yes;
        LearnedImage[] namesakes = [.. Images.Where(image => FileNames.AreAlike(image.Name, name))];
        if (namesakes.Any(image => image.Pixels is null || pixels is null))
            return LearnedFrom.Yes;
        return namesakes.Length > 0 || !IsComplete ? LearnedFrom.Unknown : LearnedFrom.No;
    }
}
