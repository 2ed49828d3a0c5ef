using System.Globalization;
using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Tensors;

namespace Seg.Core.Training;

/// <summary>Looks for room before hours of training end with a full disk; what others fill later shows when it is written.</summary>
internal static class DiskRoom
{
    private const long Others = 1 << 20; // descriptions, events

    /// <summary>
    /// Requires room for the weights, the weights with two moments each, for the larger of both once more while it is replaced,
    /// and for pictures.
    /// </summary>
    /// <param name="folder">What is there already counts.</param>
    /// <param name="network">Its weights.</param>
    /// <param name="pictures">How many bytes of them there will be.</param>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    public static void Require(RunFolder folder, UNet network, long pictures)
    {
        using var scope = ComputeScope.Open();
        long weights = network.state_dict().Values.Sum(tensor => tensor.numel() * tensor.element_size());
        long needed = (1 + 3 + 3) * weights + Others - Size(folder.Best) - Size(folder.Last);
        needed += Math.Max(0, pictures - Pictures(folder));
        long free;
        try
        {
            free = new DriveInfo(folder.Path).AvailableFreeSpace;
        }
        catch (IOException)
        {
            return;
        }
        if (free < needed)
            throw new SegException(
                "file.write",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The disk of {folder.Path} has {free / 1e6:0} MB free, and this model needs {needed / 1e6:0} MB. Free some space, then try again."
                )
            );
    }

    private static long Pictures(RunFolder folder) =>
        Directory.Exists(folder.Previews)
            ? new DirectoryInfo(folder.Previews).EnumerateFiles().Sum(file => file.Length)
            : 0;

    private static long Size(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;
}
