using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Tests.Imaging;

namespace Seg.Core.Tests.Datasets;

public sealed class DatasetCheckTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_good_dataset_has_no_problems_and_is_counted()
    {
        Image("a.png");
        Image("b.png");
        Image("c.tif");
        Mask("a", 0, 0, 0, 1);
        Mask("b", 1, 2, 255, 255);

        DatasetReport report = Check();

        Assert.Empty(report.Problems);
        Assert.False(report.HasErrors);
        Assert.Equal((3, 2, 2), (report.Images, report.Labelled, report.NotLabelled));
        Assert.Equal(
            [new("background", 3, 0.5, 1), new("mother", 2, 2 / 6.0, 2), new("daughter", 1, 1 / 6.0, 1)],
            report.Classes
        );
    }

    [Fact]
    public void All_problems_are_listed_at_once_errors_first()
    {
        Image("a.png");
        Image("b.png");
        Image("c.png");
        Mask("a", 255, 255, 255, 255);
        Mask("b", 0, 1, 2, 9);
        Mask("stray", 0, 0, 0, 0);
        File.WriteAllBytes(folder["images/c.png"], []);

        Assert.Equal(
            [
                "Error images/c.png: it cannot be read: the file is empty",
                "Error masks/b.png: 1 pixels have the value 9, and the classes are 0 to 2",
                "Error masks/stray.png: there is no image for this mask",
                "Warning masks/a.png: nothing is labelled: all pixels are 255",
            ],
            Check().Problems.Select(Told)
        );
    }

    [Fact]
    public void A_mask_of_another_size_is_an_error()
    {
        Image("a.png");
        Raster<byte> mask = Rasters.Filled<byte>(5, 3, 1);
        MaskFile.Write(folder["masks/a.png"], mask);

        Has("Error masks/a.png: the mask is 5 x 3, the image 2 x 2 pixels");
    }

    [Fact]
    public void Values_beyond_the_classes_are_named_and_counted()
    {
        Image("a.png");
        Mask("a", 3, 3, 200, 1);

        Has("Error masks/a.png: 3 pixels have the values 3, 200, and the classes are 0 to 2");
    }

    [Fact]
    public void A_mask_in_colors_or_of_16_bits_is_an_error()
    {
        Image("a.png");
        foreach (Raster mask in (Raster[])[new Raster<byte>(2, 2, 3), new Raster<ushort>(2, 2)])
        {
            ImageFile.Write(folder["masks/a.png"], mask);
            Has("Error masks/a.png: the mask is not 8-bit gray");
        }
    }

    [Fact]
    public void A_damaged_mask_is_an_error()
    {
        Image("a.png");
        Mask("a", 0, 1, 2, 0);
        File.WriteAllBytes(folder["masks/a.png"], File.ReadAllBytes(folder["masks/a.png"])[..^5]);

        Has("Error masks/a.png: it cannot be read: it ends too early");
    }

    [Fact]
    public void Two_images_of_one_name_are_an_error()
    {
        Image("a.png");
        Image("a.tif");
        Mask("a", 0, 1, 2, 0);

        Has("Error images/a.tif: a.png and a.tif have one mask");
    }

    [Fact]
    public void A_mask_that_is_no_PNG_is_an_error()
    {
        Image("a.png");
        Mask("a", 0, 1, 2, 0);
        Image("b.png");
        Raster<byte> mask = Rasters.Filled<byte>(2, 2, 1);
        ImageFile.Write(folder["masks/b.tif"], mask);

        Has("Error masks/b.tif: masks are PNG files; this one is not used");
    }

    [Fact]
    public void Masks_of_0_and_255_are_pointed_out()
    {
        Image("a.png");
        Mask("a", 0, 255, 255, 0);

        Has("Warning masks/a.png: the mask has 0 and 255 only, and 255 means not labelled");
        Has("Warning seg.json: no pixel is labelled as \"mother\"");
    }

    [Fact]
    public void Without_masks_or_images_there_is_one_error()
    {
        Directory.CreateDirectory(Path.Combine(folder.FullPath, "images"));
        Assert.Equal(["Error seg.json: there are no images"], Check().Problems.Select(Told));

        Image("a.png");
        Assert.Equal(["Error seg.json: no image is labelled"], Check().Problems.Select(Told));
    }

    [Fact]
    public void A_page_that_is_missing_is_an_error()
    {
        Image("a.tif");
        Mask("a", 0, 1, 2, 0);

        DatasetReport report = Check(config => config with { Page = 4 });

        Assert.Contains("Error images/a.tif: there is no page 4", report.Problems.Select(Told));
    }

    [Fact]
    public void Every_fault_of_the_split_is_listed()
    {
        foreach (string stem in new[] { "f_z_1", "f_z_2", "g_z_1", "h_z_1" })
        {
            Image(stem + ".png");
            Mask(stem, 0, 1, 2, 0);
        }
        Image("i.png");

        DatasetReport report = Check(config =>
            config with
            {
                Split = new SplitRule("^(.+)_z_", new ValidationRule(["g_z_1", "f_z_9", "i"]), ["g_z_1", "f_z_1"]),
            }
        );

        string[] told = [.. report.Problems.Select(Told)];
        Assert.Equal(4, told.Length);
        Assert.Contains($"Error seg.json: There is no image \"f_z_9\" in {folder.FullPath}", told);
        Assert.Contains("Error seg.json: \"g_z_1\" is named both as test and as validation image", told);
        Assert.Contains(told, line => line.StartsWith("Error seg.json: The group \"f\" is on two sides"));
        Assert.Contains("Warning images/i.png: it is named in \"split\" of seg.json and not labelled", told);
        Assert.Contains(report.Problems, problem => problem.Remedy == "Put all its images on one side.");
    }

    [Fact]
    public void A_pattern_that_cannot_work_is_told()
    {
        Image("a.png");
        Mask("a", 0, 1, 2, 0);

        DatasetReport report = Check(config => config with { Split = new SplitRule("(") });

        DatasetProblem problem = Assert.Single(report.Problems);
        Assert.Contains("is not a pattern", problem.Problem);
        Assert.StartsWith("Correct it", problem.Remedy);
    }

    [Fact]
    public void A_check_can_be_stopped()
    {
        Image("a.png");
        Dataset dataset = Make(config => config);

        Assert.ThrowsAny<OperationCanceledException>(() =>
            DatasetCheck.Run(dataset, stop: new CancellationToken(canceled: true))
        );
    }

    private void Has(string told) => Assert.Contains(told, Check().Problems.Select(Told));

    private static string Told(DatasetProblem problem)
    {
        Assert.EndsWith(".", problem.Remedy);
        return $"{problem.Severity} {problem.File}: {problem.Problem}";
    }

    private DatasetReport Check(Func<SegJson, SegJson>? change = null) =>
        DatasetCheck.Run(Make(change ?? (config => config)));

    private Dataset Make(Func<SegJson, SegJson> change)
    {
        var config = new SegJson(
            1,
            [new("background", "#000000"), new("mother", "#e69f00"), new("daughter", "#56b4e9")]
        );
        change(config).Write(folder["seg.json"]);
        return Dataset.Open(folder.FullPath);
    }

    /// <summary>Of 2 x 2 pixels.</summary>
    private void Image(string name)
    {
        ImageFile.Write(folder["images/" + name], new Raster<byte>([1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3], 2, 2, 3));
    }

    private void Mask(string stem, params byte[] values)
    {
        var mask = new Raster<byte>(values, 2, 2);
        MaskFile.Write(folder[$"masks/{stem}.png"], mask);
    }
}
