namespace Seg.Core.Files;

/// <summary>Where a path leads after all links are followed.</summary>
internal static class RealPath
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <summary>The full path without links; what is missing yet stands at its end as it is written.</summary>
    /// <exception cref="IOException">Its links lead in a circle.</exception>
    public static string Of(string path)
    {
        var rest = new Stack<string>();
        Push(rest, Path.GetFullPath(path));
        string at = "/";
        int links = 0;
        while (rest.TryPop(out string? name))
        {
            if (name == "..")
            {
                at = Path.GetDirectoryName(at) ?? at;
                continue;
            }
            string next = Path.Combine(at, name);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                at = next;
                continue;
            }
            if (++links > MostLinks)
                throw new IOException($"The links of {path} lead in a circle");
            if (Path.IsPathRooted(target))
                at = "/";
            Push(rest, target);
        }
        return at;
    }

    /// <summary>Whether a path is a folder, or in it or below it, after all links of both are followed.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static bool IsInside(string path, string folder)
    {
        string real = Of(path);
        string around = Of(folder);
        return real == around || real.StartsWith(around == "/" ? around : around + "/", StringComparison.Ordinal);
    }

    private static void Push(Stack<string> rest, string path)
    {
        foreach (string name in path.Split('/').Reverse())
            if (name is not ("" or "."))
                rest.Push(name);
    }
}
