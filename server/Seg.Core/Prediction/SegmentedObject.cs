namespace Seg.Core.Prediction;

/// <summary>
/// A connected region of one class (8-connectivity: pixels that touch at a corner belong together). Positions are in
/// pixels from the centre of the image's upper left pixel, as scikit-image's <c>regionprops</c> has them.
/// </summary>
/// <param name="Class">The index of its class, from 1.</param>
/// <param name="Area">In pixels.</param>
/// <param name="CentroidX">The mean column of its pixels.</param>
/// <param name="CentroidY">The mean row of its pixels.</param>
/// <param name="Left">The first column it touches.</param>
/// <param name="Top">The first row it touches.</param>
/// <param name="Width">How many columns it spans.</param>
/// <param name="Height">How many rows it spans.</param>
/// <param name="MeanIntensity">Of the image as it was read, over its pixels and their channels.</param>
/// <param name="MeanProbability">How sure the model is of the class, 0 to 1, over its pixels.</param>
public sealed record SegmentedObject(
    int Class,
    int Area,
    double CentroidX,
    double CentroidY,
    int Left,
    int Top,
    int Width,
    int Height,
    double MeanIntensity,
    double MeanProbability
);
