using Seg.Core.Datasets;
using Seg.Core.Explaining;
using Seg.Core.Files;
using Seg.Core.Models;
using Seg.Core.Tensors;
using Seg.Server.Models;

namespace Seg.Server.Explaining;

/// <summary>A model that is looked into, with what its layers made of the images that were looked at last.</summary>
/// <param name="model">Not folded; freed with this.</param>
/// <param name="mostBytes">How much of that is kept; the newest image always is, as it is what is being looked at.</param>
internal sealed class InspectedModel(TrainedModel model, long mostBytes) : IDisposable
{
    // The newest first.
    private readonly List<(string Identity, ExplainedImage Image)> kept = [];

    // What long work looks at while other questions are answered; not dropped before it ends.
    private readonly List<ExplainedImage> held = [];
    private readonly long modelBytes = ModelKinds.BytesOf(model);

    /// <summary>What the store needs to know of it.</summary>
    public static ModelKind<InspectedModel> Kind { get; } =
        new("inspected", folder => Load(folder), inspected => inspected.Bytes);

    /// <summary>How much memory it takes, with what is kept of images.</summary>
    public long Bytes => modelBytes + kept.Sum(one => one.Image.BytesSoFar);

    /// <summary>With every layer as it was trained.</summary>
    public static InspectedModel Load(string folder, long mostBytes = 3L << 29) =>
        new(TrainedModel.LoadUnfolded(folder, ComputeDevice.Choose()), mostBytes);

    /// <summary>What the model makes of an image: made once, and kept while there is memory.</summary>
    public ExplainedImage Of(DatasetImage image)
    {
        string wanted = $"{image.ImagePath}\n{image.Page}\n{FileStamp.Of(image.ImagePath)}";
        int place = kept.FindIndex(one => one.Identity == wanted);
        if (place < 0)
        {
            kept.Add((wanted, new ExplainedImage(model, image.ReadImage())));
            place = kept.Count - 1;
        }
        (string Identity, ExplainedImage Image) found = kept[place];
        kept.RemoveAt(place);
        kept.Insert(0, found);
        MakeRoom();
        return found.Image;
    }

    /// <summary>Does work with what the model makes of an image, which is kept at least until it ends.</summary>
    public T Hold<T>(DatasetImage image, Func<ExplainedImage, T> work)
    {
        ExplainedImage explained = Of(image);
        held.Add(explained);
        try
        {
            return work(explained);
        }
        finally
        {
            held.Remove(explained);
        }
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
        (string Identity, ExplainedImage Image)[] dropped =
        [
            .. kept.Skip(count).Where(one => !held.Contains(one.Image)),
        ];
        if (dropped.Length == 0)
            return;
        foreach ((string Identity, ExplainedImage Image) one in dropped)
        {
            one.Image.Dispose();
            kept.Remove(one);
        }
        ComputeDevice.ReturnFreedMemory();
    }
}
