using System.Text.Json;
using System.Text.RegularExpressions;
using Seg.Core.Files;

namespace Seg.Core.Prediction;

/// <summary>A mask that is whole: it and the lines about it in the tables belong together.</summary>
/// <param name="Image">The file name of the image.</param>
/// <param name="Page">From 1.</param>
/// <param name="Pixels">The <see cref="Imaging.PixelDigest"/> of the image that was predicted.</param>
/// <param name="Weights">What tells the weights that predicted it from all others.</param>
public sealed record PredictedMask(string Image, int Page, string Pixels, string Weights);

/// <summary>A prediction that has begun and not ended: its program is at work, or was killed.</summary>
/// <param name="Id">Names its lock.</param>
/// <param name="Images">The file names of the images that are not done: their masks may be old or new, and no table speaks of them.</param>
/// <param name="Total">How many images it was to predict.</param>
/// <param name="Page">See <see cref="PredictionRun.Page"/>.</param>
/// <param name="HasOverlays">See <see cref="PredictionRun.HasOverlays"/>.</param>
public sealed partial record UnfinishedPrediction(
    string Id,
    IReadOnlyList<string> Images,
    int Total,
    int? Page,
    bool HasOverlays
)
{
    // They come from a file that anybody may have written, and become paths.
    internal bool IsSound =>
        IdForm().IsMatch(Id) && Images.All(image => image is not null && image == Path.GetFileName(image));

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex IdForm();
}

/// <summary>
/// What of a folder of predictions is whole, and by what it was made: <c>state.json</c>. A folder of version 0.1.0 has none,
/// and one that cannot be read says nothing.
/// </summary>
/// <param name="Version">Always 1 so far.</param>
/// <param name="Masks">In the order of their images and pages.</param>
/// <param name="Unfinished">In the order in which they began.</param>
public sealed record PredictionState(
    int Version,
    IReadOnlyList<PredictedMask> Masks,
    IReadOnlyList<UnfinishedPrediction> Unfinished
)
{
    /// <summary>The name of the file in the folder of the masks.</summary>
    public const string FileName = "state.json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    internal static PredictionState Empty { get; } = new(1, [], []);

    /// <summary>Reads the state of a folder.</summary>
    public static PredictionState Read(PredictionFolder folder)
    {
        try
        {
            var state = JsonFile.Read<PredictionState>(folder.State, Format);
            return state is { Version: 1 } && state.Masks.All(mask => mask is not null)
                ? state with
                {
                    Unfinished = [.. state.Unfinished.Where(one => one is { IsSound: true })],
                }
                : Empty;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return Empty;
        }
    }

    /// <summary>Those whose program does not live any more.</summary>
    public IReadOnlyList<UnfinishedPrediction> CutOff(PredictionFolder folder) =>
        [.. Unfinished.Where(one => !FileLock.IsHeld(folder.LockOf(one.Id)))];

    internal void Write(PredictionFolder folder) =>
        AtomicFile.WriteText(folder.State, JsonSerializer.Serialize(this, Format) + "\n");

    /// <summary>The same without what it says of images, as they are about to be predicted.</summary>
    internal PredictionState Without(IReadOnlySet<string> images) =>
        this with
        {
            Masks = [.. Masks.Where(mask => !images.Contains(mask.Image))],
            Unfinished =
            [
                .. Unfinished
                    .Select(one => one with { Images = [.. one.Images.Where(image => !images.Contains(image))] })
                    .Where(one => one.Images.Count > 0),
            ],
        };

    /// <summary>The same with masks that are whole now.</summary>
    internal PredictionState With(IEnumerable<PredictedMask> masks) =>
        this with
        {
            Masks =
            [
                .. masks
                    .Concat(Masks)
                    .DistinctBy(mask => (mask.Image, mask.Page))
                    .OrderBy(mask => mask.Image, StringComparer.Ordinal)
                    .ThenBy(mask => mask.Page),
            ],
        };
}
