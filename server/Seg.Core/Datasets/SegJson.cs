using System.Text.Json;
using System.Text.Json.Serialization;
using Seg.Core.Files;

namespace Seg.Core.Datasets;

/// <summary>A class of the dataset; its index in <see cref="SegJson.Classes"/> is its value in the masks.</summary>
/// <param name="Name">Unique within the dataset.</param>
/// <param name="Color">As <c>#rrggbb</c>.</param>
public sealed record SegClass(string Name, string Color);

/// <summary>Which labelled images are for validation and for test.</summary>
/// <param name="Group">A pattern; its first group names what must stay on one side. Null: every image by itself.</param>
/// <param name="Validation">A fraction of the images that are not test images, or a list of stems.</param>
/// <param name="Test">Stems of images that training never sees.</param>
public sealed record SplitRule(
    string? Group = null,
    ValidationRule? Validation = null,
    IReadOnlyList<string>? Test = null
);

/// <summary>The content of <c>seg.json</c>, which makes a folder a dataset.</summary>
/// <param name="Version">Always 1 so far.</param>
/// <param name="Classes">2 to 255 classes in the order of their mask values; the first is the background.</param>
/// <param name="Images">The folder of the images, relative to the dataset.</param>
/// <param name="Masks">The folder of the masks, relative to the dataset.</param>
/// <param name="Split">Which images are for validation and test; null: a fifth for validation.</param>
/// <param name="Page">Which page of multi-page images is labelled, from 1.</param>
public sealed record SegJson(
    int Version,
    IReadOnlyList<SegClass> Classes,
    string Images = "images",
    string Masks = "masks",
    SplitRule? Split = null,
    int Page = 1
)
{
    /// <summary>The name of the file in the dataset's folder.</summary>
    public const string FileName = "seg.json";

    /// <summary>The only version so far.</summary>
    public const int OnlyVersion = 1;

    /// <summary>The background and one more.</summary>
    public const int LeastClasses = 2;

    /// <summary>A mask has 8 bits, and one value is for what is not labelled.</summary>
    public const int MostClasses = 255;

    /// <summary>Fields that this version does not know; kept when the file is written again.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; init; }

    internal static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
    };

    /// <summary>
    /// The full path of the images' folder. Whatever <see cref="Images"/> looks like, "." or "./a/": one folder has one path,
    /// as those who get the paths of images compare them.
    /// </summary>
    /// <param name="dataset">The full path of the dataset.</param>
    public string ImagesIn(string dataset) => FullPath(Images, dataset);

    /// <summary>The full path of the masks' folder, likewise.</summary>
    /// <param name="dataset">The full path of the dataset.</param>
    public string MasksIn(string dataset) => FullPath(Masks, dataset);

    /// <summary>Reads and checks <c>seg.json</c>.</summary>
    /// <exception cref="SegException"><c>dataset.config</c>, saying what is wrong where.</exception>
    public static SegJson Read(string path) => Read(path, out _);

    /// <summary>The same, with the content of the file.</summary>
    internal static SegJson Read(string path, out byte[] file)
    {
        try
        {
            file = JsonFile.ReadBytes(path);
            return Parse(file, Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new SegException(
                "dataset.config",
                $"Cannot use {path}: {e.Message.TrimEnd('.')}. Correct the file.",
                e
            );
        }
    }

    /// <summary>Reads and checks the content of a <c>seg.json</c>.</summary>
    /// <exception cref="JsonException">What is wrong where.</exception>
    internal static SegJson Parse(byte[] file, string dataset)
    {
        var json = JsonFile.Parse<SegJson>(file, Format);
        json.Check(dataset);
        return json;
    }

    /// <exception cref="JsonException">What is wrong where.</exception>
    internal void Check(string dataset)
    {
        Check();
        CheckFolders(dataset);
    }

    /// <summary>Writes the file, atomically.</summary>
    public void Write(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this, Format) + "\n");

    private void Check()
    {
        if (Version != OnlyVersion)
            throw new JsonException(
                $"version {Version} was written by a newer Seg; this one knows version {OnlyVersion}"
            );
        if (ClassList.Problem(Classes) is { } problem)
            throw new JsonException(problem);
        if (Page < 1)
            throw new JsonException("\"page\" counts from 1");
        if ((Split?.Test ?? []).Concat(Split?.Validation?.Names ?? []).Any(name => name is null))
            throw new JsonException("a name in \"split\" is null");
    }

    private void CheckFolders(string dataset)
    {
        string images = FolderIn(dataset, "images", Images);
        string masks = FolderIn(dataset, "masks", Masks);
        if (images == masks)
            throw new JsonException(
                "\"images\" and \"masks\" are the same folder, so that a mask would overwrite its image"
            );
    }

    private static string FolderIn(string dataset, string field, string name)
    {
        if (name.Contains('\0'))
            throw new JsonException($"\"{field}\" has a character that no name of a folder can have");
        string full = FullPath(name, dataset);
        // What a folder from the net says must not make us write elsewhere.
        return Path.GetRelativePath(dataset, full).Split(Path.DirectorySeparatorChar)[0] == ".."
            ? throw new JsonException($"\"{field}\" is \"{name}\", which is outside of the dataset")
            : full;
    }

    private static string FullPath(string name, string dataset) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(name, dataset));
}
