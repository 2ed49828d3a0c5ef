using Seg.Core.Networks;
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
    /// Loads encoder and decoder, and the last layer where the number of classes is the same.
    /// </summary>
    /// <returns>The input that the weights were trained on.</returns>
    /// <exception cref="SegException"><c>weights.mismatch</c>, <c>weights.file</c>, <c>model.missing</c> or <c>model.config</c>.</exception>
    public static InputStatistics Load(UNet network, string path)
    {
        NetworkDescription earlier = ModelDescription.Of(Path.GetDirectoryName(path)!).Network;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Dictionary<string, Tensor> tensors = Safetensors.Read(path).Tensors;
        foreach ((string key, Tensor target) in network.state_dict())
        {
            bool fits = tensors.TryGetValue(key, out Tensor? source) && source.shape.SequenceEqual(target.shape);
            if (fits)
                target.copy_(source!);
            else if (!key.StartsWith(Head, StringComparison.Ordinal))
                throw new SegException(
                    "weights.mismatch",
                    $"{path} is a model with the encoder {earlier.Encoder} for images of {earlier.Channels} channels, which does not "
                        + "fit this training. Choose its encoder, or other first weights, or 'none'."
                );
        }
        return earlier.Input;
    }
}
