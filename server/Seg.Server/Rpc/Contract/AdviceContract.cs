using Seg.Core.Datasets;
using Seg.Core.Explaining;
using Seg.Core.Metrics;

namespace Seg.Server.Rpc.Contract;

/// <summary>Which model is to be reviewed.</summary>
/// <param name="Dataset">The full path of the dataset.</param>
/// <param name="Model">The name of a model of it.</param>
/// <param name="Progress">Gets how far it is.</param>
internal sealed record ReviewParams(string Dataset, string Model, IProgress<PredictProgress> Progress);

/// <summary>What was measured of a model on the labelled images that it knows of, and what would make it better.</summary>
/// <param name="Classes">The model's, in the order of the mask values.</param>
/// <param name="Advice">What spoils the measurements themselves comes first; empty where nothing stands out.</param>
/// <param name="Scores">Of each class on the validation and test images.</param>
/// <param name="Images">The worst first.</param>
/// <param name="Problems">What could not be measured, one sentence each.</param>
internal sealed record Review(
    IReadOnlyList<SegClass> Classes,
    IReadOnlyList<Advice> Advice,
    IReadOnlyList<ClassScores> Scores,
    IReadOnlyList<ReviewedImage> Images,
    IReadOnlyList<string> Problems
);

/// <summary>What was measured of an image.</summary>
/// <param name="Stem">Names the image.</param>
/// <param name="Use">What the model used it for.</param>
/// <param name="MeanIou">Of all classes but the background; null where there is none of them.</param>
/// <param name="Confusion">Pixels by labelled class (row) and predicted class (column).</param>
/// <param name="Faults">The objects that it gets wrong, the largest first, at most some.</param>
internal sealed record ReviewedImage(
    string Stem,
    ImageUse Use,
    double? MeanIou,
    IReadOnlyList<IReadOnlyList<long>> Confusion,
    IReadOnlyList<ObjectFault> Faults
);

/// <summary>Which pixels of an image are wanted.</summary>
/// <param name="Of">A model and a labelled image that it knows of.</param>
/// <param name="Cell">Only those of a cell of the confusion matrix; null: all at which label and prediction differ.</param>
internal sealed record ErrorsParams(Inspected Of, ConfusionCell? Cell);

/// <summary>Of which image it is wanted how unsure the model is.</summary>
/// <param name="Of">A model and an image.</param>
internal sealed record UncertaintyParams(Inspected Of);

/// <summary>Which model's report is wanted, and where.</summary>
/// <param name="Dataset">The full path of the dataset.</param>
/// <param name="Model">The name of a model of it.</param>
/// <param name="File">The full path of the HTML file.</param>
/// <param name="Progress">Gets how far it is; after the images come the pictures.</param>
internal sealed record ReportParams(string Dataset, string Model, string File, IProgress<PredictProgress> Progress);
