using Microsoft.Win32.SafeHandles;
using Seg.Core.Imaging;
using Entry = Seg.Core.Tests.Imaging.TiffMaker.Entry;

namespace Seg.Core.Tests.Imaging;

public sealed class TiffPagesTests
{
    private static (Entry[], byte[][]) Page(byte value, params Entry[] more) =>
        (
            TiffMaker.Page(1, 1, 8, 1, more),
            [
                [value],
            ]
        );

    [Fact]
    public void Reduced_copies_and_transparency_masks_are_no_pages()
    {
        byte[] file = new TiffMaker().Make(
            Page(1),
            Page(2, new Entry(254, 1)),
            Page(3, new Entry(255, 2)),
            Page(4, new Entry(254, 4)),
            Page(5, new Entry(254, 2))
        );

        Assert.Equal([1, 5], Pages(file));
    }

    [Fact]
    public void A_file_of_nothing_but_a_reduced_copy_has_it_as_its_page() =>
        Assert.Equal([7], Pages(new TiffMaker().Make(Page(7, new Entry(254, 1)))));

    [Fact]
    public void A_circle_of_pages_ends()
    {
        byte[] file = new TiffMaker().Make(Page(1), Page(2));
        int next = file.Length - 1 - 4;
        Assert.Equal([0, 0, 0, 0], file[next..^1]);
        file[next] = 8;

        Assert.Equal([1, 2], Pages(file));
    }

    [Fact]
    public void A_stack_of_ImageJ_with_one_directory_has_all_its_pages()
    {
        byte[] file = [.. Stack(images: 4, [1, 2]), 3, 4, 5, 6, 7, 8];
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["a.tif"], file);

        using ImageSource source = ImageSource.Open(folder["a.tif"]);

        Assert.Equal(4, source.PageCount);
        Assert.Equal([1, 2], ((Raster<byte>)source.Read(0)).Pixels);
        Assert.Equal([7, 8], ((Raster<byte>)source.Read(3)).Pixels);
    }

    [Fact]
    public void A_stack_that_was_cut_keeps_its_count_and_its_lost_pages_are_errors()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["a.tif"], [.. Stack(images: 4, [1, 2]), 3, 4, 5]);

        using ImageSource source = ImageSource.Open(folder["a.tif"]);

        Assert.Equal(4, source.PageCount);
        Assert.Equal([3, 4], ((Raster<byte>)source.Read(1)).Pixels);
        Assert.Contains("ends before its pixels", Assert.Throws<SegException>(() => source.Read(2)).Message);
    }

    [Fact]
    public void A_description_that_was_kept_for_one_page_makes_no_stack() =>
        Assert.Single(
            Pages(
                new TiffMaker().Make(
                    (
                        TiffMaker.Page(2, 1, 8, 1, ImageJ(9)),
                        [
                            [1, 2],
                        ]
                    )
                )
            )
        );

    [Fact]
    public void Pages_that_were_cut_off_are_missed()
    {
        using var folder = new TempFolder();
        byte[] file = new TiffMaker().Make(Page(1), Page(2), Page(3));
        File.WriteAllBytes(folder["a.tif"], file[..(file.Length / 2)]);

        Assert.Contains("ends too early", ImageSourceTests.Unreadable(folder["a.tif"]));
    }

    [Fact]
    public void The_wish_to_be_turned_is_reported()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["a.tif"], new TiffMaker().Make(Page(1), Page(2, new Entry(274, 6))));

        using ImageSource source = ImageSource.Open(folder["a.tif"]);

        Assert.Empty(source.Notes(0));
        Assert.Contains("orientation 6", Assert.Single(source.Notes(1)));
    }

    [Fact]
    public void A_BigTIFF_beyond_4_GB_is_read_page_by_page()
    {
        using var folder = new TempFolder();
        const long far = 5L << 30;
        byte[] first = new TiffMaker(isBig: true).Make(Page(1));
        byte[] second = Moved(new TiffMaker(isBig: true).Make(Page(2)), far);
        using (SafeFileHandle file = File.OpenHandle(folder["a.tif"], FileMode.CreateNew, FileAccess.Write))
        {
            // The room between is a hole that takes no space on the disk.
            BitConverter.TryWriteBytes(first.AsSpan(first.Length - 1 - 8), far + 16);
            RandomAccess.Write(file, first, 0);
            RandomAccess.Write(file, second, far);
        }

        using ImageSource source = ImageSource.Open(folder["a.tif"]);

        Assert.Equal(2, source.PageCount);
        Assert.Equal([2], ((Raster<byte>)source.Read(1)).Pixels);
        Assert.Equal([1], ((Raster<byte>)source.Read(0)).Pixels);
    }

    [Fact]
    public void A_page_of_a_large_stack_takes_the_memory_of_a_page()
    {
        using var folder = new TempFolder();
        (Entry[], byte[][]) page = (TiffMaker.Page(1000, 1000, 8), [new byte[1_000_000]]);
        File.WriteAllBytes(folder["a.tif"], new TiffMaker().Make([.. Enumerable.Repeat(page, 50)]));
        using ImageSource source = ImageSource.Open(folder["a.tif"]);
        source.Read(0);
        // Of this thread, since other tests run beside it.
        long before = GC.GetAllocatedBytesForCurrentThread();

        source.Read(49);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1_000_000, 4_000_000);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(500)]
    public void Each_page_of_a_stack_costs_the_same_however_many_there_are(int pages)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["a.tif"], new TiffMaker().Make([.. Enumerable.Repeat(Page(7), pages)]));
        ImageSource.ReadPage(folder["a.tif"]); // what is made once
        long before = GC.GetAllocatedBytesForCurrentThread();

        using (ImageSource source = ImageSource.Open(folder["a.tif"]))
            for (int page = 0; page < source.PageCount; page++)
                source.Read(page);

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / pages, 0, 10_000);
    }

    /// <summary>The offset of a page's only strip stands in its entry; 10 entries of 20 bytes follow the count at 16.</summary>
    private static byte[] Moved(byte[] file, long by)
    {
        for (int entry = 24; entry + 20 <= file.Length; entry += 20)
            if (BitConverter.ToUInt16(file, entry) == 273)
                BitConverter.TryWriteBytes(file.AsSpan(entry + 12), BitConverter.ToInt64(file, entry + 12) + by);
        return file;
    }

    private static Entry ImageJ(int images) =>
        new(270) { Text = $"ImageJ=1.53t\nimages={images}\nslices={images}\n\0" };

    private static byte[] Stack(int images, byte[] first) =>
        new TiffMaker().Make((TiffMaker.Page(first.Length, 1, 8, 1, ImageJ(images)), [first]));

    private static byte[] Pages(byte[] file)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["a.tif"], file);
        using ImageSource source = ImageSource.Open(folder["a.tif"]);
        return [.. Enumerable.Range(0, source.PageCount).Select(page => ((Raster<byte>)source.Read(page)).Pixels[0])];
    }
}
