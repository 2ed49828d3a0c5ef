using Seg.Core.Networks.Encoders;

namespace Seg.Core.Weights;

/// <summary>The weights that come with Seg: an encoder pretrained on drawn microscopy, made by <c>seg pretrain</c>.</summary>
public static class ShippedWeights
{
    /// <summary>What they are called where starting weights are chosen.</summary>
    public const string Name = "microscopy";

    /// <summary>The one of <see cref="EncoderRegistry.Names"/> that they are for.</summary>
    public const string Encoder = "mobilenet_v2";

    /// <summary>Where they are.</summary>
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, $"{Name}.safetensors");
}
