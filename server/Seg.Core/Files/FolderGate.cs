using System.IO.Enumeration;

namespace Seg.Core.Files;

/// <summary>
/// The gate for all that a folder says of where things are. It may come from a stranger, so its links must not make us
/// write to, move or delete anything outside of it. Reading is another matter: many keep their images elsewhere, by links.
/// </summary>
internal static class FolderGate
{
    /// <summary>Lets pass what is in a folder or below it after all links are followed, there or not.</summary>
    /// <param name="folder">The folder that is opened, such as a dataset.</param>
    /// <param name="path">A file or folder that is to be written, moved or deleted.</param>
    /// <exception cref="SegException"><c>folder.outside</c>.</exception>
    public static void RequireInside(string folder, string path)
    {
        if (LeadsOutOf(folder, path))
            throw Outside(path, folder);
    }

    /// <summary>
    /// Lets pass a folder of results, such as a model's: it is in the folder that is opened, and no link in it leads out of
    /// it, since results replace each other by name.
    /// </summary>
    /// <param name="folder">The folder that is opened.</param>
    /// <param name="results">The folder of results, there or not.</param>
    /// <exception cref="SegException"><c>folder.outside</c>, or <c>file.read</c> where it cannot be looked through.</exception>
    public static void RequireResults(string folder, string results)
    {
        RequireInside(folder, results);
        if (!Directory.Exists(results))
            return;
        try
        {
            if (LinksIn(results).FirstOrDefault(link => LeadsOutOf(results, link)) is { } link)
                throw Outside(link, results);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SegException("file.read", $"Cannot look through {results}: {e.Message}", e);
        }
    }

    /// <summary>Whether links lead out of a folder.</summary>
    public static bool LeadsOutOf(string folder, string path)
    {
        try
        {
            return !RealPath.IsInside(path, folder);
        }
        catch (IOException)
        {
            return true; // in a circle: nowhere
        }
    }

    /// <summary>All links in a folder and below it, none of which is followed.</summary>
    private static FileSystemEnumerable<string> LinksIn(string folder) =>
        new(
            folder,
            (ref FileSystemEntry entry) => entry.ToFullPath(),
            new EnumerationOptions
            {
                RecurseSubdirectories = true,
                AttributesToSkip = default,
                IgnoreInaccessible = false,
            }
        )
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => IsLink(ref entry),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry),
        };

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private static SegException Outside(string path, string folder) =>
        new(
            "folder.outside",
            $"{path} is a link, or behind one, that leads out of {folder}, where Seg writes, moves and deletes nothing. "
                + "Put the file or folder itself in the place of the link."
        );
}
