using Seg.Core.Datasets;
using Seg.Core.Imaging;

namespace Seg.Core.Tests.Datasets;

/// <summary>What other programs save while the classes of a dataset change keeps its meaning, or is left alone.</summary>
public sealed class ClassEditMeanwhileTests : IDisposable
{
    private static readonly string[] Drawn = ["cell", "dirt", "dirt", "background"];

    private readonly TempFolder folder = new();
    private int made;

    public void Dispose() => folder.Dispose();

    /// <param name="stem">Of a mask that changes, of one that does not, and of one that is not there yet.</param>
    [Theory]
    [InlineData("0")]
    [InlineData("2")]
    [InlineData("3")]
    public void A_mask_that_is_saved_at_any_step_means_what_was_drawn(string stem)
    {
        int steps = 0;
        Swap(Make(), () => Interlocked.Increment(ref steps));
        Assert.InRange(steps, 8, 100);
        int released = 0;
        for (int at = 1; at <= steps; at++)
        {
            string dataset = Make();
            int step = 0;
            bool isNewAlready = false;

            Swap(
                dataset,
                () =>
                {
                    if (Interlocked.Increment(ref step) != at)
                        return;
                    isNewAlready = IsReleased(dataset, stem);
                    Draw(dataset, stem);
                }
            );

            released += isNewAlready ? 1 : 0;
            AssertDrawn(dataset, stem, isNewAlready);
        }
        Assert.Equal(stem == "0", released > 0);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("2")]
    [InlineData("3")]
    public void So_does_one_that_is_saved_after_a_kill_at_any_step(string stem)
    {
        for (int at = 1, step = 1; step >= at; at++)
        {
            string dataset = Make();
            step = 0;
            try
            {
                Swap(
                    dataset,
                    () =>
                    {
                        if (Interlocked.Increment(ref step) == at)
                            throw new InvalidOperationException("killed");
                    }
                );
            }
            catch (InvalidOperationException) { }
            bool isNewAlready = IsReleased(dataset, stem);
            Draw(dataset, stem);

            AssertDrawn(dataset, stem, isNewAlready);
        }
    }

    [Fact]
    public void A_mask_that_cannot_follow_is_left_alone_and_the_change_waits_for_it()
    {
        string dataset = Make();
        foreach (string stem in (string[])["0", "1"])
            Write(dataset, stem, 0, 1, 1, 255);
        EditedClass[] withoutDirt =
        [
            new("background", "#000000", 0),
            new("bud", "#111111", null),
            new("cell", "#222222", 1),
        ];

        SegException e = Assert.Throws<SegException>(() =>
            ClassEdit.Apply(
                dataset,
                withoutDirt,
                () =>
                {
                    if (ClassEditRecord.IsIn(dataset) && Values(dataset, "0")[3] == 255)
                        Write(dataset, "0", 1, 2, 2, 0);
                },
                TestContext.Current.CancellationToken
            )
        );

        Assert.Equal("dataset.unfinished", e.Code);
        Assert.Contains(
            "another program saved the mask 0.png meanwhile. It uses \"dirt\", which is removed.",
            e.Message
        );
        Assert.Equal([1, 2, 2, 0], Values(dataset, "0"));
        Assert.Equal(e.Message, Assert.Throws<SegException>(() => Dataset.Open(dataset)).Message);
        Write(dataset, "0", 1, 1, 1, 0);
        Assert.Equal("bud", Dataset.Open(dataset).Config.Classes[1].Name);
        Assert.Equal([2, 2, 2, 0], Values(dataset, "0"));
    }

    [Fact]
    public void A_mask_that_is_removed_is_not_brought_back()
    {
        string dataset = Make();
        Swap(
            dataset,
            () =>
            {
                if (ClassEditRecord.IsIn(dataset))
                    File.Delete(Mask(dataset, "0"));
            }
        );

        Assert.False(Dataset.Open(dataset).Images[0].IsLabelled);
        Assert.Equal("dirt", Dataset.Open(dataset).Config.Classes[1].Name);
    }

