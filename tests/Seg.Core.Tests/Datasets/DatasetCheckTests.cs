using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Tests.Imaging;
using Entry = Seg.Core.Tests.Imaging.TiffMaker.Entry;

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
            Check().Problems.Select(Text)
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
        DatasetProblem problem = Assert.Single(Check().Problems, problem => problem.Severity == Severity.Error);
        Assert.Equal("masks", problem.File);
        Assert.StartsWith("no mask has an object: there are 0 and 255 only", problem.Problem);
        Assert.StartsWith("If 255 marks the objects, save them as 1", problem.Remedy);

        Image("b.png");
        Mask("b", 0, 1, 255, 0);
        Assert.DoesNotContain(Check().Problems, problem => problem.Severity == Severity.Error);
    }

    [Fact]
    public void Masks_that_number_objects_are_recognised_by_what_they_are()
    {
        Image("a.png", 10, 2);
        MaskFile.Write(folder["masks/a.png"], Numbered(10));
        const string numbers = "it looks like numbers of objects, not classes: 10 values, each one connected region";

        Assert.Equal([$"Error masks/a.png: {numbers}"], Check().Problems.Take(1).Select(Text));
        Assert.Contains("all objects of one class as one value", Check().Problems[0].Remedy);

        // The dataset may have as many classes, and then they may be meant.
        DatasetReport report = Check(config => config with { Classes = Classes(11) });
        Assert.False(report.HasErrors);
        Assert.Contains($"Warning masks/a.png: {numbers}", report.Problems.Select(Text));
    }

    [Fact]
    public void Few_values_or_one_in_two_places_are_classes()
    {
        Image("a.png", 9, 2);
        MaskFile.Write(folder["masks/a.png"], Numbered(9));
        Image("b.png", 11, 2);
        Raster<byte> twice = Numbered(11);
        twice[1, 10] = 1;
        MaskFile.Write(folder["masks/b.png"], twice);

        Assert.Empty(Check(config => config with { Classes = Classes(12) }).Problems);
    }

    [Fact]
    public void An_image_that_asks_to_be_turned_is_pointed_out()
    {
        Entry[] page = TiffMaker.Page(2, 1, 8, 1, new Entry(274, 6));
        File.WriteAllBytes(
            folder["images/a.tif"],
            new TiffMaker().Make(
                (
                    page,
                    [
                        [1, 2],
                    ]
                )
            )
        );
        Image("b.jpg");
        byte[] jpeg = File.ReadAllBytes(folder["images/b.jpg"]);
        byte[] exif = [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0];
        File.WriteAllBytes(
            folder["images/b.jpg"],
            [.. jpeg[..2], 0xff, 0xe1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]]
        );
        MaskFile.Write(folder["masks/a.png"], new Raster<byte>([0, 1], 2, 1));
        Mask("b", 0, 1, 2, 0);

        DatasetReport report = Check();

        Assert.False(report.HasErrors);
        const string asks = "the file asks to be turned or mirrored when it is shown (orientation ";
        Assert.Equal(
            [$"Warning images/a.tif: {asks}6)", $"Warning images/b.jpg: {asks}3)"],
            report.Problems.Select(Text)
        );
        Assert.All(
            report.Problems,
            problem => Assert.StartsWith("Seg reads its pixels as they are stored", problem.Remedy)
        );
    }

    [Fact]
    public void Without_masks_or_images_there_is_one_error()
    {
        Directory.CreateDirectory(Path.Combine(folder.FullPath, "images"));
        Assert.Equal(["Error seg.json: there are no images"], Check().Problems.Select(Text));

        Image("a.png");
        Assert.Equal(["Error seg.json: no image is labelled"], Check().Problems.Select(Text));
    }

    [Fact]
    public void A_page_that_is_missing_is_an_error()
    {
        Image("a.tif");
        Mask("a", 0, 1, 2, 0);

        DatasetReport report = Check(config => config with { Page = 4 });

        Assert.Contains("Error images/a.tif: there is no page 4", report.Problems.Select(Text));
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

        string[] problems = [.. report.Problems.Select(Text)];
        Assert.Equal(4, problems.Length);
        Assert.Contains($"Error seg.json: There is no image \"f_z_9\" in {folder.FullPath}", problems);
        Assert.Contains("Error seg.json: \"g_z_1\" is named both as test and as validation image", problems);
        Assert.Contains(problems, line => line.StartsWith("Error seg.json: The group \"f\" is on two sides"));
        Assert.Contains("Warning images/i.png: it is named in \"split\" of seg.json and not labelled", problems);
        Assert.Contains(report.Problems, problem => problem.Remedy == "Put all its images on one side.");
    }

    [Fact]
    public void A_pattern_that_cannot_work_is_reported()
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

    private void Has(string problem) => Assert.Contains(problem, Check().Problems.Select(Text));

    private static string Text(DatasetProblem problem)
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

    private void Image(string name, int width = 2, int height = 2)
    {
        byte[] pixels = [.. Enumerable.Repeat<byte[]>([1, 2, 3], width * height).SelectMany(pixel => pixel)];
        ImageFile.Write(folder["images/" + name], new Raster<byte>(pixels, width, height, 3));
    }

    /// <summary>Two lines: the numbers from 1 on, each an object of one pixel, and nothing.</summary>
    private static Raster<byte> Numbered(int objects)
    {
        var mask = new Raster<byte>(objects, 2);
        for (int x = 0; x < objects; x++)
            mask[0, x] = (byte)(x + 1);
        return mask;
    }

    private static SegClass[] Classes(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new SegClass($"class {i}", "#102030"))];

    private void Mask(string stem, params byte[] values)
    {
        var mask = new Raster<byte>(values, 2, 2);
        MaskFile.Write(folder[$"masks/{stem}.png"], mask);
    }
}
