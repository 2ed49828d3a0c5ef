using System.Globalization;
using Seg.Core.Networks;
using Seg.Core.Training;
using static TorchSharp.torch;

namespace Seg.Core.Pretraining;

/// <summary>
/// Weights of a network that was pretrained on drawn microscopy: those of its encoder and decoder, under the network's own
/// keys. Filters are half-precision numbers, which halves the file.
/// </summary>
internal static class DrawnWeights
{
    private const string Head = "head.";
    private const string EncoderName = "encoder";
    private const string Steps = "pretrainedSteps";

    /// <summary>Whether a file of weights was written here.</summary>
    /// <exception cref="SegException"><c>weights.file</c>.</exception>
    public static bool Is(string path) => Safetensors.ReadMetadata(path).ContainsKey(Steps);

    public static void Write(
        string path,
        UNet network,
        NetworkDescription description,
        RunPosition position,
        double meanIou
    )
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> tensors = network
            .state_dict()
            .Where(entry => IsKept(entry.Key))
            .ToDictionary(
                entry => entry.Key,
                entry => entry.Value.dim() == 4 ? entry.Value.to(ScalarType.Float16) : entry.Value
            );
        Safetensors.Write(
            path,
            tensors,
            new Dictionary<string, string>
            {
                ["format"] = "pt",
                [EncoderName] = description.Encoder,
                ["mean"] = Text(description.Input.Mean),
                ["std"] = Text(description.Input.Std),
                [Steps] = position.Step.ToString(CultureInfo.InvariantCulture),
                ["meanIouOfKinds"] = meanIou.ToString("0.0000", CultureInfo.InvariantCulture),
            }
        );
    }

    /// <summary>Gives a new network all weights of the file; its last layer, and what the file leaves out, stay random.</summary>
    /// <returns>The input that the weights were trained on.</returns>
    /// <exception cref="SegException"><c>weights.mismatch</c> or <c>weights.file</c>.</exception>
    public static InputStatistics Load(UNet network, string path)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        (Dictionary<string, Tensor> tensors, Dictionary<string, string> metadata) = Safetensors.Read(path);
        string first = $"encoder.{network.Encoder.FirstWeight}";
        foreach ((string key, Tensor target) in network.state_dict().Where(entry => IsKept(entry.Key)))
        {
            if (!tensors.TryGetValue(key, out Tensor? source))
                throw Misfit(path, metadata, network);
            Tensor values = source.to(ScalarType.Float32);
            if (key == first)
                values = PretrainedWeights.FitChannels(values, target.shape[1]);
            if (!values.shape.SequenceEqual(target.shape))
                throw Misfit(path, metadata, network);
            target.copy_(values);
        }
        return PretrainedWeights
            .Statistics(metadata, path, InputStatistics.Centred(3))
            .For((int)network.state_dict()[first].shape[1]);
    }

    private static bool IsKept(string key) =>
        !key.StartsWith(Head, StringComparison.Ordinal)
        && !key.EndsWith("num_batches_tracked", StringComparison.Ordinal);

    private static SegException Misfit(string path, Dictionary<string, string> metadata, UNet network) =>
        new(
            "weights.mismatch",
            $"{path} was pretrained for the encoder {metadata.GetValueOrDefault(EncoderName)}, and this training has "
                + $"{network.Encoder.GetName()}. Choose that encoder, or other first weights, or 'none'."
        );

    private static string Text(IReadOnlyList<float> numbers) =>
        string.Join(",", numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));
}
