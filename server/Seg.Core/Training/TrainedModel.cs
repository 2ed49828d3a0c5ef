using Seg.Core.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Seg.Core.Training;

/// <summary>A model that was loaded to be used.</summary>
/// <param name="Description">The content of its <c>model.json</c>.</param>
/// <param name="Network">Its network with the best weights, in evaluation mode and folded: it can only predict.</param>
/// <param name="Device">Where the network is.</param>
public sealed record TrainedModel(ModelDescription Description, UNet Network, Device Device) : IDisposable
{
    /// <summary>Loads the best weights of a folder made by training.</summary>
    /// <exception cref="SegException"><c>model.missing</c>, <c>model.config</c>, <c>weights.file</c> or <c>weights.mismatch</c>.</exception>
    public static TrainedModel Load(string folder, Device device)
    {
        var files = new RunFolder(Path.GetFullPath(folder));
        ModelDescription description = ModelDescription.Read(files.Model);
        string weights = File.Exists(files.Best) ? files.Best : files.Last;
        if (!File.Exists(weights))
            throw new SegException(
                "model.missing",
                $"The model {folder} has no weights yet: its training ended before the first checkpoint. Train it again."
            );
        NetworkDescription network = description.Network;
        var unet = new UNet(network.Encoder, network.Channels, description.Classes.Count);
        try
        {
            Checkpoint.LoadWeights(unet, weights);
        }
        catch
        {
            unet.Dispose();
            throw;
        }
        unet.to(device);
        unet.eval();
        ChannelsLast.Apply(unet);
        unet.Fold();
        return new TrainedModel(description, unet, device);
    }

    /// <summary>Frees the network.</summary>
    public void Dispose() => Network.Dispose();
}
