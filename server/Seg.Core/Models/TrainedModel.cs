using Seg.Core.Networks;
using Seg.Core.Tensors;
using Seg.Core.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Seg.Core.Models;

/// <summary>A model that was loaded to be used.</summary>
/// <param name="Description">The content of its <c>model.json</c>.</param>
/// <param name="Network">Its network with the best weights, in evaluation mode.</param>
/// <param name="Device">Where the network is.</param>
public sealed record TrainedModel(ModelDescription Description, UNet Network, Device Device) : IDisposable
{
    /// <summary>What tells its weights from others, see <see cref="WeightDigest"/>; empty where they come from no file.</summary>
    public string Weights { get; private init; } = "";

    /// <summary>What its weights learned from.</summary>
    public LearnedImages Learned { get; private init; } = LearnedImages.Unknown;

    /// <summary>Loads the best weights of a folder made by training, folded (<see cref="UNet.Fold"/>): it can only predict.</summary>
    /// <exception cref="SegException"><c>model.missing</c>, <c>model.config</c>, <c>weights.file</c> or <c>weights.mismatch</c>.</exception>
    public static TrainedModel Load(string folder, Device device)
    {
        TrainedModel model = LoadUnfolded(folder, device);
        model.Network.Fold();
        return model;
    }

    /// <summary>The same with every layer as it was trained, to look inside: slower, and gradients can be taken.</summary>
    /// <exception cref="SegException">As from <see cref="Load"/>.</exception>
    public static TrainedModel LoadUnfolded(string folder, Device device)
    {
        var files = new RunFolder(Path.GetFullPath(folder));
        ModelDescription description = ModelDescription.Read(files.Model);
        if (!files.HasWeights)
            throw new SegException(
                "model.missing",
                $"The model {folder} has no weights yet: no epoch of its training is finished. Wait for one, or train it again."
            );
        string weights = files.Used;
        bool isBest = weights == files.Best;
        NetworkDescription network = description.Network;
        var unet = new UNet(network.Encoder, network.Channels, description.Classes.Count);
        Dictionary<string, string> metadata;
        try
        {
            metadata = Checkpoint.LoadWeights(unet, weights);
        }
        catch
        {
            unet.Dispose();
            throw;
        }
        unet.to(device);
        unet.eval();
        ChannelsLast.Apply(unet);
        return new TrainedModel(isBest ? AsOf(metadata, description) : description, unet, device)
        {
            Weights = WeightDigest.From(metadata) ?? WeightDigest.Of(weights),
            Learned = LearnedImages.From(metadata) ?? LearnedImages.OfEarlier(files, description),
        };
    }

    // A kill between the writing of the two leaves a description one epoch behind its weights.
    private static ModelDescription AsOf(Dictionary<string, string> weights, ModelDescription description) =>
        RunPosition.BestEpochOf(weights) is { } epoch && epoch != description.Epoch
            ? description with
            {
                Epoch = epoch,
                Scores = null,
            }
            : description;

    /// <summary>Frees the network.</summary>
    public void Dispose() => Network.Dispose();
}
