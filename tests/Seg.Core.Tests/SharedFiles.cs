using System.Runtime.CompilerServices;

namespace Seg.Core.Tests;

/// <summary>Files beside the repository that not every machine has; a test that asks for one that is absent is skipped.</summary>
internal static class SharedFiles
{
    /// <summary>ImageNet's weights for mobilenet_v2, batch norms folded away, input -1 to 1.</summary>
    public static string MobileNetV2() => Existing("weights/mobilenet_v2.imagenet.safetensors");

    /// <summary>A folder, or null where it is absent.</summary>
    public static string? Folder(string name)
    {
        string path = InProject("../shared/" + name);
        return Directory.Exists(path) ? path : null;
    }

    /// <summary>A file of the project itself.</summary>
    public static string InProject(string name) => Path.GetFullPath(Path.Combine(Here(), "../../..", name));

    private static string Here([CallerFilePath] string source = "") => source;

    private static string Existing(string name, [CallerFilePath] string source = "")
    {
        string path = Path.GetFullPath(Path.Combine(source, "../../../../shared", name));
        Assert.SkipUnless(File.Exists(path), $"Needs ../shared/{name}");
        return path;
    }
}