    [Fact]
    public void What_was_written_through_a_link_before_a_kill_is_not_changed_twice()
    {
        string dataset = Make();
        string kept = Path.Combine(dataset, "kept.png");
        File.Move(Mask(dataset, "0"), kept);
        File.CreateSymbolicLink(Mask(dataset, "0"), kept);
        Assert.Throws<InvalidOperationException>(() =>
            Swap(
                dataset,
                () =>
                {
                    if (ClassEditRecord.IsIn(dataset))
                        throw new InvalidOperationException("killed");
                }
            )
        );
        File.Copy(Path.Combine(dataset, "masks/.seg-reclass/0.png"), kept, overwrite: true);

        Assert.Equal("dirt", Dataset.Open(dataset).Config.Classes[1].Name);
        Assert.Equal([0, 2, 1, 255], Values(dataset, "0"));
    }

    [Fact]
    public void A_list_of_classes_that_is_saved_meanwhile_is_not_overwritten()
    {
        string dataset = Make();
        string config = Path.Combine(dataset, SegJson.FileName);
        string byHand = File.ReadAllText(config).Replace("cell", "yeast", StringComparison.Ordinal);

        bool isSaved = false;

        SegException e = Assert.Throws<SegException>(() =>
            ClassEdit.Apply(
                dataset,
                MeantClasses.Swapped(),
                () =>
                {
                    if (!Interlocked.Exchange(ref isSaved, true))
                        File.WriteAllText(config, byHand);
                },
                TestContext.Current.CancellationToken
            )
        );

        Assert.Equal("classes.busy", e.Code);
        Assert.Equal(byHand, File.ReadAllText(config));
        Assert.Equal([0, 1, 2, 255], Values(dataset, "0"));
    }

    /// <summary>Three masks that were saved long ago, and an image without one.</summary>
    private string Make()
    {
        string dataset = folder[$"dataset-{made++}"];
        MeantClasses.Make(dataset);
        File.Copy(Path.Combine(dataset, "images/0.png"), Path.Combine(dataset, "images/3.png"));
        // So that saving one shows however coarse the disk's clock is.
        foreach (string mask in Directory.GetFiles(Path.Combine(dataset, "masks")))
            File.SetLastWriteTimeUtc(mask, DateTime.UnixEpoch);
        return dataset;
    }

    /// <summary>Swaps the classes; where something was saved before that was decided, it is not.</summary>
    private static void Swap(string dataset, Action onStep)
    {
        try
        {
            ClassEdit.Apply(dataset, MeantClasses.Swapped(), onStep, TestContext.Current.CancellationToken);
        }
        catch (SegException e) when (e.Code == "classes.busy" && !ClassEditRecord.IsIn(dataset)) { }
    }

    /// <summary>Saves what was drawn, in the values of the classes that seg.json has.</summary>
    private static void Draw(string dataset, string stem)
    {
        List<string> names = [.. NamesIn(dataset)];
        Write(dataset, stem, [.. Drawn.Select(name => (byte)names.IndexOf(name))]);
    }

    private static void AssertDrawn(string dataset, string stem, bool isNewAlready)
    {
        _ = Dataset.Open(dataset);
        List<string> names = [.. NamesIn(dataset)];
        if (isNewAlready)
            Assert.Equal([1, 2, 2, 0], Values(dataset, stem));
        else
            Assert.Equal(Drawn, Values(dataset, stem).Select(value => names[value]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(dataset, ".*"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(dataset, "masks"), ".*"));
    }

    /// <summary>Whether a mask has its new values, and seg.json not yet its new classes.</summary>
    private static bool IsReleased(string dataset, string stem) =>
        ClassEditRecord.IsIn(dataset)
        && NamesIn(dataset)[1] == "cell"
        && stem is "0" or "1"
        && !File.Exists(Path.Combine(dataset, "masks/.seg-reclass", $"{stem}.png"));

    private static string[] NamesIn(string dataset) =>
        [.. SegJson.Read(Path.Combine(dataset, SegJson.FileName)).Classes.Select(c => c.Name)];

    private static string Mask(string dataset, string stem) => Path.Combine(dataset, "masks", $"{stem}.png");

    private static void Write(string dataset, string stem, params byte[] values) =>
        MaskFile.Write(Mask(dataset, stem), new Raster<byte>(values, values.Length, 1));

    private static byte[] Values(string dataset, string stem) => MaskFile.ReadIndices(Mask(dataset, stem)).Pixels;
}
