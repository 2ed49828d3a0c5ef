using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Models;
using Seg.Server.Models;
using Seg.Server.Rpc.Contract;
using Seg.Server.Serving;

namespace Seg.Server.Explaining;

/// <summary>The model and the image that a request names, found in its dataset, and the pictures that are made of them.</summary>
internal sealed record Subject(string Model, DatasetImage Image, RenderFolder Pictures)
{
    /// <summary>Both are looked for among those that there are, so that no name leads out of the dataset.</summary>
    /// <exception cref="SegException"><c>explain.model</c>, <c>dataset.name</c>, or the dataset cannot be opened.</exception>
    public static Subject Of(Inspected request)
    {
        var dataset = Dataset.Open(FullPath.Of(request.Dataset));
        return new(
            ModelOf(dataset, request.Model).Path,
            dataset.Find(request.Image),
            new RenderFolder(FullPath.Of(request.Folder))
        );
    }

    /// <summary>A model of a dataset by its name.</summary>
    /// <exception cref="SegException"><c>explain.model</c>.</exception>
    public static RunFolder ModelOf(Dataset dataset, string name) =>
        RunFolder.All(dataset.ModelsFolder).FirstOrDefault(run => run.Name == name)
        ?? throw new SegException(
            "explain.model",
            $"There is no model \"{name}\" in {dataset.ModelsFolder}; it may have been renamed or deleted."
        );

    /// <summary>A picture that was made already; null: it was not.</summary>
    /// <param name="kind">What tells it from others of this model and image.</param>
    public RenderResult? Find(string kind) => Pictures.Find(Image.ImagePath, Image.Page + 1, Identity(kind));

    /// <summary>Writes a picture unless it is there.</summary>
    /// <param name="kind">What tells it from others of this model and image.</param>
    /// <param name="draw">Makes it.</param>
    /// <param name="stop">Ends the work.</param>
    public RenderResult Render(string kind, Func<Raster> draw, CancellationToken stop) =>
        Pictures.Render(Image.ImagePath, Image.Page + 1, Identity(kind), () => new(draw()), stop);

    /// <summary>Another text for each state of the model and each kind of picture of it.</summary>
    public string Identity(string kind) => $"{ModelIdentity.Of(Model)}\n{kind}";
}
