using Seg.Core.Files;
using Seg.Core.Imaging;

namespace Seg.Core.Tests.Faults;

/// <summary>A file that is written while any call fails, or a write is cut short, is the old or the new, and a failure is reported.</summary>
public sealed class AtomicFileFaultTests
{
    [Fact]
    public void A_file_is_the_old_or_the_new_and_every_failure_is_told() =>
        UnderFaults.Run(faults =>
        {
            using var place = new TempFolder();
            string path = place["a.txt"];
            int calls = faults.EachCall(
                () =>
                {
                    AtomicFile.WriteText(path, "old");
                    return path;
                },
                file => AtomicFile.WriteText(file, "new"),
                (file, call, failure) =>
                {
                    Assert.Equal("file.write", failure?.Code);
                    Assert.Contains($"Cannot write {file}: ", failure!.Message);
                    Assert.Contains(File.ReadAllText(file), (string[])["old", "new"]);
                    // Where the folder alone could not be synced, the new is there.
                    bool isInPlace = call.EndsWith(Path.GetDirectoryName(file)!, StringComparison.Ordinal);
                    Assert.Equal(isInPlace ? "new" : "old", File.ReadAllText(file));
                    Assert.Equal([file], Directory.GetFileSystemEntries(place.FullPath));
                }
            );
            Assert.InRange(calls, 7, 10);
        });

    [Fact]
    public void A_new_folder_and_the_first_file_in_it_fail_together() =>
        UnderFaults.Run(faults =>
        {
            using var place = new TempFolder();
            int made = 0;
            int calls = faults.EachCall(
                () => place[$"{made++}/there"] + "/new/newer/a.txt",
                Begin,
                (file, _, failure) =>
                {
                    Assert.Equal("file.write", failure?.Code);
                    Begin(file);
                    Assert.Equal("new", File.ReadAllText(file));
                }
            );
            Assert.InRange(calls, 13, 20);

            // As work does that begins: the file's own folder comes with it.
            static void Begin(string file)
            {
                AtomicFile.MakeFolder(Path.GetDirectoryName(Path.GetDirectoryName(file))!);
                AtomicFile.WriteText(file, "new");
            }
        });

    [Fact]
    public void A_write_that_the_disk_cuts_short_goes_on() =>
        UnderFaults.Run(faults =>
        {
            using var place = new TempFolder();
            byte[] content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)i)];
            faults.EachWriteCutShort(() =>
            {
                AtomicFile.WriteBytes(place["a.bin"], content);
                Assert.Equal(content, File.ReadAllBytes(place["a.bin"]));
            });
        });

    [Fact]
    public void A_mask_of_a_disk_that_fills_while_it_is_written_is_the_old_one() =>
        UnderFaults.Run(faults =>
        {
            using var place = new TempFolder();
            string path = place["mask.png"];
            var before = new Raster<byte>([1, 2], 2, 1);
            var after = new Raster<byte>([3, 4], 2, 1);
            int calls = faults.EachCall(
                () =>
                {
                    MaskFile.Write(path, before);
                    return path;
                },
                file => MaskFile.Write(file, after),
                (file, _, failure) =>
                {
                    Assert.Equal("file.write", failure?.Code);
                    Assert.Contains(MaskFile.ReadIndices(file).Pixels, (byte[][])[before.Pixels, after.Pixels]);
                },
                FaultKind.AfterPart
            );
            Assert.InRange(calls, 7, 10);
        });
}
