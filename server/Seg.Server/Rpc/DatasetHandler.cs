using Seg.Core.Datasets;
using Seg.Server.Rpc.Contract;
using StreamJsonRpc;

namespace Seg.Server.Rpc;

/// <summary>Datasets: what is in them, how they begin, and their classes.</summary>
internal sealed class DatasetHandler
{
    /// <summary>Reads a dataset: its classes, its images and its models.</summary>
    [JsonRpcMethod("dataset/read")]
    public Task<DatasetContent> Read(ReadDatasetParams given, CancellationToken stop) =>
        Task.Run(() => Content(Dataset.Open(given.Folder)), stop);

    /// <summary>Makes a folder of images a dataset.</summary>
    [JsonRpcMethod("dataset/create")]
    public Task<DatasetContent> Create(CreateDatasetParams given, CancellationToken stop) =>
        throw new NotImplementedException();

    /// <summary>
    /// Adds, renames, recolours, reorders and removes classes; masks are written anew where values change. A class that is
    /// used by masks cannot be removed. After an error, and after a kill at any moment, masks and classes fit each other.
    /// </summary>
    [JsonRpcMethod("dataset/classes")]
    public Task<DatasetContent> Classes(EditClassesParams given, CancellationToken stop) =>
        throw new NotImplementedException();

    private static DatasetContent Content(Dataset dataset)
    {
        HashSet<string> masks = Directory.Exists(dataset.MasksFolder)
            ? [.. Directory.EnumerateFiles(dataset.MasksFolder, "*.png")]
            : [];
        return new DatasetContent(
            dataset.Folder,
            Path.GetFullPath(dataset.ImagesFolder),
            Path.GetFullPath(dataset.MasksFolder),
            dataset.Config.Page,
            dataset.Config.Classes,
            [
                .. dataset.Images.Select(image => new ImageItem(
                    image.Stem,
                    Path.GetFullPath(image.ImagePath),
                    Path.GetFullPath(image.MaskPath),
                    masks.Contains(image.MaskPath)
                )),
            ],
            [.. Models(dataset).Select(name => new ModelItem(name))]
        );
    }

    private static IEnumerable<string> Models(Dataset dataset) =>
        Directory.Exists(dataset.ModelsFolder)
            ? Directory
                .EnumerateDirectories(dataset.ModelsFolder)
                .Where(folder => File.Exists(Path.Combine(folder, "model.json")))
                .Select(folder => Path.GetFileName(folder))
                .Order(StringComparer.Ordinal)
            : [];
}
