using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Tests.Imaging;
using Seg.Core.Training;

namespace Seg.Core.Tests.Training;

/// <summary>The pictures of a run do not grow without end, and what is kept of them can be gone through.</summary>
public sealed class RunPreviewsTests : IDisposable
{
    private static readonly SegClass[] Classes = [new("background", "#000000"), new("disc", "#ff0000")];

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void All_of_a_short_run_stay_and_few_of_a_long_one()
    {
        Assert.Equal(Enumerable.Range(1, 30), Kept(30));
        Assert.Equal([1, 2, 4, 6, 7, 8, 10, 12, 14, 16, 18, 20, 22, .. Enumerable.Range(24, 10)], Kept(33));
        foreach (int newest in (int[])[100, 1000, 99_999])
        {
            int[] kept = Kept(newest);
            Assert.InRange(kept.Length, 25, 42);
            Assert.Contains(7, kept);
            Assert.Equal(newest, kept[^1]);
        }
    }

    [Fact]
    public void What_is_removed_once_is_not_wanted_again()
    {
        for (int newest = 1; newest < 500; newest++)
            Assert.Empty(Kept(newest + 1).Except([newest + 1]).Except(Kept(newest)));
    }

    [Fact]
    public void Only_our_pictures_are_removed()
    {
        var previews = new RunPreviews(new RunFolder(folder.FullPath), Classes);
        foreach (
            string name in (string[])
                ["0001_a.png", "0003_a.png", "0004_a_b.png", "notes_a.png", "0003.txt", "0003a_a.png"]
        )
            File.WriteAllText(folder[$"previews/{name}"], "");
        previews.Prune(100, 7);
        Assert.Equal(
            ["0001_a.png", "0003.txt", "0003a_a.png", "0004_a_b.png", "notes_a.png"],
            Directory
                .EnumerateFiles(folder["previews"])
                .Select(file => Path.GetFileName(file))
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void The_room_that_they_take_is_known_before()
    {
        Raster<float> pixels = Rasters.Filled<float>(100, 50, 1);
        var image = new LabelledImage("a", pixels, Rasters.Filled<byte>(100, 50, 1));
        var previews = new RunPreviews(new RunFolder(folder.FullPath), Classes);
        string file = Path.Combine(folder.FullPath, previews.Draw(image, image.Mask, epoch: 3));
        Raster drawn = ImageSource.ReadPage(file);
        // Half a byte for each of three values.
        Assert.Equal(3 * drawn.Width * drawn.Height / 2 * 5, RunPreviews.BytesFor([image], epochs: 5));
        Assert.Equal(42 * 3 * drawn.Width * drawn.Height / 2, RunPreviews.BytesFor([image], epochs: 100_000));
        Assert.InRange(new FileInfo(file).Length, 1, RunPreviews.BytesFor([image], epochs: 1));
    }

    private static int[] Kept(int newest) =>
        [.. Enumerable.Range(1, newest).Where(epoch => RunPreviews.IsKept(epoch, newest, best: 7))];
}
