using System.Globalization;
using Seg.Core.Networks.Encoders;
using Seg.Core.Networks.Layers;
using static TorchSharp.torch;

namespace Seg.Core.Weights;

/// <summary>
/// The names that timm's files have for the weights of networks that are named as in torchvision here: MobileNetV2 and V3
/// and EfficientNet. Of all other encoders the names are the same. timm counts the blocks of each stage anew and names
/// layers by what they do (timm/models/_efficientnet_blocks.py).
/// </summary>
internal static class TimmKeys
{
    private const string Mark = "conv_stem.weight";

    // timm's MobileNetV3 and ours have other batch norms: 1e-5 and torchvision's 1e-3.
    private const double Eps = 1e-5;

    // How many blocks each of timm's stages has; MobileNetV3's last is a convolution alone.
    private static readonly Dictionary<string, int[]> Stages = new()
    {
        ["mobilenet_v2"] = [1, 2, 3, 4, 3, 3, 1],
        ["mobilenet_v3_small"] = [1, 2, 3, 2, 3, 1],
        ["mobilenet_v3_large"] = [1, 2, 3, 4, 2, 3, 1],
        ["efficientnet_b0"] = [1, 2, 2, 3, 3, 4, 1],
    };

    /// <summary>Whether a file with these names has timm's for an encoder that has torchvision's.</summary>
    public static bool AreIn(string encoder, IEnumerable<string> names) =>
        Stages.ContainsKey(encoder) && names.Contains(Mark);

    /// <summary>timm's name for one of an encoder's keys.</summary>
    public static string Of(string encoder, string key)
    {
        int[] stages = Stages[encoder];
        string[] words = key.Split('.');
        string parameter = words[^1];
        int layer = Number(words[1]);
        string[] place = words[2..^1];
        if (layer == 0)
            return $"{Pair(place, "conv_stem", "bn1")}.{parameter}";
        if (encoder == "efficientnet_b0")
            return Block(layer - 1, Number(place[0]), place[2..]);
        int flat = layer - 1;
        if (flat == stages.Sum())
            return $"{Pair(place, "conv_head", "bn2")}.{parameter}";
        int stage = 0;
        for (; flat >= stages[stage]; stage++)
            flat -= stages[stage];
        return encoder != "mobilenet_v2" && stage == stages.Length - 1
            ? $"blocks.{stage}.{flat}.{Pair(place, "conv", "bn1")}.{parameter}"
            : Block(stage, flat, place[1..]);

        string Block(int stage, int index, string[] inside) =>
            $"blocks.{stage}.{index}.{Layer(inside, isWidened: stage > 0)}.{parameter}";
    }

    /// <summary>
    /// Adapts scales that were learnt with timm's batch norms to those of the encoder, so that its function stays:
    /// scale / sqrt(variance + eps) is the same for both.
    /// </summary>
    public static void FitNorms(Encoder encoder)
    {
        if (encoder is not MobileNetV3Encoder)
            return;
        foreach (ConvNorm layer in ConvNorm.Of(encoder))
        {
            Tensor variance = layer.Norm.running_var!;
            layer.Norm.weight!.mul_(((variance + layer.Norm.eps) / (variance + Eps)).sqrt());
        }
    }

    // Of a block: widen (not in the first stage), filter, weigh, narrow.
    private static string Layer(string[] inside, bool isWidened)
    {
        if (inside is [_, "fc1"])
            return "se.conv_reduce";
        if (inside is [_, "fc2"])
            return "se.conv_expand";
        int filter = isWidened ? 1 : 0;
        int part = Number(inside[0]);
        if (part < filter)
            return Pair(inside[1..], "conv_pw", "bn1");
        if (part == filter)
            return Pair(inside[1..], "conv_dw", $"bn{filter + 1}");
        // MobileNetV2 has convolution and norm of the last pair as parts of their own.
        bool isNorm = inside is [_, "1"] || (inside.Length == 1 && part == filter + 2);
        return Pair([isNorm ? "1" : "0"], isWidened ? "conv_pwl" : "conv_pw", $"bn{filter + 2}");
    }

    private static string Pair(string[] place, string convolution, string norm) => place is ["1"] ? norm : convolution;

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
