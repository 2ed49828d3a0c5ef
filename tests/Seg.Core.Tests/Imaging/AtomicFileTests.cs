using Seg.Core.Files;

namespace Seg.Core.Tests.Imaging;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_folder_is_made_and_the_content_replaced()
    {
        string path = Path.Combine(folder.FullPath, "new", "a.txt");

        AtomicFile.WriteText(path, "old content");
        AtomicFile.WriteText(path, "newµ");

        Assert.Equal("newµ"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Folders_above_that_of_the_file_are_not_made()
    {
        string renamed = Path.Combine(folder.FullPath, "renamed");
        string path = Path.Combine(renamed, "masks", "a.png");

        SegException e = Assert.Throws<SegException>(() => AtomicFile.WriteText(path, "new"));

        Assert.Equal("file.write", e.Code);
        Assert.Contains($"Cannot write {path}: There is no folder {renamed}.", e.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.FullPath));
    }

    [Fact]
    public void Where_the_folder_above_has_just_gone_none_is_made()
    {
        string renamed = Path.Combine(folder.FullPath, "renamed");

        var e = Assert.Throws<DirectoryNotFoundException>(() => DiskSync.MakeFolderIn(Path.Combine(renamed, "masks")));

        Assert.Equal($"There is no folder {renamed}", e.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.FullPath));
    }

    [Fact]
    public void A_failure_leaves_the_old_content_and_nothing_else()
    {
        string path = folder["a.txt"];
        AtomicFile.WriteText(path, "old");

        SegException e = Assert.Throws<SegException>(() =>
            AtomicFile.Write(
                path,
                stream =>
                {
                    stream.Write("half"u8);
                    throw new IOException("No space left on device.");
                }
            )
        );
        Assert.Throws<InvalidOperationException>(() =>
            AtomicFile.Write(path, _ => throw new InvalidOperationException())
        );

        Assert.Equal("file.write", e.Code);
        Assert.Contains($"Cannot write {path}: No space left on device. Free some space", e.Message);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(folder.FullPath));
    }

    [Fact]
    public void A_name_may_be_as_long_as_names_can_be()
    {
        string path = folder[new string('a', 255)];

        AtomicFile.WriteText(path, "x");

        Assert.Equal("x", File.ReadAllText(path));
    }

    [Fact]
    public void What_stands_in_the_way_is_reported()
    {
        File.WriteAllText(folder["file"], "");
        Directory.CreateDirectory(folder["directory"]);

        Refuses(Path.Combine(folder.FullPath, "file", "a.txt"));
        Refuses(Path.Combine(folder.FullPath, "directory"));
        Assert.Equal(2, Directory.GetFileSystemEntries(folder.FullPath).Length);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)]
    public void Who_may_read_and_write_a_file_stays(UnixFileMode mode)
    {
        string path = folder["a.txt"];
        File.WriteAllText(path, "old");
        File.SetUnixFileMode(path, mode);

        AtomicFile.Write(
            path,
            stream =>
            {
                Assert.Equal(mode, File.GetUnixFileMode(((FileStream)stream).SafeFileHandle)); // nor may others read it before
                stream.Write("new"u8);
            }
        );

        Assert.Equal(("new", mode), (File.ReadAllText(path), File.GetUnixFileMode(path)));
    }

    [Fact]
    public void A_file_that_is_read_only_is_refused()
    {
        string path = folder["a.txt"];
        File.WriteAllText(path, "old");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead);

        SegException e = Assert.Throws<SegException>(() => AtomicFile.WriteText(path, "new"));

        Assert.Equal("file.readonly", e.Code);
        Assert.Equal(
            $"{path} is read-only and was not changed. Make it writable first, if it may be changed: chmod u+w.",
            e.Message
        );
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(folder.FullPath));
    }

    [Fact]
    public void Another_name_of_the_file_keeps_the_old_content()
    {
        File.WriteAllText(folder["cache/a.txt"], "old");
        HardLink.Make(folder["cache/a.txt"], folder["a.txt"]);

        AtomicFile.WriteText(folder["a.txt"], "new");

        Assert.Equal(("new", "old"), (File.ReadAllText(folder["a.txt"]), File.ReadAllText(folder["cache/a.txt"])));
    }

    [Fact]
    public void What_is_no_file_is_not_replaced()
    {
        SpecialFile.MakePipe(folder["pipe"]);

        SegException e = Assert.Throws<SegException>(() => AtomicFile.WriteText(folder["pipe"], "new"));

        Assert.Contains("it is a pipe, a socket or a device, not a file", e.Message);
        Assert.Equal([folder["pipe"]], Directory.GetFileSystemEntries(folder.FullPath));
    }

    private static void Refuses(string path) =>
        Assert.Equal("file.write", Assert.Throws<SegException>(() => AtomicFile.WriteText(path, "x")).Code);

    [Fact]
    public void A_link_stays_a_link_and_its_target_is_written()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["elsewhere/target.txt"], "old");
        File.CreateSymbolicLink(folder["link.txt"], folder["elsewhere/target.txt"]);

        AtomicFile.WriteText(folder["link.txt"], "new");

        Assert.NotNull(new FileInfo(folder["link.txt"]).LinkTarget);
        Assert.Equal("new", File.ReadAllText(folder["elsewhere/target.txt"]));
        Assert.Single(Directory.GetFiles(folder.FullPath));
    }
}
