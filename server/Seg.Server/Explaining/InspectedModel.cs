using OpenCvSharp;
using Seg.Core.Datasets;
using Seg.Core.Explaining;
using Seg.Core.Imaging;
using Seg.Core.Networks;
using Seg.Core.Training;

namespace Seg.Server.Explaining;

/// <summary>A model that is looked into, with what its layers made of the images that were looked at last.</summary>
internal sealed class InspectedModel(TrainedModel model) : IDisposable
{
    private const long MostBytes = 3L << 30;

    // The newest first.
    private readonly List<(string Identity, ExplainedImage Image)> kept = [];

    public TrainedModel Model => model;

    /// <summary>With every layer as it was trained.</summary>
    public static InspectedModel Load(string folder) => new(TrainedModel.LoadUnfolded(folder, ComputeDevice.Choose()));

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

    // The newest stays however large it is: it is what is being looked at.
    private void MakeRoom()
    {
        long bytes = 0;
        int count = kept.TakeWhile((one, i) => (bytes += one.Image.Activations.Bytes) <= MostBytes || i == 0).Count();
        foreach ((_, ExplainedImage image) in kept.Skip(count))
            image.Dispose();
        kept.RemoveRange(count, kept.Count - count);
    }
}
