namespace Seg.Core.Prediction;

/// <summary>What a model says of one image.</summary>
/// <param name="Mask">The most probable class of each pixel.</param>
/// <param name="Probability">0 to 1: how probable that class is.</param>
public sealed record PredictedImage(Raster<byte> Mask, Raster<float> Probability)
{
    // As if this share of the image were objects, so that an empty image does not seem unsure of the nothing that it holds.
    private const double LeastShare = 0.005;

    /// <summary>
    /// The share of what it found that the model itself expects to be wrong, 0 to 1: the sum of one minus the probability of
    /// the chosen class, over the sum of one minus the probability of the background. It is as good as the probabilities
    /// are, and networks are surer than they should be: it ranks images, and is no measurement.
    /// </summary>
    public double ExpectedError { get; init; }

    internal static double ErrorOf(double wrong, double foreground, long pixels) =>
        wrong / (foreground + LeastShare * pixels);
}
