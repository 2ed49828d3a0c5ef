using Seg.Core.Datasets;

namespace Seg.Server.Rpc.Contract;

/// <summary>Which dataset is to be read.</summary>
/// <param name="Folder">The full path of the folder that has the <c>seg.json</c>.</param>
internal sealed record ReadDatasetParams(string Folder);

/// <summary>What is to become a dataset.</summary>
/// <param name="Folder">
/// The full path of a folder with images, or with a folder <c>images</c> of images. The folder <c>images</c> itself
/// stands for the one that it is in; the answer says which became the dataset.
/// </param>
/// <param name="Classes">The classes in the order of their mask values; the first is the background.</param>
internal sealed record CreateDatasetParams(string Folder, IReadOnlyList<SegClass> Classes);

/// <summary>How the classes of a dataset are to be.</summary>
/// <param name="Folder">The full path of the folder that has the <c>seg.json</c>.</param>
/// <param name="Classes">All classes in their new order; the first is the background.</param>
internal sealed record EditClassesParams(string Folder, IReadOnlyList<EditedClass> Classes);

/// <summary>Which images are to stay together.</summary>
/// <param name="Folder">The full path of the folder that has the <c>seg.json</c>.</param>
/// <param name="Pattern">Its first group names what belongs together.</param>
internal sealed record GroupImagesParams(string Folder, string Pattern);

/// <summary>Which page of its stacks a dataset labels from now on.</summary>
/// <param name="Folder">The full path of the folder that has the <c>seg.json</c>.</param>
/// <param name="Page">From 1.</param>
/// <param name="KeepsLabels">Whether labels that there are count for the new page; otherwise they are kept beside the masks.</param>
internal sealed record LabelPageParams(string Folder, int Page, bool KeepsLabels);

/// <summary>A dataset as it is on disk.</summary>
/// <param name="Folder">The full path of the folder that has the <c>seg.json</c>.</param>
/// <param name="ImagesFolder">The full path of the images' folder.</param>
/// <param name="MasksFolder">The full path of the masks' folder, whether it exists or not.</param>
/// <param name="Page">Which page of multi-page images is labelled, from 1.</param>
/// <param name="Classes">The classes in the order of their mask values; the first is the background.</param>
/// <param name="Images">The images in the order of their stems.</param>
/// <param name="Models">The trained models in the order of their names.</param>
internal sealed record DatasetContent(
    string Folder,
    string ImagesFolder,
    string MasksFolder,
    int Page,
    IReadOnlyList<SegClass> Classes,
    IReadOnlyList<ImageItem> Images,
    IReadOnlyList<ModelItem> Models
);

/// <summary>An image of a dataset.</summary>
/// <param name="Stem">The file name without its ending: what names the image, its mask and its predictions.</param>
/// <param name="File">The full path of the image.</param>
/// <param name="Mask">The full path of its mask, whether it exists or not.</param>
/// <param name="State">How far its labels are.</param>
internal sealed record ImageItem(string Stem, string File, string Mask, LabelState State);

/// <summary>A model of a dataset.</summary>
/// <param name="Name">The name of its folder in <c>models</c>.</param>
internal sealed record ModelItem(string Name);
