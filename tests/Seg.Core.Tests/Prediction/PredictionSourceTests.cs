using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Prediction;
using Seg.Core.Tests.Imaging;

namespace Seg.Core.Tests.Prediction;

public sealed class PredictionSourceTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_a_dataset_the_unlabelled_images_or_all()
    {
        Dataset dataset = Dataset();
        PredictionSource source = PredictionSource.Of([dataset.Folder], includeLabelled: false);
        Assert.Equal([folder["images/b.png"]], source.Files);
        Assert.Equal(folder["predictions"], source.PredictionsFolder);
        Assert.Equal(
            [folder["images/a.png"], folder["images/b.png"]],
            PredictionSource.Of([folder["seg.json"]], includeLabelled: true).Files
        );
    }

    [Fact]
    public void Files_and_folders_of_images_each_once()
    {
        Touch("one/a.png", "one/b.tif", "one/notes.txt", "two/c.jpg");
        PredictionSource one = PredictionSource.Of([folder["one"], folder["one/a.png"]], false);
        Assert.Equal([folder["one/a.png"], folder["one/b.tif"]], one.Files);
        Assert.Equal(folder["one/predictions"], one.PredictionsFolder);

        PredictionSource both = PredictionSource.Of([folder["one/a.png"], folder["two"]], false);
        Assert.Equal([folder["one/a.png"], folder["two/c.jpg"]], both.Files);
        Assert.Null(both.PredictionsFolder);
        AssertRefuses("predict.out", () => PredictionFolder.Of(both, folder["models/m"], null));
    }

    [Fact]
    public void Images_of_a_dataset_are_predicted_where_and_as_the_dataset_is()
    {
        Dataset dataset = Dataset();
        PredictionSource source = PredictionSource.Of([folder["images/a.png"]], false);
        Assert.Equal(folder["predictions"], source.PredictionsFolder);
        Assert.Equal(dataset.Config.Page, source.Page);
        Assert.Equal(folder["predictions"], PredictionSource.Of([folder["images"]], false).PredictionsFolder);
        Touch("images/deeper/x.png");
        Assert.Equal(
            folder["images/deeper/predictions"],
            PredictionSource.Of([folder["images/deeper"]], false).PredictionsFolder
        );
    }

    [Fact]
    public void Two_images_whose_masks_would_have_one_name_are_refused()
    {
        Touch("one/a.png", "two/a.tif", "three/a_page2.jpg");
        AssertRefuses("predict.stem", () => PredictionSource.Of([folder["one"], folder["two"]], false));
        AssertRefuses("predict.stem", () => PredictionSource.Of([folder["three"], folder["two"]], false));
        Assert.Equal(2, PredictionSource.Of([folder["three"], folder["one"]], false).Files.Count);
    }

    [Fact]
    public void What_is_not_there_is_refused()
    {
        Touch("empty/notes.txt");
        AssertRefuses("predict.none", () => PredictionSource.Of([folder["empty"]], false));
        AssertRefuses("predict.input", () => PredictionSource.Of([folder["nothing.png"]], false));
        Dataset dataset = Dataset();
        AssertRefuses("predict.input", () => PredictionSource.Of([dataset.Folder, folder["images/a.png"]], false));
        File.Delete(folder["images/b.png"]);
        AssertRefuses("predict.none", () => PredictionSource.Of([dataset.Folder], false));
    }

    [Fact]
    public void Masks_go_to_the_models_folder_and_never_where_images_or_labels_are()
    {
        Dataset dataset = Dataset();
        PredictionSource source = PredictionSource.Of([dataset.Folder], false);
        string model = folder["models/first"] + Path.DirectorySeparatorChar;
        Assert.Equal(folder["predictions/first"], PredictionFolder.Of(source, model, null).Path);
        Assert.Equal(folder["out"], PredictionFolder.Of(source, model, folder["out"]).Path);
        foreach (string wrong in (string[])["masks", "masks/", "images", "out/../masks"])
            AssertRefuses("predict.out", () => PredictionFolder.Of(source, model, Path.Combine(dataset.Folder, wrong)));

        Touch("loose/c.tif");
        PredictionSource loose = PredictionSource.Of([folder["loose/c.tif"]], false);
        AssertRefuses("predict.out", () => PredictionFolder.Of(loose, model, folder["loose"]));
        AssertRefuses("predict.out", () => PredictionFolder.Of(loose, model, dataset.MasksFolder));
    }

    private Dataset Dataset()
    {
        Touch("images/b.png");
        Raster<byte> image = Rasters.Filled<byte>(4, 4, 0);
        ImageFile.Write(folder["images/a.png"], image);
        MaskFile.Write(folder["masks/a.png"], image);
        return DatasetInit.Create(folder.FullPath);
    }

    private void Touch(params string[] names)
    {
        foreach (string name in names)
            File.Create(folder[name]).Dispose();
    }

    private static void AssertRefuses(string code, Action action) =>
        Assert.Equal(code, Assert.Throws<SegException>(action).Code);
}
