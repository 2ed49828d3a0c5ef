using OpenCvSharp;
using Seg.Core.Datasets;
using Seg.Core.Explaining;
using Seg.Core.Files;
using Seg.Core.Models;
using Seg.Core.Tensors;

namespace Seg.Server.Explaining;

/// <summary>A model that is looked into, with what its layers made of the images that were looked at last.</summary>
/// <param name="model">Not folded; freed with this.</param>
/// <param name="mostBytes">How much of that is kept; the newest image always is, as it is what is being looked at.</param>
internal sealed class InspectedModel(TrainedModel model, long mostBytes) : IDisposable
{
    // The newest first.
    private readonly List<(string Identity, ExplainedImage Image)> kept = [];

    /// <summary>With every layer as it was trained.</summary>
    public static InspectedModel Load(string folder, long mostBytes = 3L << 29) =>
        new(TrainedModel.LoadUnfolded(folder, ComputeDevice.Choose()), mostBytes);

    /// <summary>What the model makes of an image: made once, and kept while there is room.</summary>
    public ExplainedImage Of(DatasetImage image)
    {
        string wanted = $"{image.ImagePath}\n{image.Page}\n{FileStamp.Of(image.ImagePath)}";
        int place = kept.FindIndex(one => one.Identity == wanted);
        if (place < 0)
        {
            using Mat pixels = image.ReadImage();
            kept.Add((wanted, new ExplainedImage(model, pixels)));
            place = kept.Count - 1;
        }
        (string Identity, ExplainedImage Image) found = kept[place];
        kept.RemoveAt(place);
        kept.Insert(0, found);
        MakeRoom();
        return found.Image;
    }

    public void Dispose()
    {
        foreach ((_, ExplainedImage image) in kept)
            image.Dispose();
        model.Dispose();
    }

    private void MakeRoom()
    {
        long bytes = 0;
        int count = kept.TakeWhile((one, i) => (bytes += one.Image.Activations.Bytes) <= mostBytes || i == 0).Count();
        if (kept.Count == count)
            return;
        foreach ((_, ExplainedImage image) in kept.Skip(count))
            image.Dispose();
        kept.RemoveRange(count, kept.Count - count);
        ComputeDevice.ReturnFreedMemory();
    }
}
