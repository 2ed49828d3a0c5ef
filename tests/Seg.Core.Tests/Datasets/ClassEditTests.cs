using Seg.Core.Datasets;
using Seg.Core.Imaging;

namespace Seg.Core.Tests.Datasets;

public sealed class ClassEditTests : IDisposable
{
    private readonly TempFolder folder = new();

    public ClassEditTests() => MeantClasses.Make(folder.FullPath);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Masks_follow_when_classes_change_places()
    {
        Dataset dataset = Apply(MeantClasses.Swapped());

        Assert.Equal(["background", "dirt", "cell"], dataset.Config.Classes.Select(c => c.Name));
        Assert.Equal([0, 2, 1, 255], Values("0"));
        MeantClasses.AssertKept(folder.FullPath);
    }

    [Fact]
    public void A_mask_that_is_a_link_stays_one_and_its_target_follows()
    {
        File.Move(folder["masks/0.png"], folder["elsewhere/kept.png"]);
        File.CreateSymbolicLink(folder["masks/0.png"], "../elsewhere/kept.png");

        Apply(MeantClasses.Swapped());

        Assert.Equal("../elsewhere/kept.png", new FileInfo(folder["masks/0.png"]).LinkTarget);
        Assert.Equal([0, 2, 1, 255], MaskFile.ReadIndices(folder["elsewhere/kept.png"]).Pixels);
        MeantClasses.AssertKept(folder.FullPath);
    }

    [Fact]
    public void A_class_comes_in_between_and_an_unused_one_goes()
    {
        EditedClass[] added = [Kept(0), New("bud"), Kept(1), Kept(2)];
        Apply(added);
        Assert.Equal([0, 2, 3, 255], Values("0"));

        Dataset dataset = Apply([Kept(0), Kept(2), Kept(3)]);

        Assert.Equal(["background", "cell", "dirt"], dataset.Config.Classes.Select(c => c.Name));
        Assert.Equal([0, 1, 2, 255], Values("0"));
    }

    [Fact]
    public void Masks_are_not_even_read_where_all_classes_keep_their_values()
    {
        File.WriteAllText(folder["masks/0.png"], "damaged");

        Apply([new("nothing", "#000001", 0), Kept(1), Kept(2), New("bud")]);

        SegJson config = Dataset.Open(folder.FullPath).Config;
        Assert.Equal([new("nothing", "#000001"), new("cell", "#e69f00")], config.Classes.Take(2));
        Assert.Equal("bud", config.Classes[3].Name);
    }

    [Fact]
    public void All_255_classes_can_be_had()
    {
        EditedClass[] many = [Kept(0), .. Enumerable.Range(0, 252).Select(i => New($"c{i}")), Kept(1), Kept(2)];

        Apply(many);

        Assert.Equal([0, 253, 254, 255], Values("0"));
        Assert.Contains("names 256", Refuses("classes.list", [.. many, New("more")]));
    }

    [Fact]
    public void What_seg_json_says_besides_stays()
    {
        SegJson config = SegJson.Read(folder["seg.json"]);
        (config with { Split = new SplitRule(Test: ["2"]) }).Write(folder["seg.json"]);

        Assert.Equal(["2"], Apply(MeantClasses.Swapped()).Config.Split!.Test);
    }

    [Fact]
    public void A_class_in_use_is_not_removed()
    {
        string one = Refuses("classes.used", Kept(0), Kept(1));
        Assert.StartsWith("\"dirt\" cannot be removed, because 2 masks use it: 0.png, 1.png.", one);
        MeantClasses.AssertKept(folder.FullPath);
    }

    [Fact]
    public void A_mask_that_cannot_be_read_stops_all()
    {
        File.Copy(folder["masks/1.png"], folder["masks/9.png"]);
        File.WriteAllText(folder["masks/9.png"], "damaged");

        Assert.Contains("9.png", Refuses("classes.masks", MeantClasses.Swapped()));

        File.Delete(folder["masks/9.png"]);
        MeantClasses.AssertKept(folder.FullPath);
    }

