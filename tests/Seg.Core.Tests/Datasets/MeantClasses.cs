using Seg.Core.Datasets;
using Seg.Core.Imaging;

namespace Seg.Core.Tests.Datasets;

/// <summary>A dataset whose masks have every class, and what each pixel of it means, whatever its value.</summary>
internal sealed class MeantClasses
{
    private static readonly byte[][] Rows =
    [
        [0, 1, 2, 255],
        [2, 2, 1, 1],
        [0, 0, 255, 255],
    ];

    public static void Make(string folder)
    {
        Directory.CreateDirectory(folder);
        for (int i = 0; i < Rows.Length; i++)
        {
            var mask = new Raster<byte>(Rows[i], Rows[i].Length, 1);
            ImageFile.Write(Path.Combine(folder, "images", $"{i}.png"), mask);
            MaskFile.Write(Path.Combine(folder, "masks", $"{i}.png"), mask);
        }
        DatasetInit.Create(folder, ["background", "cell", "dirt"]);
    }

    /// <summary>The background first, then the two others the other way round.</summary>
    public static EditedClass[] Swapped() =>
        [new("background", "#000000", 0), new("dirt", "#111111", 2), new("cell", "#222222", 1)];

    /// <summary>The same of a dataset as it is now.</summary>
    public static EditedClass[] SwappedIn(string folder) =>
        Dataset.Open(folder).Config.Classes is [var first, var second, var third]
            ? [new(first.Name, first.Color, 0), new(third.Name, third.Color, 2), new(second.Name, second.Color, 1)]
            : throw new InvalidOperationException("Three classes are expected.");

    /// <summary>All masks mean what they meant, and nothing is left of a change.</summary>
    public static void AssertKept(string folder)
    {
        AssertMeant(folder);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder, ".*"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder, "masks"), ".*"));
    }

    /// <summary>All masks mean what they meant.</summary>
    public static void AssertMeant(string folder) =>
        Assert.Equal(Rows.Select(row => row.Select(value => Names[value])), Meanings(Dataset.Open(folder)));

    private static Dictionary<int, string> Names { get; } =
        new()
        {
            [0] = "background",
            [1] = "cell",
            [2] = "dirt",
            [255] = "",
        };

    private static IEnumerable<IEnumerable<string>> Meanings(Dataset dataset)
    {
        foreach (DatasetImage image in dataset.Images)
        {
            Raster<byte> mask = image.ReadMask();
            byte[] values = mask.Pixels;
            yield return values.Select(value => value == 255 ? "" : dataset.Config.Classes[value].Name);
        }
    }
}
