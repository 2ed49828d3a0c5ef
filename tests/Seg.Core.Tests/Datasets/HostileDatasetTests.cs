using System.Formats.Tar;
using System.IO.Compression;
using Seg.Core.Datasets;

namespace Seg.Core.Tests.Datasets;

/// <summary>A folder from a stranger is opened, checked and worked with, and nothing outside of it is changed.</summary>
public sealed class HostileDatasetTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly Dictionary<string, string> before;

    public HostileDatasetTests()
    {
        MeantClasses.Make(folder["dataset"]);
        File.WriteAllText(folder["outside/id_rsa"], "secret");
        File.WriteAllText(folder["outside/.seg-reclass/id_rsa"], "secret too");
        File.WriteAllText(folder["outside/0.png"], "a photo");
        File.WriteAllText(folder["outside/.seg-1.tmp"], "somebody's");
        before = Outside();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_change_of_classes_in_a_link_is_not_finished()
    {
        File.CreateSymbolicLink(folder["dataset/masks/.seg-reclass"], folder["outside"]);
        new ClassEditRecord(["id_rsa"], Config()).Write(folder["dataset"]);

        Refused("dataset.unfinished", "masks/.seg-reclass is a link", () => Dataset.Open(folder["dataset"]));
    }

    [Fact]
    public void A_change_of_classes_of_masks_elsewhere_is_not_finished()
    {
        new ClassEditRecord([], Config() with { Masks = "../outside" }).Write(folder["dataset"]);

        Refused(
            "dataset.unfinished",
            "\"../outside\", which is outside of the dataset",
            () => Dataset.Open(folder["dataset"])
        );
    }

    [Fact]
    public void A_change_of_classes_of_linked_masks_is_not_finished()
    {
        Link("masks", "outside");
        new ClassEditRecord(["id_rsa"], Config()).Write(folder["dataset"]);

        Refused("dataset.unfinished", "leads out of", () => Dataset.Open(folder["dataset"]));
    }

    [Fact]
    public void What_a_kill_seems_to_have_left_elsewhere_is_not_removed()
    {
        Link("masks", "outside");
        Dataset.Open(folder["dataset"]);
        AssertUntouched();

        Directory.Delete(folder["dataset/masks"]);
        File.CreateSymbolicLink(folder["dataset/masks/.seg-reclass"], folder["outside"]);
        Dataset.Open(folder["dataset"]);
        AssertUntouched();
    }

    [Fact]
    public void A_record_and_a_lock_that_are_links_make_no_file_elsewhere()
    {
        File.CreateSymbolicLink(folder["dataset/.seg-reclass.json"], folder["outside/new.json"]);
        Refused("dataset.unfinished", "was cut off and cannot be finished", Edit);
        File.Delete(folder["dataset/.seg-reclass.json"]);

        File.CreateSymbolicLink(folder["dataset/.seg-reclass.lock"], folder["outside/new.lock"]);
        Refused("file.write", ".seg-reclass.lock is a link", Edit);
    }

    [Theory]
    [InlineData("../id_rsa")]
    [InlineData("0.png\0")]
    [InlineData("..")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    [InlineData(null)]
    public void A_record_that_names_what_is_no_file_of_the_masks_is_refused(string? name)
    {
        File.WriteAllText(folder["dataset/masks/.seg-reclass/0.png"], "new");
        new ClassEditRecord([name!], Config()).Write(folder["dataset"]);

        Refused("dataset.unfinished", "which is no file name", () => Dataset.Open(folder["dataset"]));
    }

    [Fact]
    public void A_dataset_is_not_begun_by_a_link()
    {
        File.Delete(folder["dataset/seg.json"]);
        File.CreateSymbolicLink(folder["dataset/seg.json"], folder["outside/new.json"]);

        Refused(
            "init.exists",
            "is a dataset already",
            () => DatasetInit.Create(folder["dataset"], ["background", "cell"])
        );
    }

    [Theory]
    [InlineData("masks", "outside")]
    [InlineData("masks/0.png", "outside/0.png")]
    [InlineData("seg.json", "outside/seg.json")]
    public void Classes_of_what_is_elsewhere_are_not_changed(string name, string target)
    {
        Link(name, target, isMoved: true);
        Dictionary<string, string> moved = Outside();

        SegException e = Assert.Throws<SegException>(Edit);

        Assert.Contains("leads out of", e.Message);
        Assert.Equal(moved, Outside());
        MeantClasses.AssertMeant(folder["dataset"]);
    }

    [Fact]
    public void A_mask_that_is_a_link_in_the_dataset_is_changed_and_stays_one()
    {
        Link("masks/0.png", "dataset/other/0.png", isMoved: true);

        Edit();

        MeantClasses.AssertKept(folder["dataset"]);
        Assert.NotNull(new FileInfo(folder["dataset/masks/0.png"]).LinkTarget);
    }

    [Fact]
    public void A_mask_that_is_a_link_to_an_image_or_protected_stays_with_all_others()
    {
        File.Delete(folder["dataset/masks/0.png"]);
        File.CreateSymbolicLink(folder["dataset/masks/0.png"], folder["dataset/images/0.png"]);
        Refused("classes.masks", "is a link to an image", Edit);

        File.Delete(folder["dataset/masks/0.png"]);
        File.Copy(folder["dataset/images/0.png"], folder["dataset/masks/0.png"]);
        File.SetUnixFileMode(folder["dataset/masks/0.png"], UnixFileMode.UserRead);
        Refused("classes.masks", "masks/0.png is read-only", Edit);
        MeantClasses.AssertKept(folder["dataset"]);
    }

    [Fact]
    public void A_change_that_was_cut_off_overwrites_no_image()
    {
        byte[] image = File.ReadAllBytes(folder["dataset/images/0.png"]);
        File.Delete(folder["dataset/masks/0.png"]);
        File.CreateSymbolicLink(folder["dataset/masks/0.png"], folder["dataset/images/0.png"]);
        File.Copy(folder["dataset/masks/1.png"], folder["dataset/masks/.seg-reclass/0.png"]);
        new ClassEditRecord(["0.png"], Config()).Write(folder["dataset"]);

        Refused("dataset.unfinished", "is a link to an image", () => Dataset.Open(folder["dataset"]));

        Assert.Equal(image, File.ReadAllBytes(folder["dataset/images/0.png"]));
    }

    [Fact]
    public void A_changed_mask_keeps_its_mode()
    {
        const UnixFileMode shared =
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        File.SetUnixFileMode(folder["dataset/masks/1.png"], shared);
        Edit();
        Assert.Equal(shared, File.GetUnixFileMode(folder["dataset/masks/1.png"]));
    }

    [Fact]
    public void Images_elsewhere_are_read_and_shown()
    {
        Link("images/1.png", "outside/1.png", isMoved: true);
        Link("masks/1.png", "outside/mask.png", isMoved: true);
        Dictionary<string, string> moved = Outside();

        DatasetReport report = Check();

        Assert.False(report.HasErrors);
        Assert.Equal(
            [
                "images/1.png: the image is a link that leads out of the dataset",
                "masks/1.png: the mask is a link that leads out of the dataset",
            ],
            report.Problems.Where(p => p.Problem.Contains("link")).Select(p => $"{p.File}: {p.Problem}")
        );
        Assert.Equal(moved, Outside());

        Link("images", "outside/images", isMoved: true);
        report = Check();
        Assert.Contains(
            report.Problems,
            p => (p.File, p.Problem) == ("images", "the folder is a link that leads out of the dataset")
        );
    }

    [Fact(Timeout = 60_000)] // what opens a pipe waits for ever
    public Task What_is_no_file_is_named_and_not_opened() =>
        Task.Run(
            () =>
            {
                SpecialFile.MakePipe(folder["dataset/images/pipe.png"]);
                SpecialFile.MakePipe(folder["dataset/masks/1.png.pipe"]);
                File.Move(folder["dataset/masks/1.png.pipe"], folder["dataset/masks/1.png"], overwrite: true);
                SpecialFile.MakeSocket(folder["dataset/images/socket.png"]);
                File.CreateSymbolicLink(folder["dataset/images/zero.png"], "/dev/zero"); // without end

                DatasetReport report = Check();

                const string problem = "it cannot be read: it is a pipe, a socket or a device, not a file";
                Assert.Equal(
                    ["images/pipe.png", "images/socket.png", "images/zero.png", "masks/1.png"],
                    report.Problems.Where(p => p.Problem == problem).Select(p => p.File)
                );
                Refused("classes.masks", "masks/1.png: it is a pipe", Edit);
            },
            TestContext.Current.CancellationToken
        );

    [Theory(Timeout = 60_000)]
    [InlineData("seg.json", "dataset.config")]
    [InlineData(".seg-reclass.json", "dataset.unfinished")]
    public Task A_pipe_as_a_description_is_refused(string name, string code) =>
        Task.Run(
            () =>
            {
                File.Delete(folder["dataset/" + name]);
                SpecialFile.MakePipe(folder["dataset/" + name]);
                Refused(code, "it is a pipe", () => Dataset.Open(folder["dataset"]));
            },
            TestContext.Current.CancellationToken
        );

    [Theory]
    [InlineData("""{"version":1,"images":"im\u0000ages","classes":[]}""", "classes")]
    [InlineData(
        """{"version":1,"images":"im\u0000ages","classes":[{"name":"a","color":"#000000"},{"name":"b","color":"#111111"}]}""",
        "has a character that no name of a folder can have"
    )]
    [InlineData("""{"version":1,"version":1,"classes":[]}""", "version")]
    [InlineData("{\"version\":1,\"classes\":[{\"name\":\"caf\xe9\",\"color\":\"#000000\"}]}", "not UTF-8")]
    [InlineData("", "")]
    public void A_description_is_read_strictly(string text, string problem)
    {
        File.WriteAllBytes(folder["dataset/seg.json"], System.Text.Encoding.Latin1.GetBytes(text));
        Refused("dataset.config", problem, () => Dataset.Open(folder["dataset"]));
    }

    [Fact]
    public void A_description_without_end_is_not_read()
    {
        using (FileStream stream = File.OpenWrite(folder["dataset/seg.json"]))
            stream.SetLength(1L << 35); // takes no room on the disk
        Refused("dataset.config", "it has 34359738368 bytes", () => Dataset.Open(folder["dataset"]));
    }

    [Fact]
    public void What_others_found_does_no_harm_any_more()
    {
        string? shared = SharedFiles.Folder("data/hostile");
        Assert.SkipUnless(shared is not null, "Needs ../shared/data/hostile");
        Directory.CreateDirectory(folder["unpacked"]);
        using (FileStream packed = File.OpenRead(Path.Combine(shared!, "datasets.tgz")))
        using (var unpacked = new GZipStream(packed, CompressionMode.Decompress))
            TarFile.ExtractToDirectory(unpacked, folder["unpacked"], overwriteFiles: false);

        foreach (string name in (string[])["reclass-link", "reclass-outside"])
            Assert.Equal(
                "dataset.unfinished",
                Assert.Throws<SegException>(() => Dataset.Open(folder["unpacked/" + name])).Code
            );

        Assert.True(File.Exists(folder["unpacked/outside/id_rsa"]));
        Assert.True(File.Exists(folder["unpacked/outside2/.seg-reclass/keep.txt"]));
    }

    private DatasetReport Check() =>
        DatasetCheck.Run(Dataset.Open(folder["dataset"]), stop: TestContext.Current.CancellationToken);

    private void Edit() =>
        ClassEdit.Apply(folder["dataset"], MeantClasses.Swapped(), TestContext.Current.CancellationToken);

    private void Refused(string code, string problem, Action act)
    {
        SegException e = Assert.Throws<SegException>(act);
        Assert.Equal(code, e.Code);
        Assert.Contains(problem, e.Message);
        AssertUntouched();
    }

    private void AssertUntouched() => Assert.Equal(before, Outside());

    private SegJson Config() => SegJson.Read(folder["dataset/seg.json"]);

    private Dictionary<string, string> Outside() =>
        Directory
            .EnumerateFiles(folder["outside"], "*", SearchOption.AllDirectories)
            .ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(file)));

    /// <summary>Puts a link in the place of a file or folder of the dataset, which is moved to where it leads or deleted.</summary>
    private void Link(string name, string target, bool isMoved = false)
    {
        string path = folder["dataset/" + name];
        string elsewhere = folder[target];
        if (Directory.Exists(path) && isMoved && !Directory.Exists(elsewhere))
            Directory.Move(path, elsewhere);
        else if (Directory.Exists(path) && isMoved)
            foreach (string file in Directory.GetFiles(path))
                File.Move(file, Path.Combine(elsewhere, Path.GetFileName(file)), overwrite: true);
        else if (isMoved)
            File.Move(path, elsewhere, overwrite: true);
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        File.CreateSymbolicLink(path, elsewhere);
    }
}