    [Fact]
    public void A_value_without_a_class_does_not_come_to_mean_one()
    {
        Write("2", 0, 3, 3, 0);
        Assert.Contains(
            "2.png has pixels of value 3, which no class had so far and which would come to mean \"dirt\"",
            Refuses("classes.masks", Kept(0), New("bud"), Kept(1), Kept(2))
        );
        Assert.Equal([0, 1, 2, 255], Values("0"));

        // But it may get a class of its own, and then moves with it.
        Apply([Kept(0), Kept(1), Kept(2), New("bud")]);
        Apply([Kept(0), new("bud", "#123456", 3), Kept(1), Kept(2)]);
        Assert.Equal([0, 1, 1, 0], Values("2"));
    }

    [Fact]
    public void What_is_no_list_of_classes_is_refused()
    {
        Assert.Contains("background does not stay first", Refuses("classes.list", Kept(1), Kept(0), Kept(2)));
        Assert.Contains("same previous value", Refuses("classes.list", Kept(0), Kept(1), Kept(1) with { Name = "x" }));
        Assert.Contains("3 classes until now", Refuses("classes.list", Kept(0), Kept(1), new("x", "#000000", 3)));
        Assert.Contains("3 classes until now", Refuses("classes.list", Kept(0), Kept(1), new("x", "#000000", -1)));
        Assert.Contains(
            "two classes are named",
            Refuses("classes.list", Kept(0), Kept(1), Kept(2) with { Name = "cell" })
        );
        Assert.Contains("\"red\"", Refuses("classes.list", Kept(0), Kept(1) with { Color = "red" }, Kept(2)));
        MeantClasses.AssertKept(folder.FullPath);
    }

    [Fact]
    public void A_mask_that_is_saved_meanwhile_is_not_overwritten()
    {
        bool isSaved = false;
        SegException e = Assert.Throws<SegException>(() =>
            ClassEdit.Apply(
                folder.FullPath,
                MeantClasses.Swapped(),
                () =>
                {
                    if (!Interlocked.Exchange(ref isSaved, true))
                        Write("2", 1, 1, 1, 1);
                },
                TestContext.Current.CancellationToken
            )
        );

        Assert.Equal("classes.busy", e.Code);
        Assert.Equal([1, 1, 1, 1], Values("2"));
        Assert.Equal([0, 1, 2, 255], Values("0"));
        Write("2", 0, 0, 255, 255);
        MeantClasses.AssertKept(folder.FullPath);
    }

    [Fact]
    public void It_can_be_stopped_until_it_is_decided()
    {
        using var stop = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() =>
            ClassEdit.Apply(folder.FullPath, MeantClasses.Swapped(), stop.Cancel, stop.Token)
        );

        Assert.Equal("cell", Dataset.Open(folder.FullPath).Config.Classes[1].Name);
        MeantClasses.AssertKept(folder.FullPath);
    }

    [Fact]
    public async Task Two_at_once_come_one_after_the_other()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ => Task.Run(() => Apply([Kept(0), new("a", "#000000", 2), new("b", "#000000", 1)])))
        );

        // Renamed by their places: four swaps of the values, of which two undo each other.
        Assert.Equal([0, 1, 2, 255], Values("0"));
        Assert.Equal([2, 2, 1, 1], Values("1"));
    }

    private Dataset Apply(EditedClass[] classes) =>
        ClassEdit.Apply(folder.FullPath, classes, TestContext.Current.CancellationToken);

    private string Refuses(string code, params EditedClass[] classes)
    {
        SegException e = Assert.Throws<SegException>(() => Apply(classes));
        Assert.Equal(code, e.Code);
        return e.Message;
    }

    private EditedClass Kept(int value)
    {
        SegClass kept = SegJson.Read(folder["seg.json"]).Classes[value];
        return new(kept.Name, kept.Color, value);
    }

    private static EditedClass New(string name) => new(name, "#abcdef", null);

    private void Write(string stem, params byte[] values)
    {
        var mask = new Raster<byte>(values, values.Length, 1);
        MaskFile.Write(folder[$"masks/{stem}.png"], mask);
    }

    private byte[] Values(string stem)
    {
        Raster<byte> mask = MaskFile.ReadIndices(folder[$"masks/{stem}.png"]);
        return mask.Pixels;
    }
}
