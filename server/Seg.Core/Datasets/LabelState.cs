using System.Text.Json;
using System.Text.Json.Serialization;
using Seg.Core.Files;

namespace Seg.Core.Datasets;

/// <summary>How far the labels of an image are.</summary>
public enum LabelState
{
    /// <summary>There is no mask.</summary>
    NotLabelled,

    /// <summary>Not all of its objects are labelled yet: what is background in the mask may hold some.</summary>
    InProgress,

    /// <summary>All of its objects are labelled, and the rest is background.</summary>
    Done,

    /// <summary>Somebody has looked, and there are no objects.</summary>
    NoObjects,
}

/// <summary>A state as a file says it.</summary>
/// <param name="State">Which.</param>
/// <param name="Word">What stands in the file.</param>
public sealed record LabelStateWord(LabelState State, string Word);

/// <summary>
/// The state of an image's labels on the disk: <c>{ "version": 1, "state": "in progress" }</c> in a small file beside its mask.
/// A mask without such a file is done, as those of other programs are; without a mask an image is not labelled, whatever
/// the file says. One file for each image, so that two people's work can be merged. Whoever writes both writes the file
/// first where labels come to be in progress, and the mask first where they come to be done or go: so after a kill between
/// the two an unfinished mask never counts as done.
/// </summary>
/// <param name="State">What it says; <see cref="LabelState.InProgress"/> where it cannot be read.</param>
/// <param name="Problem">Why it cannot be read; null where it can.</param>
public sealed record LabelStateFile(LabelState State, string? Problem)
{
    /// <summary>What follows the name of the image; not <c>.json</c> alone, which labelling programs give to files of their own.</summary>
    public const string Ending = ".state.json";

    private const string MaskEnding = ".png";
    private const int OnlyVersion = 1;

    // It takes 40; a comment may be longer.
    private const int MostBytes = 4096;

    /// <summary>What may stand in the file.</summary>
    public static IReadOnlyList<LabelStateWord> Words { get; } =
    [new(LabelState.InProgress, "in progress"), new(LabelState.Done, "done"), new(LabelState.NoObjects, "no objects")];

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
    };

    /// <summary>The full path of the file that belongs to a mask.</summary>
    public static string Of(string mask) => mask[..^MaskEnding.Length] + Ending;

    /// <summary>Reads the state of an image.</summary>
    /// <param name="mask">The full path of its mask, whether it exists or not.</param>
    public static LabelStateFile Read(string mask)
    {
        if (!File.Exists(mask))
            return new(LabelState.NotLabelled, null);
        string file = Of(mask);
        // A link that leads nowhere is no file that is missing.
        if (!Path.Exists(file) && new FileInfo(file).LinkTarget is null)
            return new(LabelState.Done, null);
        try
        {
            Content content = JsonFile.Parse<Content>(RegularFile.ReadAllBytes(file, MostBytes), Format);
            return new(StateOf(content), null);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return new(LabelState.InProgress, e.Message.TrimEnd('.'));
        }
    }

    private static LabelState StateOf(Content content)
    {
        if (content.Version != OnlyVersion)
            throw new JsonException(
                $"version {content.Version} was written by a newer Seg; this one knows version {OnlyVersion}"
            );
        return Words.FirstOrDefault(each => each.Word == content.State)?.State
            ?? throw new JsonException(
                $"\"state\" is \"{content.State}\"; it may be {string.Join(", ", Words.Select(each => $"\"{each.Word}\""))}"
            );
    }

    private sealed record Content([property: JsonRequired] int Version, [property: JsonRequired] string? State);
}
