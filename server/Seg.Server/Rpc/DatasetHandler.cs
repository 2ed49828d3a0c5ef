using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Models;
using Seg.Server.Rpc.Contract;
using StreamJsonRpc;

namespace Seg.Server.Rpc;

/// <summary>Datasets: what is in them, how they begin, and their classes.</summary>
internal sealed class DatasetHandler
{
    /// <summary>Reads a dataset: its classes, its images and its models.</summary>
    [JsonRpcMethod("dataset/read")]
    public Task<DatasetContent> Read(ReadDatasetParams request, CancellationToken stop) =>
        Task.Run(() => Content(Dataset.Open(FullPath.Of(request.Folder))), stop);

    /// <summary>Makes a folder of images a dataset.</summary>
    [JsonRpcMethod("dataset/create")]
    public Task<DatasetContent> Create(CreateDatasetParams request, CancellationToken stop) =>
        Task.Run(
            () => Content(DatasetInit.Create(DatasetInit.Around(FullPath.Of(request.Folder)), request.Classes)),
            stop
        );

    /// <summary>
    /// Adds, renames, recolours, reorders and removes classes; masks are written anew where values change. A class that is
    /// used by masks cannot be removed. After an error or a kill at any moment masks and classes fit each other, unless
    /// there is the file that <see cref="Wire.UnfinishedClasses"/> names.
    /// </summary>
    [JsonRpcMethod("dataset/classes")]
    public Task<DatasetContent> Classes(EditClassesParams request, CancellationToken stop) =>
        Task.Run(
            () =>
            {
                var dataset = Dataset.Open(FullPath.Of(request.Folder));
                if (ClassEdit.ChangesValues(dataset.Config, request.Classes))
                    RequireNoTraining(dataset);
                return Content(ClassEdit.Apply(dataset.Folder, request.Classes, stop));
            },
            stop
        );

    /// <summary>Has images whose names share what a pattern finds stay in one part of the split: writes it into <c>seg.json</c>.</summary>
    [JsonRpcMethod("dataset/group")]
    public Task<Done> Group(GroupImagesParams request, CancellationToken stop) =>
        Task.Run(
            () =>
            {
                SplitEdit.SetGroup(FullPath.Of(request.Folder), request.Pattern);
                return new Done();
            },
            stop
        );

    /// <summary>Has another page of a dataset's stacks be the labelled one.</summary>
    [JsonRpcMethod("dataset/page")]
    public Task<DatasetContent> Page(LabelPageParams request, CancellationToken stop) =>
        Task.Run(() => Content(LabelledPage.Set(FullPath.Of(request.Folder), request.Page, request.KeepsLabels)), stop);

    private static void RequireNoTraining(Dataset dataset)
    {
        if (RunFolder.All(dataset.ModelsFolder).FirstOrDefault(model => model.IsRunning) is { } running)
            throw new SegException(
                "classes.training",
                $"\"{running.Name}\" is being trained with these classes. They can be renamed, recoloured and "
                    + "added to meanwhile; reorder or remove them when the training has ended."
            );
    }

    private static DatasetContent Content(Dataset dataset)
    {
        // One look at the folder instead of one for each image, of which there may be thousands on a network's disk.
        HashSet<string> names = Directory.Exists(dataset.MasksFolder)
            ? [.. Directory.EnumerateFileSystemEntries(dataset.MasksFolder)]
            : [];
        return new DatasetContent(
            dataset.Folder,
            dataset.ImagesFolder,
            dataset.MasksFolder,
            dataset.Config.Page,
            dataset.Config.Classes,
            [.. dataset.Images.Select(image => Item(image, names))],
            [
                .. RunFolder
                    .All(dataset.ModelsFolder)
                    .Where(model => File.Exists(model.Model))
                    .Select(model => new ModelItem(model.Name)),
            ]
        );
    }

    private static ImageItem Item(DatasetImage image, HashSet<string> names) =>
        new(image.Stem, image.ImagePath, image.MaskPath, StateOf(image, names));

    private static LabelState StateOf(DatasetImage image, HashSet<string> names) =>
        !names.Contains(image.MaskPath) ? LabelState.NotLabelled
        : names.Contains(LabelStateFile.Of(image.MaskPath)) ? image.State
        : LabelState.Done;
}
