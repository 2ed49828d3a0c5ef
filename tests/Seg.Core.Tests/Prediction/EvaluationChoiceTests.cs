using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Prediction;
using Seg.Core.Tests.Imaging;

namespace Seg.Core.Tests.Prediction;

public sealed class EvaluationChoiceTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly Dataset dataset;

    private readonly ModelDescription model = Pictures.Model(1) with
    {
        Split = new SplitStems(["a", "b"], ["c"], ["d", "gone"]),
    };

    public EvaluationChoiceTests()
    {
        // e was labelled after the training, f is not labelled.
        foreach (string stem in (string[])["a", "b", "c", "d", "e", "f"])
        {
            Raster<byte> image = Rasters.Filled<byte>(4, 4, 0);
            ImageFile.Write(folder[$"images/{stem}.png"], image);
            if (stem != "f")
                MaskFile.Write(folder[$"masks/{stem}.png"], image);
        }
        dataset = DatasetInit.Create(folder.FullPath, ["class 0", "class 1", "class 2"]);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(null, "test", "d")]
    [InlineData("validation", "validation", "c")]
    [InlineData("train", "train", "a b")]
    [InlineData("all", "all", "a b c d e")]
    public void The_model_remembers_its_split(string? asked, string split, string images)
    {
        EvaluationChoice choice = EvaluationChoice.Of(dataset, model, asked);
        Assert.Equal((split, images), (choice.Split, Joined(choice.Images.Select(image => image.Stem))));
        if (split == "test")
            Assert.Contains("\"gone\"", Assert.Single(choice.Problems));
        else
            Assert.Empty(choice.Problems);
    }

    [Fact]
    public void Without_test_images_the_validation_images_are_the_default()
    {
        ModelDescription untested = model with { Split = model.Split with { Test = [] } };
        Assert.Equal("validation", EvaluationChoice.Of(dataset, untested).Split);
        ModelDescription unmeasured = model with { Split = new SplitStems(["a"], [], []) };
        AssertRefuses("evaluate.none", () => EvaluationChoice.Of(dataset, unmeasured));
    }

    [Fact]
    public void Images_can_be_named()
    {
        EvaluationChoice choice = EvaluationChoice.Of(dataset, model, stems: ["e", "b"]);
        Assert.Equal(("images", "e b"), (choice.Split, Joined(choice.Images.Select(i => i.Stem))));
        AssertRefuses("dataset.unlabelled", () => EvaluationChoice.Of(dataset, model, stems: ["f"]));
        AssertRefuses("dataset.name", () => EvaluationChoice.Of(dataset, model, stems: ["x"]));
    }

    [Fact]
    public void Of_another_dataset_only_all_images_can_be_measured()
    {
        ModelDescription other = model with { Split = new SplitStems(["x"], ["y"], ["z"]) };
        AssertRefuses("evaluate.none", () => EvaluationChoice.Of(dataset, other));
        Assert.Equal(5, EvaluationChoice.Of(dataset, other, "all").Images.Count);
    }

    [Fact]
    public void Other_classes_are_reported()
    {
        ModelDescription other = model with { Classes = [.. model.Classes.Reverse()] };
        SegException e = Assert.Throws<SegException>(() => EvaluationChoice.Of(dataset, other));
        Assert.Equal("evaluate.classes", e.Code);
        Assert.Contains("class 2, class 1, class 0", e.Message);
    }

    [Fact]
    public void Two_images_with_one_mask_are_reported()
    {
        Raster<byte> image = Rasters.Filled<byte>(4, 4, 9);
        ImageFile.Write(folder["images/d.tif"], image);
        var twice = Dataset.Open(folder.FullPath);
        AssertRefuses("dataset.stem", () => EvaluationChoice.Of(twice, model));
        AssertRefuses("dataset.stem", () => EvaluationChoice.Of(twice, model, stems: ["d"]));
    }

    private static string Joined(IEnumerable<string> words) => string.Join(' ', words);

    private static void AssertRefuses(string code, Action action) =>
        Assert.Equal(code, Assert.Throws<SegException>(action).Code);
}
