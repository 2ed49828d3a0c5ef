using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Tests.Imaging;

namespace Seg.Core.Tests.Datasets;

public sealed class DatasetInitTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_of_images_becomes_a_dataset()
    {
        Picture("a.png");
        Picture("b.tif");

        Dataset dataset = DatasetInit.Create(folder.FullPath);

        Assert.Equal(["a", "b"], dataset.Images.Select(image => image.Stem));
        Assert.Equal(".", dataset.Config.Images);
        Assert.Equal([new("background", "#000000"), new("object", "#e69f00")], dataset.Config.Classes);
    }

    [Theory]
    [InlineData(".", "masks")]
    [InlineData("./", "./masks/")]
    [InlineData("masks/..", "masks//")]
    public void However_its_folders_are_written_every_file_has_one_path(string images, string masks)
    {
        Picture("Bild ä.png");
        Picture("masks/Bild ä.png", 1);
        SegJson config = DatasetInit.Create(folder.FullPath).Config;
        (config with { Images = images, Masks = masks }).Write(folder["seg.json"]);

        var dataset = Dataset.Open(folder.FullPath + "/");

        Assert.Equal(
            (folder.FullPath, folder.FullPath, folder["masks"]),
            (dataset.Folder, dataset.ImagesFolder, dataset.MasksFolder)
        );
        DatasetImage image = Assert.Single(dataset.Images);
        Assert.Equal((folder["Bild ä.png"], folder["masks/Bild ä.png"]), (image.ImagePath, image.MaskPath));
        Assert.Equal(folder.FullPath, Dataset.Around(folder.FullPath));
    }

    [Fact]
    public void A_folder_named_images_goes_first()
    {
        Picture("plot.png");
        Picture("images/a.png");

        Assert.Equal(["a"], DatasetInit.Create(folder.FullPath).Images.Select(image => image.Stem));
    }

    [Fact]
    public void Masks_tell_how_many_classes_there_are()
    {
        Picture("a.png");
        Picture("masks/a.png", 3);
        Picture("masks/b.png", 255);
        File.WriteAllText(folder["masks/c.png"], "damaged");

        Dataset dataset = DatasetInit.Create(folder.FullPath);

        Assert.Equal(["background", "class 1", "class 2", "class 3"], dataset.Config.Classes.Select(c => c.Name));
        Assert.Equal(4, dataset.Config.Classes.Select(c => c.Color).Distinct().Count());
    }

    [Fact]
    public void Masks_that_number_objects_make_no_classes_but_named_ones_can_be_had()
    {
        Picture("a.png");
        var numbers = new Raster<byte>([.. Enumerable.Range(1, 10).Select(i => (byte)i)], 10, 1);
        MaskFile.Write(folder["masks/a.png"], numbers);

        string refusal = Refuses("init.objects");
        Assert.Contains("masks/a.png looks like numbers of objects, not classes: it has 10 values", refusal);
        Assert.Contains("save all objects of one class as one value", refusal);
        Assert.EndsWith("If they are classes, name them.", refusal);
        Assert.False(File.Exists(folder["seg.json"]));

        string[] names = [.. Enumerable.Range(0, 11).Select(i => $"class {i}")];
        Assert.Equal(names, DatasetInit.Create(folder.FullPath, names).Config.Classes.Select(c => c.Name));
    }

    [Fact]
    public void Named_classes_are_taken()
    {
        Picture("a.png");

        Dataset dataset = DatasetInit.Create(folder.FullPath, ["nothing", "cell"]);

        Assert.Equal([new("nothing", "#000000"), new("cell", "#e69f00")], dataset.Config.Classes);
    }

    [Fact]
    public void Colours_are_taken_and_checked()
    {
        Picture("a.png");

        SegException e = Assert.Throws<SegException>(() =>
            DatasetInit.Create(folder.FullPath, [new SegClass("nothing", "#000000"), new SegClass("cell", "blue")])
        );
        Dataset dataset = DatasetInit.Create(
            folder.FullPath,
            [new SegClass("nothing", "#000000"), new SegClass("cell", "#0000ff")]
        );

        Assert.Equal("init.classes", e.Code);
        Assert.Contains("\"blue\"", e.Message);
        Assert.Equal([new("nothing", "#000000"), new("cell", "#0000ff")], dataset.Config.Classes);
    }

    [Fact]
    public void Around_images_is_the_folder_that_they_are_in()
    {
        Picture("project/images/a.png");
        Picture("other/a.png");
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        Assert.Equal(folder["project"], DatasetInit.Around(folder["project/images/"]));
        Assert.Equal(folder["other"], DatasetInit.Around(folder["other"]));
        Assert.Equal("/images", DatasetInit.Around("/images"));
        Assert.Equal(Path.Combine(home, "images"), DatasetInit.Around(Path.Combine(home, "images")));
    }

    [Fact]
    public void Around_images_is_no_dataset_of_other_images()
    {
        Picture("images/a.png");
        Picture("raw/a.png");
        SegJson config = DatasetInit.Create(folder.FullPath).Config;
        Assert.Equal(folder.FullPath, DatasetInit.Around(folder["images"]));

        (config with { Images = "raw" }).Write(folder["seg.json"]);

        Assert.Equal(folder["images"], DatasetInit.Around(folder["images"]));
    }

    [Fact]
    public void What_is_there_is_not_overwritten()
    {
        Picture("a.png");
        File.WriteAllText(folder["seg.json"], "mine");

        Refuses("init.exists");

        Assert.Equal("mine", File.ReadAllText(folder["seg.json"]));
    }

    [Fact]
    public void What_cannot_be_a_dataset_is_refused()
    {
        Assert.Contains(".tiff", Refuses("init.images"));
        Picture("a.png");
        Refuses("init.classes", "background");
        Refuses("init.classes", "background", "");
        Assert.Contains("\"cell\"", Refuses("init.classes", "background", "cell", "cell"));
        Assert.False(File.Exists(folder["seg.json"]));
        SegException e = Assert.Throws<SegException>(() => DatasetInit.Create(folder["missing"]));
        Assert.Equal("dataset.missing", e.Code);
    }

    private string Refuses(string code, params string[] classes)
    {
        SegException e = Assert.Throws<SegException>(() =>
            DatasetInit.Create(folder.FullPath, classes.Length > 0 ? classes : null)
        );
        Assert.Equal(code, e.Code);
        return e.Message;
    }

    private void Picture(string name, byte value = 0)
    {
        Raster<byte> picture = Rasters.Filled<byte>(2, 2, value);
        ImageFile.Write(folder[name], picture);
    }
}
