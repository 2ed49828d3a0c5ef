using OpenCvSharp;

namespace Seg.Core.Prediction;

/// <summary>What a model says of one image.</summary>
/// <param name="Mask">8-bit gray: the most probable class of each pixel.</param>
/// <param name="Probability">32-bit float, 0 to 1: how probable that class is.</param>
public sealed record PredictedImage(Mat Mask, Mat Probability) : IDisposable
{
    /// <summary>Frees both pictures.</summary>
    public void Dispose()
    {
        Mask.Dispose();
        Probability.Dispose();
    }
}
