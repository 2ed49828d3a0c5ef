using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Prediction;
using Seg.Server.Commands;

namespace Seg.Server.Tests.Commands;

public sealed class PredictCommandTests(SmallModel small) : IClassFixture<SmallModel>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("seg-predict-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_datasets_unlabelled_images_get_masks_in_its_predictions()
    {
        Assert.Equal(0, SegCommand.Run(["predict", small.Folder, "--model", small.Model, "--overlays"]));
        string predictions = Path.Combine(small.Folder, "predictions", "tiny");
        Assert.Equal(
            ["d.png", "images.csv", "objects.csv", "overlays", "state.json"],
            Names(predictions).Except(["ranking.csv"])
        );
        Assert.Equal(50, MaskFile.ReadIndices(Path.Combine(predictions, "d.png")).Width);
        Assert.Equal(["d.png"], Names(Path.Combine(predictions, "overlays")));
    }

    [Fact]
    public void All_images_go_where_they_are_asked_to()
    {
        string output = Path.Combine(folder, "new", "out");
        Assert.Equal(0, SegCommand.Run(["predict", small.Folder, "--model", small.Model, "--all", "--out", output]));
        Assert.Equal(["a.png", "b.png", "c.png", "d.png", "images.csv", "objects.csv", "state.json"], Names(output));
    }

    [Fact]
    public void Images_of_another_kind_than_the_model_learned_from_are_told_apart()
    {
        Assert.Empty(ModelFit.Differences(small.Model, PredictionSource.Of([small.Folder], true)));
        ImageFile.Write(Path.Combine(folder, "Bild ä.png"), new Raster<byte>(8, 8, 3));
        const string colour =
            "It was trained on gray images, and these are in colour, so that only their brightness counts.";
        Assert.Equal([colour], ModelFit.Differences(small.Model, PredictionSource.Of([folder], true)));
        DatasetInit.Create(folder, ["background", "mother", "daughter"]);
        Assert.Equal(
            [colour, "It finds \"object\", and the classes of this dataset are \"mother\", \"daughter\"."],
            ModelFit.Differences(small.Model, PredictionSource.Of([folder], true))
        );
    }

    [Fact]
    public void The_exit_code_tells_of_a_broken_file()
    {
        File.WriteAllText(Path.Combine(folder, "broken.tif"), "no picture");
        File.Copy(Path.Combine(small.Folder, "images", "a.png"), Path.Combine(folder, "a.png"));
        Assert.Equal(1, SegCommand.Run(["predict", folder, "--model", small.Model, "--json"]));
        Assert.Equal(
            ["a.png", "images.csv", "objects.csv", "state.json"],
            Names(Path.Combine(folder, "predictions", "tiny"))
        );
    }

    [Fact]
    public void Unlabelled_images_are_ranked()
    {
        Assert.Equal(0, SegCommand.Run(["rank", small.Folder, "--model", small.Model]));
        string[] lines = File.ReadAllLines(Path.Combine(small.Folder, "predictions", "tiny", "ranking.csv"));
        Assert.Equal("image,expected_error,difference,nearest", lines[0]);
        Assert.StartsWith("d,", Assert.Single(lines.Skip(1)));
        Assert.Equal(1, SegCommand.Run(["rank", folder, "--model", small.Model]));
    }

    [Fact]
    public void What_cannot_be_done_is_refused_before_anything_is_written()
    {
        Assert.Equal(1, SegCommand.Run(["predict", small.Folder, "--model", folder]));
        string masks = Path.Combine(small.Folder, "masks");
        Assert.Equal(1, SegCommand.Run(["predict", small.Folder, "--model", small.Model, "--out", masks]));
        Assert.Equal(2, SegCommand.Run(["predict", small.Folder]));
        Assert.Equal(2, SegCommand.Run(["predict", small.Folder, "--model", small.Model, "--page", "0"]));
        Assert.Equal(["a.png", "b.png", "c.png"], Names(masks));
        Assert.Empty(Names(folder));
    }

    private static string[] Names(string folder) =>
        [
            .. Directory
                .EnumerateFileSystemEntries(folder)
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
        ];
}
