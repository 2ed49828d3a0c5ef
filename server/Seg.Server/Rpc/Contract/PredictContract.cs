using Seg.Core.Datasets;
using Seg.Core.Metrics;
using Seg.Core.Prediction;

namespace Seg.Server.Rpc.Contract;

/// <summary>Which images are to be predicted, and by what.</summary>
/// <param name="Model">The full path of the model's folder.</param>
/// <param name="Inputs">
/// Full paths: a dataset's folder alone, or any number of images and folders of images. Of a dataset only the page that is
/// labelled is predicted, of other stacks every page.
/// </param>
/// <param name="IncludesLabelled">Whether a dataset's labelled images are predicted too.</param>
/// <param name="Progress">Gets how far it is.</param>
internal sealed record PredictParams(
    string Model,
    IReadOnlyList<string> Inputs,
    bool IncludesLabelled,
    IProgress<PredictProgress> Progress
);

/// <summary>Which model and which images.</summary>
/// <param name="Model">The full path of the model's folder.</param>
/// <param name="Inputs">Full paths, as they are to be predicted.</param>
/// <param name="IncludesLabelled">Whether a dataset's labelled images are meant too.</param>
internal sealed record ModelFitParams(string Model, IReadOnlyList<string> Inputs, bool IncludesLabelled);

/// <summary>What differs between images and those that a model was trained on.</summary>
/// <param name="Differences">A sentence each for people; empty where nothing does.</param>
internal sealed record ModelFitResult(IReadOnlyList<string> Differences);

/// <summary>How far it is.</summary>
/// <param name="Done">How much of it is done.</param>
/// <param name="Total">How much there is to do.</param>
internal sealed record PredictProgress(int Done, int Total);

/// <summary>Whose predictions are meant.</summary>
/// <param name="Model">The full path of the model's folder.</param>
/// <param name="Folder">The full path of a dataset, or of a folder of images.</param>
internal sealed record PredictionsParams(string Model, string Folder);

/// <summary>What a model has predicted in a folder.</summary>
/// <param name="Folder">The full path of the folder with the masks and tables.</param>
/// <param name="Classes">The model's classes in the order of the mask values.</param>
/// <param name="Images">Every image that has a predicted mask, in the order of their names.</param>
/// <param name="CutOff">What a prediction left undone whose program was killed; null: nothing.</param>
internal sealed record Predictions(
    string Folder,
    IReadOnlyList<SegClass> Classes,
    IReadOnlyList<PredictedItem> Images,
    CutOffPrediction? CutOff
);

/// <summary>What was not predicted when a program was killed.</summary>
/// <param name="Left">How many images are still to be predicted; their masks may be old or new.</param>
/// <param name="Total">How many it was to predict.</param>
internal sealed record CutOffPrediction(int Left, int Total);

/// <summary>Which prediction is to be finished.</summary>
/// <param name="Model">The full path of the model's folder.</param>
/// <param name="Folder">The full path of a dataset, or of a folder of images.</param>
/// <param name="Progress">Gets how far it is.</param>
internal sealed record FinishParams(string Model, string Folder, IProgress<PredictProgress> Progress);

/// <summary>An image, or a page of one, that was predicted.</summary>
/// <param name="Name">What names its mask: the stem, of a stack with the page.</param>
/// <param name="File">The full path of the image.</param>
/// <param name="Page">From 1.</param>
/// <param name="Mask">The full path of the predicted mask.</param>
/// <param name="Label">The full path of the label, where there is one.</param>
/// <param name="ExpectedError">The share of what it found that the model expects to be wrong, 0 to 1; null where no table has it.</param>
/// <param name="Found">What was found of each class but the background; empty where no table has it.</param>
/// <param name="Scores">How well it fits the label; null where there is none that fits.</param>
/// <param name="Learned">Whether the model learned from it, at whatever time.</param>
/// <param name="IsOutdated">Whether the model has learned more since.</param>
internal sealed record PredictedItem(
    string Name,
    string File,
    int Page,
    string Mask,
    string? Label,
    double? ExpectedError,
    IReadOnlyList<PredictedClass> Found,
    LabelFit? Scores,
    LearnedFrom Learned,
    bool IsOutdated
);

/// <summary>How well a prediction fits a label.</summary>
/// <param name="MeanIou">Over the classes that label or prediction have; 0 to 1.</param>
/// <param name="Ious">Of each class; null where neither label nor prediction has it.</param>
/// <param name="Dices">Of each class, likewise.</param>
internal sealed record LabelFit(double MeanIou, IReadOnlyList<double?> Ious, IReadOnlyList<double?> Dices);

/// <summary>Which objects are meant.</summary>
/// <param name="Model">The full path of the model's folder.</param>
/// <param name="Folder">The full path of a dataset, or of a folder of images.</param>
/// <param name="File">The full path of the image.</param>
/// <param name="Page">From 1.</param>
internal sealed record ObjectsParams(string Model, string Folder, string File, int Page);

/// <summary>The objects of an image.</summary>
/// <param name="Table">The full path of the table that has them, and those of other images.</param>
/// <param name="Objects">In the order of the table.</param>
internal sealed record ObjectList(string Table, IReadOnlyList<SegmentedObject> Objects);

/// <summary>Which picture of what a model thinks is wanted.</summary>
/// <param name="Model">The full path of the model's folder.</param>
/// <param name="File">The full path of an image.</param>
/// <param name="Page">From 1.</param>
/// <param name="Shown">The class whose probability is wanted; null: how unsure the model is, which is the entropy of all.</param>
/// <param name="Folder">The full path of a folder to write into; it is made if needed, and kept from growing without end.</param>
internal sealed record MapParams(string Model, string File, int Page, int? Shown, string Folder);

/// <summary>Which dataset's unlabelled images are ranked, and by which model.</summary>
/// <param name="Model">The full path of the model's folder.</param>
/// <param name="Folder">The full path of the dataset.</param>
/// <param name="Progress">Gets how far it is.</param>
internal sealed record RankParams(string Model, string Folder, IProgress<PredictProgress> Progress);

/// <summary>The ranking that was made last in a dataset.</summary>
/// <param name="Model">The name of the model that it was made with; empty where there is none.</param>
/// <param name="Images">Those that are still not labelled, the most useful first.</param>
internal sealed record Ranking(string Model, IReadOnlyList<RankedItem> Images);

/// <summary>An unlabelled image and why it has its place.</summary>
/// <param name="Stem">The file name without its ending.</param>
/// <param name="File">The full path of the image.</param>
/// <param name="ExpectedError">The share of what the model finds there that it expects to be wrong, 0 to 1.</param>
/// <param name="Difference">How far it is from the nearest image that is labelled or comes before it; 0 to 1.</param>
/// <param name="Nearest">The stem of that image; null where there is none.</param>
internal sealed record RankedItem(string Stem, string File, double ExpectedError, double Difference, string? Nearest);
