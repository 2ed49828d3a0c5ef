using Seg.Core.Files;
using Seg.Core.Models;

namespace Seg.Server.Models;

/// <summary>Which state of a model is meant: a training that goes on makes another of it.</summary>
internal static class ModelIdentity
{
    /// <summary>Another text for each state of a model.</summary>
    /// <param name="folder">The full path of the model's folder.</param>
    public static string Of(string folder)
    {
        var files = new RunFolder(folder);
        return $"{folder}\n{FileStamp.Of(files.Best)}\n{FileStamp.Of(files.Last)}\n{FileStamp.Of(files.Model)}";
    }
}
