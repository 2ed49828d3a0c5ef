using Seg.Core.Datasets;

namespace Seg.Core.Tests.Datasets;

/// <summary>A change of classes that ends anywhere leaves masks and classes that fit each other.</summary>
public sealed class ClassEditKillTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly List<string> copies = [];

    public ClassEditKillTests() => MeantClasses.Make(folder["dataset"]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_kill_after_any_step_and_another_after_any_step_of_the_recovery_lose_nothing()
    {
        ClassEdit.Apply(
            folder["dataset"],
            MeantClasses.Swapped(),
            () => Copy(folder["dataset"]),
            TestContext.Current.CancellationToken
        );
        string[] killed = [.. copies];
        Assert.Contains(killed, HasRecord);
        Assert.Contains(killed, copy => !HasRecord(copy) && Directory.Exists(Path.Combine(copy, "masks/.seg-reclass")));
        foreach (string copy in killed.Where(HasRecord))
            ClassEdit.Recover(copy, () => Copy(copy));
        Assert.True(copies.Count > 2 * killed.Length);

        foreach (string copy in copies)
            MeantClasses.AssertKept(copy);
        Assert.Equal("cell", Dataset.Open(killed[0]).Config.Classes[1].Name);
        Assert.Equal("dirt", Dataset.Open(killed[^1]).Config.Classes[1].Name);
    }

    [Fact]
    public void What_a_dataset_from_elsewhere_says_moves_no_other_files()
    {
        File.WriteAllText(folder["precious.png"], "precious");
        Directory.CreateDirectory(folder["dataset/masks/.seg-reclass"]);
        File.WriteAllText(folder["dataset/precious.png"], "evil");
        new ClassEditRecord(["../../../precious.png"], SegJson.Read(folder["dataset/seg.json"])).Write(
            folder["dataset"]
        );

        SegException e = Assert.Throws<SegException>(() => Dataset.Open(folder["dataset"]));

        Assert.Equal("dataset.unfinished", e.Code);
        Assert.Contains("\"../../../precious.png\", which is no file name", e.Message);
        Assert.Equal("precious", File.ReadAllText(folder["precious.png"]));
    }

    [Fact]
    public void A_full_disk_changes_nothing()
    {
        using TinyDisk disk = TinyDisk.Mount(megabytes: 1);
        MeantClasses.Make(disk.FullPath);
        disk.Fill();

        SegException e = Assert.Throws<SegException>(() =>
            ClassEdit.Apply(disk.FullPath, MeantClasses.Swapped(), TestContext.Current.CancellationToken)
        );

        Assert.Equal("file.write", e.Code);
        MeantClasses.AssertKept(disk.FullPath);
    }

    [Fact]
    public void On_a_read_only_disk_what_has_not_come_to_count_does_no_harm()
    {
        using TinyDisk disk = TinyDisk.Mount(megabytes: 1);
        MeantClasses.Make(disk.FullPath);
        Directory.CreateDirectory(Path.Combine(disk.FullPath, "masks/.seg-reclass"));
        disk.MakeReadOnly();

        Assert.Equal(3, Dataset.Open(disk.FullPath).Images.Count);
    }

    [Fact]
    public void On_a_read_only_disk_what_is_half_done_is_reported()
    {
        using TinyDisk disk = TinyDisk.Mount(megabytes: 1);
        MeantClasses.Make(disk.FullPath);
        new ClassEditRecord([], SegJson.Read(Path.Combine(disk.FullPath, "seg.json"))).Write(disk.FullPath);
        disk.MakeReadOnly();

        SegException e = Assert.Throws<SegException>(() => Dataset.Open(disk.FullPath));

        Assert.Equal("dataset.unfinished", e.Code);
        Assert.Contains("was cut off and cannot be finished: Read-only file system", e.Message);
    }

    private void Copy(string from)
    {
        lock (copies)
        {
            string to = folder[$"copy-{copies.Count}"];
            foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
            {
                string target = Path.Combine(to, Path.GetRelativePath(from, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                CopyUnlessGone(file, target);
            }
            copies.Add(to);
        }
    }

    /// <summary>Other threads go on; a lock is held by the living only.</summary>
    private static void CopyUnlessGone(string file, string target)
    {
        if (file.EndsWith(".lock", StringComparison.Ordinal))
            return;
        try
        {
            File.Copy(file, target);
        }
        catch (FileNotFoundException) { }
    }

    private static bool HasRecord(string copy) => ClassEditRecord.IsIn(copy);
}
