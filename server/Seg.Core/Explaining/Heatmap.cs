using OpenCvSharp;
using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Explaining;

/// <summary>A picture of how much each pixel of an image matters.</summary>
/// <param name="Values">32-bit float of the image's size, 0 to 1.</param>
/// <param name="Peak">What 1 stands for in the method's own unit; 0 where nothing matters.</param>
public sealed record Heatmap(Mat Values, double Peak) : IDisposable
{
    /// <summary>Frees the picture.</summary>
    public void Dispose() => Values.Dispose();

    /// <summary>A map brought to the range 0 to 1 by its largest value; what is negative becomes 0.</summary>
    /// <param name="map">H,W of the image's size.</param>
    internal static Heatmap Positive(Tensor map)
    {
        using var scope = NewDisposeScope();
        Tensor positive = map.relu();
        double peak = positive.max().item<float>();
        return new Heatmap(Picture(peak > 0 ? positive / peak : positive), peak);
    }

    /// <summary>Probabilities, which stay as they are.</summary>
    /// <param name="map">H,W of the image's size, 0 to 1.</param>
    internal static Heatmap Unit(Tensor map) => new(Picture(map), 1);

    private static Mat Picture(Tensor map)
    {
        var values = new Mat((int)map.shape[0], (int)map.shape[1], MatType.CV_32FC1);
        TensorConversion.CopyFloats(map, values, 0);
        return values;
    }
}
