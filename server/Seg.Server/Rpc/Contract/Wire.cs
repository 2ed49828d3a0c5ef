using Seg.Core.Datasets;
using Seg.Core.Explaining;
using Seg.Core.Imaging;
using Seg.Core.Models;

namespace Seg.Server.Rpc.Contract;

/// <summary>What both ends must know.</summary>
internal static class Wire
{
    /// <summary>Raised with every change that an older end would not understand.</summary>
    public const int ProtocolVersion = 6;

    /// <summary>The number of an error that a user can act on; its message is a sentence, its data an <see cref="ErrorData"/>.</summary>
    public const int UserError = -32000;

    /// <summary>The number of the answer to a request that was cancelled.</summary>
    public const int Cancelled = -32800;

    /// <summary>
    /// While a dataset's folder has this file, a change of its classes was cut off: masks and <c>seg.json</c> do not fit each
    /// other, and nothing may be saved there. <c>dataset/read</c> finishes the change.
    /// </summary>
    public const string UnfinishedClasses = ClassEdit.UnfinishedFile;

    /// <summary>The file that makes a folder a dataset.</summary>
    public const string SegJsonName = SegJson.FileName;

    /// <summary>The value of a pixel without a label; training and scores leave it out.</summary>
    public const int NotLabelled = MaskFile.Ignore;

    /// <summary>What the file of an image's <see cref="LabelState"/> has in the place of its mask's <c>.png</c>.</summary>
    public const string LabelStateEnding = LabelStateFile.Ending;

    /// <summary>What may stand in such a file; an image that is not labelled has none.</summary>
    public static IReadOnlyList<LabelStateWord> LabelStateWords => LabelStateFile.Words;

    /// <summary>The background and one more.</summary>
    public const int LeastClasses = SegJson.LeastClasses;

    /// <summary>A mask has 8 bits, and one value is for what is not labelled.</summary>
    public const int MostClasses = SegJson.MostClasses;

    /// <summary>What <c>seg.json</c> need not say, by the names of its fields.</summary>
    public static SegJsonDefaults SegJsonDefaults { get; } = SegJsonDefaults.Of(new(SegJson.OnlyVersion, []));

    /// <summary>The colour of the background.</summary>
    public const string BackgroundColor = Core.Datasets.ClassColors.Background;

    /// <summary>
    /// Colours for the classes after the background that people with any colour vision can tell apart: the seven of Okabe and
    /// Ito, then Paul Tol's muted ones.
    /// </summary>
    public static IReadOnlyList<string> ClassColors => Core.Datasets.ClassColors.Palette;

    /// <summary>The colours of a map at every eighth of its range, as <c>#rrggbb</c>.</summary>
    public static IReadOnlyList<string> Viridis { get; } =
    [.. ColorMap.Viridis.Select(color => $"#{color.R:x2}{color.G:x2}{color.B:x2}")];

    /// <summary>What there is to know of each way to explain, the usual one first.</summary>
    public static IReadOnlyDictionary<HeatmapMethod, HeatmapMethodInfo> HeatmapMethods { get; } =
        Core.Explaining.HeatmapMethods.All.ToDictionary(info => info.Method);

    /// <summary>What each number among the options of a training may be.</summary>
    public static IReadOnlyDictionary<string, NumberRange> OptionRanges => TrainOptions.Ranges;
}

/// <summary>Goes with an error that a user can act on.</summary>
/// <param name="Code">A stable name, such as <c>image.unreadable</c>.</param>
/// <param name="Fields">The options to look at, such as <c>learningRate</c>, by their names in the parameters of the request.</param>
internal sealed record ErrorData(string Code, IReadOnlyList<string> Fields);

/// <summary>What a dataset is like whose <c>seg.json</c> says nothing else.</summary>
/// <param name="Version">The only one so far; a file must name it.</param>
/// <param name="Images">The folder of the images, relative to the dataset.</param>
/// <param name="Masks">The folder of the masks, relative to the dataset.</param>
/// <param name="Page">Which page of multi-page images is labelled, from 1.</param>
internal sealed record SegJsonDefaults(int Version, string Images, string Masks, int Page)
{
    public static SegJsonDefaults Of(SegJson json) => new(json.Version, json.Images, json.Masks, json.Page);
}

/// <summary>Who asks.</summary>
/// <param name="Protocol">The <see cref="Wire.ProtocolVersion"/> that the asking end was built with.</param>
internal sealed record HelloParams(int Protocol);

/// <summary>Who answers.</summary>
/// <param name="Protocol">The same as asked for.</param>
/// <param name="Version">The version of the server.</param>
/// <param name="Device">What networks would run on, in words for people.</param>
/// <param name="MemoryBytes">How much memory the server may use.</param>
internal sealed record HelloResult(int Protocol, string Version, string Device, long MemoryBytes);
