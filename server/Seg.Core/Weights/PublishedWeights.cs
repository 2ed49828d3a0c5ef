using Seg.Core.Networks;
using Seg.Core.Networks.Encoders;

namespace Seg.Core.Weights;

/// <summary>Weights for an encoder that somebody has published as safetensors.</summary>
/// <param name="Repository">Owner and name at https://huggingface.co.</param>
/// <param name="Licence">An SPDX identifier, or null where we do not know it for certain.</param>
/// <param name="Input">The input that they were trained on, for red, green and blue.</param>
public sealed record PublishedWeights(string Repository, string? Licence, InputStatistics Input)
{
    // The publishers replace no files of these repositories, and name no revisions.
    private const string Revision = "main";
    private const string Bsd = "BSD-3-Clause";

    private static readonly InputStatistics ImageNet = InputStatistics.ImageNet;
    private static readonly InputStatistics Centred = InputStatistics.Centred(3);

    // As in timm's own lists (default_cfgs in timm/models/*.py), which name a licence for torchvision's weights alone.
    private static readonly Dictionary<string, PublishedWeights> ByEncoder = new()
    {
        ["resnet18"] = new("timm/resnet18.tv_in1k", Bsd, ImageNet),
        ["resnet34"] = new("timm/resnet34.tv_in1k", Bsd, ImageNet),
        ["resnet50"] = new("timm/resnet50.tv_in1k", Bsd, ImageNet),
        ["resnet101"] = new("timm/resnet101.tv_in1k", Bsd, ImageNet),
        ["resnet152"] = new("timm/resnet152.tv_in1k", Bsd, ImageNet),
        ["mobilenet_v1"] = new("timm/mobilenetv1_100.ra4_e3600_r224_in1k", null, Centred),
        ["mobilenet_v2"] = new("timm/mobilenetv2_100.ra_in1k", null, ImageNet),
        ["mobilenet_v3_small"] = new("timm/mobilenetv3_small_100.lamb_in1k", null, ImageNet),
        ["mobilenet_v3_large"] = new("timm/mobilenetv3_large_100.ra_in1k", null, ImageNet),
        ["efficientnet_b0"] = new("timm/efficientnet_b0.ra_in1k", null, ImageNet),
        ["inception_v3"] = new("timm/inception_v3.tv_in1k", null, Centred),
    };

    /// <summary>Where the file is.</summary>
    public Uri Address => new($"https://huggingface.co/{Repository}/resolve/{Revision}/model.safetensors");

    /// <summary>The weights of an encoder that were trained on ImageNet; null where nobody has published any.</summary>
    public static PublishedWeights? Of(EncoderInfo encoder) => ByEncoder.GetValueOrDefault(encoder.Name);
}
