namespace Seg.Core.Explaining;

/// <summary>The methods by the names that people know them by.</summary>
public static class HeatmapMethods
{
    /// <summary>All of them.</summary>
    public static IReadOnlyDictionary<string, HeatmapMethod> ByName { get; } =
        new Dictionary<string, HeatmapMethod>
        {
            ["seg-grad-cam"] = HeatmapMethod.SegGradCam,
            ["grad-cam++"] = HeatmapMethod.GradCamPlusPlus,
            ["hires-cam"] = HeatmapMethod.HiResCam,
            ["eigen-cam"] = HeatmapMethod.EigenCam,
            ["probability"] = HeatmapMethod.Probability,
            ["occlusion"] = HeatmapMethod.Occlusion,
        };

    /// <summary>Whether it shows what is in a layer, and not only the network's answer.</summary>
    public static bool HasLayer(HeatmapMethod method) => CamRules.Has(method);
}
