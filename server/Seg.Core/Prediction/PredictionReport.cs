namespace Seg.Core.Prediction;

/// <summary>What was predicted and written.</summary>
/// <param name="Folder">Where the masks are.</param>
/// <param name="Objects">The table of objects; null where no image could be predicted.</param>
/// <param name="Images">Every page that was predicted.</param>
/// <param name="Failures">What could not be predicted.</param>
/// <param name="Unfinished">
/// The file names of images that an earlier prediction in this folder was to predict when it was cut off, and that were not
/// among those of this one: their masks may be old or new, and no table speaks of them.
/// </param>
public sealed record PredictionReport(
    string Folder,
    string? Objects,
    IReadOnlyList<PredictedPage> Images,
    IReadOnlyList<PredictionFailure> Failures,
    IReadOnlyList<string> Unfinished
);

/// <summary>One page of an image, and what was written for it.</summary>
/// <param name="Image">The file.</param>
/// <param name="Page">From 1.</param>
/// <param name="Mask">The file of its mask.</param>
/// <param name="Overlay">The picture of the mask on the image, where it was asked for.</param>
/// <param name="MeanProbability">How sure the model is, 0 to 1, over all pixels.</param>
/// <param name="ExpectedError">The share of what was found that the model expects to be wrong, 0 to 1: high where a label would help most.</param>
/// <param name="Classes">What was found of each class but the background.</param>
public sealed record PredictedPage(
    string Image,
    int Page,
    string Mask,
    string? Overlay,
    double MeanProbability,
    double ExpectedError,
    IReadOnlyList<PredictedClass> Classes
);

/// <summary>How much of a class was found on a page.</summary>
/// <param name="Name">Of the class.</param>
/// <param name="Objects">How many.</param>
/// <param name="Area">Of all of them, in pixels.</param>
public sealed record PredictedClass(string Name, int Objects, long Area);

/// <summary>An image or a page that could not be predicted.</summary>
/// <param name="Image">The file.</param>
/// <param name="Page">From 1; null where the whole file could not be read.</param>
/// <param name="Message">What is wrong, in a sentence that names the file.</param>
public sealed record PredictionFailure(string Image, int? Page, string Message);
