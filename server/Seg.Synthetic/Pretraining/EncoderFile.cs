using System.Globalization;
using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Tensors;
using Seg.Core.Weights;
using static TorchSharp.torch;

namespace Seg.Synthetic.Pretraining;

/// <summary>
/// The encoder of a network that was pretrained on drawn microscopy, as a file that <see cref="PretrainedWeights"/> reads.
/// The decoder is left out: measured on real images, a new one learns what it needs as quickly and ends a little better.
/// Filters are half-precision numbers, which halves the file.
/// </summary>
internal static class EncoderFile
{
    public static void Write(string path, UNet network, InputStatistics input, int step, double meanIou)
    {
        using var scope = ComputeScope.Open();
        Dictionary<string, Tensor> tensors = network
            .Encoder.state_dict()
            .Where(entry => !entry.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal))
            .ToDictionary(
                entry => entry.Key,
                entry => entry.Value.dim() == 4 ? entry.Value.to(ScalarType.Float16) : entry.Value
            );
        var metadata = new Dictionary<string, string>
        {
            ["format"] = "pt",
            ["encoder"] = network.Encoder.GetName(),
            ["mean"] = Text(input.Mean),
            ["std"] = Text(input.Std),
            ["pretrainedSteps"] = step.ToString(CultureInfo.InvariantCulture),
            ["meanIouOfKinds"] = meanIou.ToString("0.0000", CultureInfo.InvariantCulture),
        };
        LearnedImages.None.AddTo(metadata); // all its pictures are drawn
        Safetensors.Write(path, tensors, metadata);
    }

    private static string Text(IReadOnlyList<float> numbers) =>
        string.Join(",", numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));
}
