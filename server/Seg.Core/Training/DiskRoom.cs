using System.Globalization;
using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Tensors;

namespace Seg.Core.Training;

/// <summary>Looks for room before hours of training end with a full disk; what others fill later shows when it is written.</summary>
internal static class DiskRoom
{
    private const long Others = 1 << 20; // descriptions, events, the first pictures

    /// <summary>Requires room for the weights, the weights with two moments each, and for the larger of both once more while it is replaced.</summary>
    /// <exception cref="SegException"><c>file.write</c>.</exception>
    public static void Require(RunFolder folder, UNet network)
    {
        using var scope = ComputeScope.Open();
        long weights = network.state_dict().Values.Sum(tensor => tensor.numel() * tensor.element_size());
        long needed = (1 + 3 + 3) * weights + Others - Size(folder.Best) - Size(folder.Last);
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

    private static long Size(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;
}
