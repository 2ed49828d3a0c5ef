using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Tests.Imaging;
using Seg.Server.Commands;

namespace Seg.Server.Tests.Commands;

/// <summary>A dataset of bright discs with a model that was trained on it for two steps: quick, and good for nothing else.</summary>
public sealed class SmallModel : IDisposable
{
    public SmallModel()
    {
        foreach (string stem in (string[])["a", "b", "c", "d"])
        {
            Raster<byte> image = Rasters.Filled<byte>(50, 40, 30);
            Raster<byte> mask = Rasters.Filled<byte>(50, 40, 0);
            image.Disc<byte>(10 + 8 * (stem[0] - 'a'), 20, 8, 200);
            mask.Disc<byte>(10 + 8 * (stem[0] - 'a'), 20, 8, 1);
            ImageFile.Write(Path.Combine(Folder, "images", stem + ".png"), image);
            if (stem != "d")
                MaskFile.Write(Path.Combine(Folder, "masks", stem + ".png"), mask);
        }
        DatasetInit.Create(Folder);
        string[] quick =
        [
            "--encoder",
            "plain",
            "--epochs",
            "1",
            "--steps-per-epoch",
            "2",
            "--batch",
            "1",
            "--crop",
            "32",
        ];
        Assert.Equal(0, SegCommand.Run(["train", Folder, "--name", "tiny", "--val", "b", "--threads", "1", .. quick]));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("seg-model-").FullName;

    public string Model => Path.Combine(Folder, "models", "tiny");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
