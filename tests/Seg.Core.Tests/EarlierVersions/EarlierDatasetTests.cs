using Seg.Core.Datasets;

namespace Seg.Core.Tests.EarlierVersions;

/// <summary>Datasets of version 0.1.0 open, and say what they said.</summary>
public sealed class EarlierDatasetTests : IDisposable
{
    private static readonly MaskPixels[] Masks =
    [
        new("f1_z1", 6461, 990, 229, 0),
        new("f1_z2", 6077, 1377, 226, 0),
        new("f2_z1", 6270, 1183, 227, 0),
        new("f3_z1", 5532, 1337, 171, 640),
        new("f4_z1", 6501, 957, 222, 0),
        new("new1", 5580, 1931, 169, 0),
        new("stack", 6290, 1166, 224, 0),
    ];

    private readonly EarlierFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void A_dataset_opens_with_its_classes_its_split_and_its_page()
    {
        Dataset dataset = Dataset.Open(files["dataset"]);

        Assert.Equal(
            [("background", "#000000"), ("cell", "#1f77b4"), ("bud", "#ff7f0e")],
            dataset.Config.Classes.Select(c => (c.Name, c.Color))
        );
        Assert.Equal(2, dataset.Config.Page);
        var split = Split.Of(dataset, seed: 1);
        Assert.Equal(["f1_z1", "f1_z2", "f3_z1", "f4_z1", "new1"], split.Train.Select(image => image.Stem));
        Assert.Equal(["f2_z1"], split.Validation.Select(image => image.Stem));
        Assert.Equal(["stack"], split.Test.Select(image => image.Stem));
    }

    [Fact]
    public void Every_mask_has_the_pixels_that_it_had_and_nothing_is_wrong()
    {
        Dataset dataset = Dataset.Open(files["dataset"]);

        Assert.Equal(Masks, Counted(dataset));
        Assert.Empty(DatasetCheck.Run(dataset, stop: TestContext.Current.CancellationToken).Problems);
    }

    [Fact]
    public void A_change_of_classes_that_was_killed_half_way_is_carried_through()
    {
        Dataset dataset = Dataset.Open(files["class-edit"]);

        Assert.Equal(["background", "bud", "cell", "debris"], dataset.Config.Classes.Select(c => c.Name));
        // Cells and buds have changed places.
        Assert.Equal(
            Masks
                .Where(mask => mask.Stem != "new1")
                .Select(mask => mask with { First = mask.Second, Second = mask.First }),
            Counted(dataset)
        );
        Assert.False(File.Exists(files["class-edit/.seg-reclass.json"]));
        Assert.False(Directory.Exists(files["class-edit/masks/.seg-reclass"]));
    }

    private static IEnumerable<MaskPixels> Counted(Dataset dataset) =>
        from image in dataset.Images
        where image.IsLabelled
        let report = DatasetCheck.Run(dataset, [image], stop: TestContext.Current.CancellationToken)
        let pixels = report.Classes.Select(c => c.Pixels).ToArray()
        select new MaskPixels(image.Stem, pixels[0], pixels[1], pixels[2], report.NotLabelled);

    /// <summary>Pixels of the background, of the first two classes after it, and those that are not labelled.</summary>
    private sealed record MaskPixels(string Stem, long Background, long First, long Second, long NotLabelled);
}
