using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Seg.Core.Imaging;

namespace Seg.Core.Tests.Imaging;

/// <summary>A damaged file gives a picture or a <see cref="SegException"/> that names it; a part is never taken for whole.</summary>
public sealed class DamagedFilesTests
{
    /// <summary>Files of every format that is read.</summary>
    internal static readonly (string Name, byte[] Bytes)[] Whole = [.. Written(), .. Answers()];

    public static TheoryData<string> Names => [.. Whole.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_that_is_cut_is_an_error(string name)
    {
        byte[] bytes = Whole.Single(file => file.Name == name).Bytes;
        Assert.True(IsRead(name, bytes));
        for (int length = 0; length < bytes.Length; length += 64)
            Assert.False(IsRead(name, bytes[..length]), $"{length} of {bytes.Length} bytes were taken for whole");
    }

    [Property(MaxTest = 600)]
    public Property Flipped_bytes_are_survived()
    {
        Gen<(string Name, byte[] Bytes)> damaged =
            from file in Gen.Elements(Whole)
            from count in Gen.Choose(1, 6)
            // Headers decide, so half of the damage is near the beginning or, as in TIFF, near the end.
            from flips in (
                from place in Gen.OneOf(
                    Gen.Choose(0, file.Bytes.Length - 1),
                    Gen.Choose(0, Math.Min(200, file.Bytes.Length - 1)),
                    Gen.Choose(Math.Max(0, file.Bytes.Length - 200), file.Bytes.Length - 1)
                )
                from value in Gen.OneOf(Gen.Choose(0, 255), Gen.Elements(0, 1, 127, 128, 255))
                select (place, (byte)value)
            ).ArrayOf(count)
            select (file.Name, Changed(file.Bytes, flips));
        return Prop.ForAll(
            damaged.ToArbitrary(),
            file =>
            {
                _ = IsRead(file.Name, file.Bytes);
            }
        );
    }

    /// <summary>Whether the file could be read with all its pages.</summary>
    private static bool IsRead(string name, byte[] bytes)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder[name], bytes);
        try
        {
            using ImageSource source = ImageSource.Open(folder[name]);
            for (int page = 0; page < Math.Min(source.PageCount, 3); page++)
            {
                Raster picture = source.Read(page);
                Assert.All(new Normalization().Apply(picture).Pixels, value => Assert.True(float.IsFinite(value)));
                _ = source.Notes(page);
            }
            return true;
        }
        catch (SegException e)
        {
            Assert.Contains(name, e.Message);
            return false;
        }
    }

    private static byte[] Changed(byte[] bytes, (int Place, byte Value)[] flips)
    {
        var changed = (byte[])bytes.Clone();
        foreach ((int place, byte value) in flips)
            changed[place] = value;
        return changed;
    }

    private static IEnumerable<(string, byte[])> Written()
    {
        using var folder = new TempFolder();
        ImageFile.Write(folder["deep.png"], ImageSourceTests.Of<ushort>(23, 17, 3));
        ImageFile.Write(folder["gray.png"], ImageSourceTests.Of<byte>(23, 17, 1));
        ImageFile.Write(folder["color.bmp"], ImageSourceTests.Of<byte>(23, 17, 3));
        ImageFile.Write(folder["float.tif"], ImageSourceTests.Of<float>(23, 17, 3));
        TiffFile.Write(folder["stack.tif"], [ImageSourceTests.Of<byte>(23, 17, 3), ImageSourceTests.Of<int>(9, 9, 1)]);
        return
        [
            .. Directory.GetFiles(folder.FullPath).Select(path => (Path.GetFileName(path), File.ReadAllBytes(path))),
        ];
    }

    private static IEnumerable<(string, byte[])> Answers() =>
        File.ReadAllLines(SharedFiles.InProject("tests/Seg.Core.Tests/Imaging/answers.csv"))
            .Select(line => line.Split(','))
            .Select(cells => (cells[0], Convert.FromBase64String(cells[2])));
}
