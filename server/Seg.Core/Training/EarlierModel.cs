using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Weights;
using static TorchSharp.torch;

namespace Seg.Core.Training;

/// <summary>The weights of a whole network that <c>seg train</c> has made, as the first weights of a new one.</summary>
internal static class EarlierModel
{
    private const string Head = "head.";

    /// <summary>Whether a file of weights was written by a training, not published for an encoder alone.</summary>
    /// <exception cref="SegException"><c>weights.file</c>.</exception>
    public static bool Is(string path) => RunPosition.BestEpochOf(Safetensors.ReadMetadata(path)) is not null;

    /// <summary>
    /// Loads encoder and decoder, the first layer fitted to the images' channels, and the last one where the number of classes
    /// is the same.
    /// </summary>
    /// <returns>The input that the weights were trained on.</returns>
    /// <exception cref="SegException"><c>weights.mismatch</c>, <c>weights.file</c>, <c>model.missing</c> or <c>model.config</c>.</exception>
    public static InputStatistics Load(UNet network, string path)
    {
        NetworkDescription earlier = ModelDescription.Of(Path.GetDirectoryName(path)!).Network;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Dictionary<string, Tensor> tensors = Safetensors.Read(path).Tensors;
        string first = $"encoder.{network.Encoder.FirstWeight}";
        Dictionary<string, Tensor> targets = network.state_dict();
        long channels = targets[first].shape[1];
        // Layers of another size may still have the same names.
        bool isSameEncoder = earlier.Encoder == network.Encoder.GetName();
        foreach ((string key, Tensor target) in targets)
        {
            Tensor? source = isSameEncoder ? tensors.GetValueOrDefault(key) : null;
            if (source is not null && key == first)
                source = PretrainedWeights.FitChannels(source, channels);
            if (source is not null && source.shape.SequenceEqual(target.shape))
                target.copy_(source);
            else if (!key.StartsWith(Head, StringComparison.Ordinal))
                throw new SegException(
                    "weights.mismatch",
                    $"{path} is a model with the encoder {earlier.Encoder}, and this training has {network.Encoder.GetName()}. "
                        + "Choose its encoder, or other first weights, or 'none'."
                );
        }
        return earlier.Input.For((int)channels);
    }
}
