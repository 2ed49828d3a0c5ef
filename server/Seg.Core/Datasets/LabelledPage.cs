using System.Globalization;
using System.Text;
using Seg.Core.Files;
using Seg.Core.Imaging;

namespace Seg.Core.Datasets;

/// <summary>
/// Changes which page of its stacks a dataset labels: <see cref="SegJson.Page"/>, by which the editor draws, networks are
/// trained and predictions compared.
/// </summary>
public static class LabelledPage
{
    /// <summary>Writes the page into <c>seg.json</c>; comments and all other fields stay to the byte.</summary>
    /// <param name="folder">The dataset's folder.</param>
    /// <param name="page">From 1.</param>
    /// <param name="keepsLabels">
    /// Whether the labels of the page until now are those of the new one; otherwise their masks are kept beside them under
    /// another name, before the page changes: a kill between leaves stacks without labels, never labels on a wrong page.
    /// </param>
    /// <exception cref="SegException">
    /// <c>image.page</c>: a stack has no such page; <c>classes.busy</c>, <c>folder.outside</c>, <c>file.write</c>; those of
    /// <see cref="Dataset.Open"/> and <see cref="ImageSource.Open"/>.
    /// </exception>
    public static Dataset Set(string folder, int page, bool keepsLabels)
    {
        var dataset = Dataset.Open(folder);
        RequirePage(dataset, page);
        byte[] value = Encoding.ASCII.GetBytes(page.ToString(CultureInfo.InvariantCulture));
        return SegJsonChange.Run(
            dataset,
            file => MemberText.InFile(file, "page", value),
            _ =>
            {
                if (!keepsLabels)
                    foreach (DatasetImage stack in Stacks(dataset).Where(stack => stack.IsLabelled))
                        SetAside(dataset, stack.MaskPath);
            }
        );
    }

    private static IEnumerable<DatasetImage> Stacks(Dataset dataset) =>
        dataset.Images.Where(image => Dataset.HasPages(image.ImagePath));

    private static void RequirePage(Dataset dataset, int page)
    {
        foreach (DatasetImage stack in Stacks(dataset))
        {
            int count = ImageSource.CountPages(stack.ImagePath);
            if (page < 1 || page > count)
                throw new SegException(
                    "image.page",
                    $"One page is labelled in all stacks of a dataset, and {stack.ImagePath} has no page {page} but {count}. "
                        + "Put it into a dataset of its own, or choose a page that all of them have."
                );
        }
    }

    private static void SetAside(Dataset dataset, string mask)
    {
        FolderGate.RequireInside(dataset.Folder, Path.GetDirectoryName(mask)!);
        string kept = Enumerable
            .Range(1, int.MaxValue)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"{mask}.{number}.bak"))
            .First(name => !Path.Exists(name));
        try
        {
            File.Move(mask, kept);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SegException("file.write", $"{mask} cannot be renamed: {e.Message}", e);
        }
    }
}
