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

/// <summary>Ways to show why a model says what it says.</summary>
public enum HeatmapMethod
{
    /// <summary>Which parts of a layer the pixels' logits grow with (arXiv:2002.11434).</summary>
    SegGradCam,

    /// <summary>The same with more weight on small parts (arXiv:1710.11063).</summary>
    GradCamPlusPlus,

    /// <summary>What each pixel of a layer adds to the logits, sharper and without averaging (arXiv:2011.08891).</summary>
    HiResCam,

    /// <summary>The strongest pattern in a layer, whatever the class (arXiv:2008.00299).</summary>
    EigenCam,

    /// <summary>How probable the class is at each pixel.</summary>
    Probability,

    /// <summary>How far the logits fall when a square of the image is covered (arXiv:1311.2901).</summary>
    Occlusion,
}

/// <summary>What people, and everything that offers heatmaps, need to know of a method.</summary>
/// <param name="Method">Which.</param>
/// <param name="Name">As the command line and files name it.</param>
/// <param name="Label">As the literature writes it.</param>
/// <param name="Summary">What it shows, in one sentence.</param>
/// <param name="NeedsClass">Whether it explains a class; otherwise it is the same for all of them.</param>
/// <param name="NeedsPixels">Whether it explains chosen pixels; otherwise it is of the whole image.</param>
/// <param name="NeedsLayer">Whether it looks at one layer; otherwise it asks the whole network.</param>
/// <param name="NeedsGradients">Whether it takes a backward pass through the network.</param>
/// <param name="IsSlow">Whether it takes minutes rather than a moment.</param>
public sealed record HeatmapMethodInfo(
    HeatmapMethod Method,
    string Name,
    string Label,
    string Summary,
    bool NeedsClass,
    bool NeedsPixels,
    bool NeedsLayer,
    bool NeedsGradients,
    bool IsSlow = false
);

/// <summary>The one list of methods, which command line, report and editor follow.</summary>
public static class HeatmapMethods
{
    /// <summary>All of them, the usual one first.</summary>
    public static IReadOnlyList<HeatmapMethodInfo> All { get; } =
    [
        OfGradients(
            HeatmapMethod.SegGradCam,
            "seg-grad-cam",
            "Seg-Grad-CAM",
            "Parts of the layer that raise the score of the class, on average over the chosen pixels."
        ),
        OfGradients(
            HeatmapMethod.GradCamPlusPlus,
            "grad-cam++",
            "Grad-CAM++",
            "Like Seg-Grad-CAM, with more weight on small parts."
        ),
        OfGradients(
            HeatmapMethod.HiResCam,
            "hires-cam",
            "HiResCAM",
            "What each pixel of the layer adds to the score of the class; sharper, without averaging."
        ),
        new(
            HeatmapMethod.EigenCam,
            "eigen-cam",
            "Eigen-CAM",
            "The strongest pattern in the layer (first principal component), the same for every class.",
            NeedsClass: false,
            NeedsPixels: false,
            NeedsLayer: true,
            NeedsGradients: false
        ),
        new(
            HeatmapMethod.Probability,
            "probability",
            "Class probability",
            "The predicted probability of the class at each pixel.",
            NeedsClass: true,
            NeedsPixels: false,
            NeedsLayer: false,
            NeedsGradients: false
        ),
        new(
            HeatmapMethod.Occlusion,
            "occlusion",
            "Occlusion",
            "How far the score of the class falls when a square of the image is covered. Slow, but uses only the model's output.",
            NeedsClass: true,
            NeedsPixels: true,
            NeedsLayer: false,
            NeedsGradients: false,
            IsSlow: true
        ),
    ];

    /// <summary>The methods by their names.</summary>
    public static IReadOnlyDictionary<string, HeatmapMethod> ByName { get; } =
        All.ToDictionary(info => info.Name, info => info.Method);

    /// <summary>What there is to know of a method.</summary>
    public static HeatmapMethodInfo Of(HeatmapMethod method) => All.Single(info => info.Method == method);

    private static HeatmapMethodInfo OfGradients(HeatmapMethod method, string name, string label, string summary) =>
        new(method, name, label, summary, NeedsClass: true, NeedsPixels: true, NeedsLayer: true, NeedsGradients: true);
}
