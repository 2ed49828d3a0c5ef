using System.Text.Json;
using Seg.Core;
using Seg.Core.Imaging;
using Seg.Core.Metrics;
using Seg.Server.Commands;
using Seg.Server.Output;

namespace Seg.Server.Tests.Commands;

public sealed class EvaluateCommandTests(SmallModel small) : IClassFixture<SmallModel>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("seg-evaluate-").FullName;

    private string Truth => Path.Combine(folder, "truth");

    private string Predicted => Path.Combine(folder, "predicted");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void People_get_the_classes_the_means_and_the_worst_images_first()
    {
        Write(Truth, "a", [0, 0, 0, 1]);
        Write(Predicted, "a", [0, 0, 0, 1]);
        Write(Truth, "b", [0, 0, 1, 1]);
        Write(Predicted, "b", [0, 0, 0, 0]);
        EvaluationReport report = MaskFolders.Compare(
            Truth,
            Predicted,
            ["background", "cell", "dirt"],
            TestContext.Current.CancellationToken
        );
        using var output = new StringWriter();
        EvaluationView.Print(report, new Terminal(output, TextWriter.Null, isInteractive: false, isJson: false));
        // Background: TP 5, true 5, predicted 7. Cell: TP 1, true 3, predicted 1. In b: 2/4 and 0/2.
        Assert.Equal(
            """
            class                 IoU   Dice  precision  recall  pixels
            background          0.714  0.833      0.714   1.000       5
            cell                0.333  0.500      1.000   0.333       3
            dirt                    -      -          -       -       0
            mean                0.524  0.667
            without background  0.333  0.500
            0.750 of the labelled pixels are right, in 2 images.

            images, worst first  mean IoU  background   cell  dirt
            b                       0.250       0.500  0.000     -
            a                       1.000       1.000  1.000     -

            """,
            output.ToString()
        );
    }

    [Fact]
    public void The_exit_code_tells_whether_every_true_mask_was_scored()
    {
        Write(Truth, "a", [0, 1]);
        Write(Predicted, "a", [0, 1]);
        Assert.Equal(0, SegCommand.Run(["evaluate", "--truth", Truth, "--masks", Predicted]));

        Write(Truth, "b", [0, 1]);
        Assert.Equal(1, SegCommand.Run(["evaluate", "--truth", Truth, "--masks", Predicted]));
    }

    [Fact]
    public void More_classes_than_named_is_an_error_of_the_user()
    {
        Write(Truth, "a", [0, 2]);
        Write(Predicted, "a", [0, 1]);
        Assert.Equal(
            1,
            SegCommand.Run(["evaluate", "--truth", Truth, "--masks", Predicted, "--classes", "background,cell"])
        );
    }

    [Fact]
    public void A_model_is_measured_on_the_images_that_it_did_not_learn_from()
    {
        string sheet = Path.Combine(folder, "sheet.png");
        Assert.Equal(0, SegCommand.Run(["evaluate", small.Folder, "--model", small.Model, "--sheet", sheet]));
        Raster drawn = ImageSource.ReadPage(sheet);
        // A caption above four pictures of 50 x 40 with gaps of 6 between them.
        Assert.Equal((4 * 50 + 3 * 6, 26 + 40), (drawn.Width, drawn.Height));
    }

    [Fact]
    public void A_mask_that_cannot_be_read_is_reported_and_the_others_are_scored()
    {
        string mask = Path.Combine(small.Folder, "masks", "c.png");
        byte[] whole = File.ReadAllBytes(mask);
        File.WriteAllText(mask, "no picture");
        try
        {
            Assert.Equal(
                1,
                SegCommand.Run(["evaluate", small.Folder, "--model", small.Model, "--split", "all", "--json"])
            );
        }
        finally
        {
            File.WriteAllBytes(mask, whole);
        }
    }

    [Fact]
    public void Learned_images_are_reported_to_people_and_scripts()
    {
        (string, ConfusionMatrix)[] counts = [.. "acde".Select(stem => ($"{stem}", Seen()))];
        EvaluationReport report = EvaluationReport.From(["background", "cell"], counts) with { Split = "all" };
        LearnedFrom[] learned = [LearnedFrom.Yes, LearnedFrom.Yes, LearnedFrom.No, LearnedFrom.Unknown];
        report = report with
        {
            Images = [.. report.Images.Zip(learned, (image, known) => image with { Learned = known })],
        };
        using var output = new StringWriter();
        using var error = new StringWriter();
        EvaluationView.Print(report, new Terminal(output, error, isInteractive: false, isJson: false));
        Assert.StartsWith("Scores on all labelled images:", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("trained on 2 of these 4 images, so", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("trained on 1 of these 4 images is not known", error.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            """
            images, worst first  mean IoU  background   cell  trained on
            a                       1.000       1.000  1.000  yes
            c                       1.000       1.000  1.000  yes
            d                       1.000       1.000  1.000
            e                       1.000       1.000  1.000  not known
            """,
            string.Join('\n', output.ToString().Split('\n').Select(line => line.TrimEnd())),
            StringComparison.Ordinal
        );

        using var json = new StringWriter();
        EvaluationView.Print(report, new Terminal(json, TextWriter.Null, isInteractive: false, isJson: true));
        JsonElement result = JsonDocument.Parse(json.ToString()).RootElement;
        Assert.Equal(["a", "c"], Texts(result.GetProperty("trainedOn").EnumerateArray()));
        Assert.Equal(["e"], Texts(result.GetProperty("perhapsTrainedOn").EnumerateArray()));
        Assert.Equal(
            ["yes", "yes", "no", "unknown"],
            Texts(result.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("learned")))
        );

        static ConfusionMatrix Seen()
        {
            var counts = new ConfusionMatrix(2);
            counts.Add([0, 1], [0, 1]);
            return counts;
        }

        static IEnumerable<string?> Texts(IEnumerable<JsonElement> elements) =>
            elements.Select(element => element.GetString());
    }

    [Theory]
    [InlineData("test", LearnedFrom.No, "Scores on the test images, which training never saw:")]
    [InlineData("test", LearnedFrom.Yes, "Scores on the test images:")]
    [InlineData("test", LearnedFrom.Unknown, "Scores on the test images:")]
    public void Training_never_saw_images_only_where_that_is_known(string split, LearnedFrom learned, string expected)
    {
        var report = new EvaluationReport(
            SegmentationScores.From(new ConfusionMatrix(2), ["background", "cell"]),
            [new ImageScores("a", 1, [1, 1]) { Learned = learned }],
            []
        )
        {
            Split = split,
        };
        using var output = new StringWriter();
        EvaluationView.Print(report, new Terminal(output, TextWriter.Null, isInteractive: false, isJson: false));
        Assert.StartsWith(expected + Environment.NewLine, output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--model", "m")]
    [InlineData("data", "--truth", "t", "--masks", "m")]
    [InlineData("data", "--model", "m", "--split", "best")]
    [InlineData("data", "--model", "m", "--split", "all", "--images", "a")]
    [InlineData("data", "--model", "m", "--classes", "a,b")]
    [InlineData("data", "--model", "m", "--sheet", "sheet.txt")]
    [InlineData]
    public void Either_a_model_on_a_dataset_or_two_folders_of_masks(params string[] words) =>
        Assert.Equal(2, SegCommand.Run(["evaluate", .. words]));

    [Fact]
    public void Both_folders_are_needed() => Assert.Equal(2, SegCommand.Run(["evaluate", "--truth", Truth]));

    /// <summary>Writes a mask of one row.</summary>
    private static void Write(string folder, string stem, byte[] row)
    {
        var mask = new Raster<byte>(row, row.Length, 1);
        MaskFile.Write(Path.Combine(folder, stem + ".png"), mask);
    }
}
