using Seg.Core.Augmentation;
using Seg.Core.Datasets;
using Seg.Core.Models;

namespace Seg.Server.Rpc.Contract;

/// <summary>Whose trainings are meant.</summary>
/// <param name="Folder">The full path of the folder that has the <c>seg.json</c>.</param>
internal sealed record RunsParams(string Folder);

/// <summary>Which training is meant.</summary>
/// <param name="Folder">The full path of the folder that has the <c>seg.json</c>.</param>
/// <param name="Name">The name of its folder in <c>models</c>.</param>
internal sealed record RunParams(string Folder, string Name);

/// <summary>What the form of a new training shows.</summary>
/// <param name="Classes">The classes in the order of their mask values; the first is the background.</param>
/// <param name="ClassShares">The share of each class of the labelled pixels, 0 to 1.</param>
/// <param name="Encoders">The names of the encoders that there are.</param>
/// <param name="Weights">What the network may start from; the first is nothing.</param>
/// <param name="ProposedClassWeights">Class weights that make up for the shares, in the form of the option.</param>
/// <param name="Images">The images that are done, in the order of their stems.</param>
/// <param name="InProgress">How many more are in progress; the option says whether these are learned from.</param>
/// <param name="Validation">The stems of the validation images when the options do not say which.</param>
/// <param name="Test">The stems that training never sees.</param>
/// <param name="Fields">Which of the images show the same field of view, and what would keep them together.</param>
/// <param name="Problems">What is wrong with the labelled images, errors first; with an error training does not start.</param>
/// <param name="Defaults">Options that are good enough to begin with.</param>
/// <param name="FreeName">The name that a training gets when none is given.</param>
/// <param name="Device">What it would run on, in words for people.</param>
/// <param name="MemoryBytes">How much memory it may use.</param>
internal sealed record TrainingProposal(
    IReadOnlyList<SegClass> Classes,
    IReadOnlyList<double> ClassShares,
    IReadOnlyList<string> Encoders,
    IReadOnlyList<WeightsChoice> Weights,
    string ProposedClassWeights,
    IReadOnlyList<LabelledItem> Images,
    int InProgress,
    IReadOnlyList<string> Validation,
    IReadOnlyList<string> Test,
    FieldsOfView Fields,
    IReadOnlyList<DatasetProblem> Problems,
    TrainOptions Defaults,
    string FreeName,
    string Device,
    long MemoryBytes
);

/// <summary>Weights that a network may start from.</summary>
/// <param name="Label">In words for people.</param>
/// <param name="Path">The option's value: the full path of a file, <c>microscopy</c>, <c>imagenet</c>, or null for random weights.</param>
/// <param name="Encoder">The encoder they are for; null: any.</param>
internal sealed record WeightsChoice(string Label, string? Path, string? Encoder = null);

/// <summary>A labelled image.</summary>
/// <param name="Stem">The file name without its ending.</param>
/// <param name="File">The image relative to the dataset's folder, with forward slashes.</param>
/// <param name="Group">Images of one group stay in one part of the split.</param>
internal sealed record LabelledItem(string Stem, string File, string Group);

/// <summary>How samples are to be drawn.</summary>
/// <param name="Folder">The full path of the folder that has the <c>seg.json</c>.</param>
/// <param name="Augmentation">How they are varied.</param>
/// <param name="Crop">Their side in pixels.</param>
/// <param name="Seed">Another number gives others.</param>
/// <param name="Into">The full path of a folder to write into.</param>
internal sealed record SamplesParams(string Folder, AugmentationOptions Augmentation, int Crop, int Seed, string Into);

/// <summary>Samples of a training.</summary>
/// <param name="File">The full path of the picture, a PNG; the next one of the dataset replaces it.</param>
internal sealed record Samples(string File);

/// <summary>Which command line is wanted.</summary>
/// <param name="Folder">The full path of the folder that has the <c>seg.json</c>.</param>
/// <param name="Name">The name that the model gets; null: the first free one.</param>
/// <param name="Options">What is asked for.</param>
/// <param name="Into">The full path of a folder for a file of options, which is written where flags cannot say all of them.</param>
internal sealed record CommandLineParams(string Folder, string? Name, TrainOptions Options, string Into);

/// <summary>A command line.</summary>
/// <param name="Line">For a POSIX shell.</param>
internal sealed record CommandLine(string Line);

/// <summary>The trainings of a dataset.</summary>
/// <param name="Runs">Those that were begun last come first.</param>
internal sealed record RunList(IReadOnlyList<RunSummary> Runs);

/// <summary>A training that is to begin, or to go on.</summary>
/// <param name="Folder">The full path of the folder that has the <c>seg.json</c>.</param>
/// <param name="Name">The name of its folder in <c>models</c>; null: the first free one.</param>
/// <param name="Options">What is asked for.</param>
/// <param name="IsResumed">Whether to go on with the training of that name.</param>
internal sealed record StartRunParams(string Folder, string? Name, TrainOptions Options, bool IsResumed);

/// <summary>Which training is to be read on.</summary>
/// <param name="Folder">The full path of the folder that has the <c>seg.json</c>.</param>
/// <param name="Name">The name of its folder in <c>models</c>.</param>
/// <param name="Offset">0, or what the last answer said.</param>
internal sealed record FollowRunParams(string Folder, string Name, long Offset);

/// <summary>What has happened in a training.</summary>
/// <param name="Events">
/// Lines of <c>events.jsonl</c>, the oldest first; perhaps not all, so ask again. What cannot be understood is left out. The first begins a training anew when the file
/// has been replaced since the last answer.
/// </param>
/// <param name="Offset">How many bytes of the file are read so far; for the next request.</param>
/// <param name="Run">What all of them come to, as lists have it.</param>
internal sealed record RunEvents(IReadOnlyList<TrainingEvent> Events, long Offset, RunSummary Run);

/// <summary>Which name a training is to have.</summary>
/// <param name="Folder">The full path of the folder that has the <c>seg.json</c>.</param>
/// <param name="Name">The name of its folder in <c>models</c>.</param>
/// <param name="To">The new one.</param>
internal sealed record RenameRunParams(string Folder, string Name, string To);

/// <summary>The answer of what is done and has no result.</summary>
internal sealed record Done;

/// <summary>Whose published weights are wanted.</summary>
/// <param name="Encoder">The name of an encoder.</param>
/// <param name="Progress">Gets how many MB of how many are here.</param>
internal sealed record WeightsParams(string Encoder, IProgress<PredictProgress> Progress);

/// <summary>Where weights are.</summary>
/// <param name="Path">The full path of the file.</param>
internal sealed record WeightsFile(string Path);
