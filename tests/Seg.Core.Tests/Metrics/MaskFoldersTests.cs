using System.Text.Json;
using Seg.Core.Imaging;
using Seg.Core.Metrics;

namespace Seg.Core.Tests.Metrics;

public sealed class MaskFoldersTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("seg-masks-").FullName;

    private string Truth => Path.Combine(folder, "truth");

    private string Predicted => Path.Combine(folder, "predicted");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_report_as_json_is_the_one_promised_to_scripts()
    {
        Write(Truth, "a", [0, 0, 1, 255]);
        Write(Predicted, "a", [0, 1, 1, 1]);
        Write(Truth, "b", [0, 0, 0, 0]);
        Write(Predicted, "b", [0, 0, 0, 0]);
        EvaluationReport report = Compare(["background", "cell"]);
        // Background: TP 5, true 6, predicted 5. Cell: TP 1, true 1, predicted 2. In a: 1/2 and 1/2; in b: 1 and undefined.
        const string expected = """
            {"meanIou":0.6666666666666667,"meanIouForeground":0.5,
            "meanDice":0.7878787878787878,"meanDiceForeground":0.6666666666666666,
            "pixelAccuracy":0.8571428571428571,
            "classes":[
            {"name":"background","iou":0.8333333333333334,"dice":0.9090909090909091,
            "precision":1,"recall":0.8333333333333334,"truthPixels":6},
            {"name":"cell","iou":0.5,"dice":0.6666666666666666,"precision":0.5,"recall":1,"truthPixels":1}],
            "confusion":[[5,1],[0,1]],
            "images":[{"stem":"a","meanIou":0.5,"iou":[0.5,0.5]},{"stem":"b","meanIou":1,"iou":[1,null]}],
            "problems":[]}
            """;
        Assert.Equal(expected.ReplaceLineEndings(""), JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
    }

    [Fact]
    public void Without_names_there_are_as_many_classes_as_the_masks_show()
    {
        Write(Truth, "a", [0, 255, 1]);
        Write(Predicted, "a", [0, 0, 3]);
        Assert.Equal(["class 0", "class 1", "class 2", "class 3"], Compare().Classes.Select(c => c.Name));
    }

    [Fact]
    public void Names_that_look_the_same_belong_together()
    {
        Write(Truth, "ze\u0301ro", [0, 1]);
        Write(Predicted, "z\u00e9ro", [0, 0]);
        EvaluationReport report = Compare();
        Assert.Empty(report.Problems);
        Assert.Equal(0.5, report.PixelAccuracy);
    }

    [Fact]
    public void A_true_mask_without_counterpart_is_a_problem_and_a_mask_without_truth_is_not()
    {
        Write(Truth, "a", [0, 1]);
        Write(Truth, "b", [0, 1]);
        Write(Predicted, "a", [0, 1]);
        Write(Predicted, "c", [0, 1]);
        EvaluationReport report = Compare();
        string missing = Path.Combine(Predicted, "b.png");
        Assert.Equal([$"{missing} is missing, so b.png was left out of the scores."], report.Problems);
        Assert.Equal(["a"], report.Images.Select(image => image.Stem));
        Assert.Equal(2, report.Confusion.Sum(row => row.Sum()));
    }

    [Fact]
    public void Masks_that_do_not_fit_are_named()
    {
        Write(Truth, "a", [0, 1]);
        Write(Predicted, "a", [0, 1, 1]);
        var size = Assert.Throws<SegException>(() => Compare());
        Assert.Equal("evaluate.size", size.Code);
        Assert.StartsWith(
            $"{Path.Combine(Predicted, "a.png")} has 3 x 1 pixels and {Path.Combine(Truth, "a.png")} 2 x 1;",
            size.Message
        );

        Write(Predicted, "a", [0, 2]);
        var value = Assert.Throws<SegException>(() => Compare(["x", "y"]));
        Assert.Equal("mask.class", value.Code);
        Assert.StartsWith($"Cannot compare {Path.Combine(Predicted, "a.png")} with", value.Message);
    }

    [Fact]
    public void A_folder_that_is_missing_or_has_other_names_is_refused()
    {
        Write(Truth, "a", [0]);
        var missing = Assert.Throws<SegException>(() => Compare());
        Assert.Equal(("evaluate.folder", $"There is no folder {Predicted}."), (missing.Code, missing.Message));

        Write(Predicted, "b", [0]);
        var other = Assert.Throws<SegException>(() => Compare());
        Assert.Equal("evaluate.folder", other.Code);
    }

    private EvaluationReport Compare(IReadOnlyList<string>? names = null) =>
        MaskFolders.Compare(Truth, Predicted, names, TestContext.Current.CancellationToken);

    /// <summary>Writes a mask of one row.</summary>
    private static void Write(string folder, string stem, byte[] row)
    {
        var mask = new Raster<byte>(row, row.Length, 1);
        MaskFile.Write(Path.Combine(folder, stem + ".png"), mask);
    }
}
