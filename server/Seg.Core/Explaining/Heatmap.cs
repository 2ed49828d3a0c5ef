using Seg.Core.Tensors;
using static TorchSharp.torch;

namespace Seg.Core.Explaining;

/// <summary>A picture of how much each pixel of an image matters.</summary>
/// <param name="Values">Of the image's size, 0 to 1.</param>
/// <param name="Peak">What 1 stands for in the method's own unit; 0 where nothing matters.</param>
public sealed record Heatmap(Raster<float> Values, double Peak)
{
    /// <summary>A map brought to the range 0 to 1 by its largest value; what is negative becomes 0.</summary>
    /// <param name="map">H,W of the image's size.</param>
    internal static Heatmap Positive(Tensor map)
    {
        using var scope = ComputeScope.Open();
        Tensor positive = map.relu();
        double peak = TensorConversion.Number(positive.max());
        return new Heatmap(Picture(peak > 0 ? positive / peak : positive), peak);
    }

    /// <summary>Probabilities, which stay as they are.</summary>
    /// <param name="map">H,W of the image's size, 0 to 1.</param>
    internal static Heatmap Unit(Tensor map) => new(Picture(map), 1);

    private static Raster<float> Picture(Tensor map)
    {
        var values = new Raster<float>((int)map.shape[1], (int)map.shape[0]);
        TensorConversion.CopyFloats(map, values, 0);
        return values;
    }
}
