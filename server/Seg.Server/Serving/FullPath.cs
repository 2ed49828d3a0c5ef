using Seg.Core;

namespace Seg.Server.Serving;

/// <summary>Paths of requests. A relative one would be looked for where the server happens to have been started.</summary>
internal static class FullPath
{
    /// <exception cref="SegException"><c>path.relative</c>.</exception>
    public static string Of(string path) =>
        Path.IsPathFullyQualified(path)
            ? Path.GetFullPath(path)
            : throw new SegException("path.relative", $"\"{path}\" is not a full path; open a folder on this machine.");
}
