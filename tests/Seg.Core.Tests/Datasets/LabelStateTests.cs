using Seg.Core.Datasets;
using Seg.Core.Imaging;

namespace Seg.Core.Tests.Datasets;

/// <summary>How far the labels of images are, and what that means for training.</summary>
public sealed class LabelStateTests : IDisposable
{
    private const string InProgress = """{ "version": 1, "state": "in progress" }""";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(InProgress, LabelState.InProgress)]
    [InlineData("""{"state":"done","version":1}""", LabelState.Done)]
    [InlineData("""{ "version": 1, "state": "no objects", "by": "Jana" } // seen twice""", LabelState.NoObjects)]
    [InlineData("\uFEFF" + InProgress, LabelState.InProgress)]
    public void The_file_beside_the_mask_says_it(string text, LabelState state)
    {
        Image("Zelle ä 1", 0, 1);
        Say("Zelle ä 1", text);

        Assert.Equal(new(state, null), LabelStateFile.Read(folder["masks/Zelle ä 1.png"]));
        Assert.Equal(state, Assert.Single(Open().Images).State);
    }

    [Fact]
    public void A_mask_alone_is_done_and_a_file_alone_says_nothing()
    {
        Image("a", 0, 1);
        File.WriteAllBytes(folder["images/b.png"], File.ReadAllBytes(folder["images/a.png"]));
        Say("b", """{ "version": 1, "state": "done" }""");

        Assert.Equal([LabelState.Done, LabelState.NotLabelled], Open().Images.Select(image => image.State));
    }

    [Theory]
    [InlineData("", "The input does not contain any JSON tokens")]
    [InlineData("null", "it is empty")]
    [InlineData("""{ "version": 1 }""", "state")]
    [InlineData("""{ "state": "done" }""", "version")]
    [InlineData("""{ "version": 1, "state": null }""", "state")]
    [InlineData("""{ "version": 1, "state": 2 }""", "state")]
    [InlineData(
        """{ "version": 1, "state": "Done" }""",
        "\"state\" is \"Done\"; it may be \"in progress\", \"done\", \"no objects\""
    )]
    [InlineData("""{ "version": 1, "state": "done", "state": "done" }""", "Duplicate")]
    [InlineData(
        """{ "version": 2, "state": "done" }""",
        "version 2 was written by a newer Seg; this one knows version 1"
    )]
    [InlineData("""{ "version": "5.4.1", "shapes": [] }""", "version")]
    public void What_cannot_be_read_is_told_and_never_done(string text, string problem)
    {
        Image("a", 0, 1);
        Say("a", text);

        LabelStateFile read = LabelStateFile.Read(folder["masks/a.png"]);

        Assert.Equal(LabelState.InProgress, read.State);
        Assert.Contains(problem, read.Problem);
        DatasetProblem told = Check().Problems.Single(each => each.File == "masks/a.state.json");
        Assert.Equal(Severity.Warning, told.Severity);
        Assert.StartsWith("it cannot be read, so that the image counts as in progress: ", told.Problem);
    }

    [Theory]
    [InlineData("too long")]
    [InlineData("folder")]
    [InlineData("pipe")]
    [InlineData("link to nowhere")]
    public void What_is_no_such_file_is_never_done(string what)
    {
        Image("a", 0, 1);
        string file = folder["masks/a.state.json"];
        switch (what)
        {
            case "too long":
                File.WriteAllText(file, $"{InProgress}{new string(' ', 4096)}");
                break;
            case "folder":
                Directory.CreateDirectory(file);
                break;
            case "pipe":
                SpecialFile.MakePipe(file);
                break;
            case "link to nowhere":
                File.CreateSymbolicLink(file, "nowhere");
                break;
        }

        LabelStateFile read = LabelStateFile.Read(folder["masks/a.png"]);

        Assert.Equal(LabelState.InProgress, read.State);
        Assert.NotNull(read.Problem);
    }

    [Fact]
    public void Of_an_image_in_progress_only_what_is_drawn_counts()
    {
        Image("a", 0, 1, 255);
        Say("a", InProgress);
        DatasetImage image = Assert.Single(Open().Images);

        Assert.Equal([0, 1, 255], image.ReadMask().Pixels);
        Assert.Equal([255, 1, 255], image.ReadLabels().Pixels);
        Assert.Equal([255, 1, 255], LabelledImage.Read(image, new Normalization()).Mask.Pixels);

        Say("a", """{ "version": 1, "state": "no objects" }""");
        Assert.Equal([0, 1, 255], image.ReadLabels().Pixels);
    }

    [Fact]
    public void Training_takes_what_is_done_and_learns_from_the_rest_when_asked()
    {
        foreach (string stem in (string[])["a_1", "b_1", "c_1", "d_1", "d_2", "e_1", "f_1"])
            Image(stem, 0, 1);
        foreach (string stem in (string[])["b_1", "d_2", "e_1"])
            Say(stem, InProgress);
        Say("c_1", """{ "version": 1, "state": "no objects" }""");
        // d_1 is measured on, and d_2 is of its group; e_1 is named and cannot be measured on.
        Dataset dataset = Open(new SplitRule("^(.)_", new ValidationRule(["d_1", "e_1"]), ["f_1"]));

        Assert.Equal("a_1 c_1 | d_1 | f_1", Text(Split.Of(dataset, 0)));
        Assert.Equal("a_1 b_1 c_1 | d_1 | f_1", Text(Split.Of(dataset, 0, inProgress: true)));
    }

    [Fact]
    public void Images_in_progress_do_not_change_what_is_drawn_for_validation()
    {
        for (int i = 0; i < 20; i++)
            Image($"{i:00}", 0, 1);
        for (int i = 0; i < 20; i += 2)
            Say($"{i:00}", InProgress);

        Split without = Split.Of(Open(), 3);
        Split with = Split.Of(Open(), 3, inProgress: true);

        Assert.Equal((8, 2), (without.Train.Count, without.Validation.Count));
        Assert.Equal(without.Validation, with.Validation);
        Assert.Equal(18, with.Train.Count);
        Assert.Equal(with.Train.OrderBy(image => image.Stem, StringComparer.Ordinal), with.Train);
    }

    [Fact]
    public void Where_nothing_is_done_nothing_can_be_learned()
    {
        Image("a", 0, 1);
        Image("b", 0, 1);
        Say("a", InProgress);
        Say("b", InProgress);

        SegException e = Assert.Throws<SegException>(() => Split.Of(Open(), 0, inProgress: true));

        Assert.Equal("split.train", e.Code);
        Assert.Contains("is done, and 2 in progress.", e.Message);
        Assert.Contains(
            "Error seg.json: no image is done: all that are labelled are in progress",
            Check().Problems.Select(problem => $"{problem.Severity} {problem.File}: {problem.Problem}")
        );
    }

    [Fact]
    public void The_check_counts_states_and_names_those_that_cannot_be()
    {
        Image("a", 0, 1);
        Image("b", 0, 0);
        Image("c", 0, 1);
        Image("d", 0, 1);
        Say("a", InProgress);
        Say("b", """{ "version": 1, "state": "no objects" }""");
        Say("c", """{ "version": 1, "state": "no objects" }""");
        Say("renamed", InProgress);

        DatasetReport report = Check(new SplitRule(null, null, ["a"]));

        Assert.Equal((4, 4, 1, 2), (report.Images, report.Labelled, report.InProgress, report.NoObjects));
        Assert.Equal(
            [
                "images/a.png: it is named in \"split\" of seg.json and in progress",
                "masks/c.state.json: it says that there are no objects, and the mask has some",
                "masks/renamed.state.json: there is no image for this state of labels",
            ],
            report.Problems.Select(problem => $"{problem.File}: {problem.Problem}")
        );
    }

    [Fact]
    public void A_change_of_classes_leaves_states_as_they_are()
    {
        Image("a", 0, 1, 1);
        Say("a", InProgress);
        Open();

        Dataset after = ClassEdit.Apply(
            folder.FullPath,
            [new("background", "#000000", 0), new("new", "#0000ff", null), new("cell", "#e69f00", 1)],
            TestContext.Current.CancellationToken
        );

        Assert.Equal([0, 2, 2], MaskFile.ReadIndices(folder["masks/a.png"]).Pixels);
        Assert.Equal(LabelState.InProgress, Assert.Single(after.Images).State);
        Assert.Equal(InProgress, File.ReadAllText(folder["masks/a.state.json"]));
    }

    private static string Text(Split split) =>
        string.Join(
            " | ",
            ((IReadOnlyList<DatasetImage>[])[split.Train, split.Validation, split.Test]).Select(part =>
                string.Join(' ', part.Select(image => image.Stem))
            )
        );

    private void Image(string stem, params byte[] labels)
    {
        ImageFile.Write(folder[$"images/{stem}.png"], new Raster<byte>(new byte[labels.Length], labels.Length, 1));
        MaskFile.Write(folder[$"masks/{stem}.png"], new Raster<byte>(labels, labels.Length, 1));
    }

    private DatasetReport Check(SplitRule? rule = null) =>
        DatasetCheck.Run(Open(rule), stop: TestContext.Current.CancellationToken);

    private void Say(string stem, string state) => File.WriteAllText(folder[$"masks/{stem}.state.json"], state);

    private Dataset Open(SplitRule? rule = null)
    {
        new SegJson(1, [new("background", "#000000"), new("cell", "#e69f00")], Split: rule).Write(folder["seg.json"]);
        return Dataset.Open(folder.FullPath);
    }
}
