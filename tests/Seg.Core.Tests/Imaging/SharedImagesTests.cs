using System.Text.Json;
using Seg.Core.Imaging;

namespace Seg.Core.Tests.Imaging;

/// <summary>Odd files and stacks of other programs, with what tifffile and scikit-image read from them.</summary>
public sealed class SharedImagesTests
{
    [Theory]
    [InlineData("bits4.tif")]
    [InlineData("channels2_uint16.tif")]
    [InlineData("channels3_uint16.tif")]
    [InlineData("channels5_uint16.tif")]
    [InlineData("chw_float32.tif")]
    [InlineData("chw_uint16.tif")]
    [InlineData("exif3.jpg")]
    [InlineData("exif6.jpg")]
    [InlineData("miniswhite16.tif")]
    [InlineData("plain_uint16.tif")]
    [InlineData("pyramid_mainchain.tif")]
    [InlineData("rgba8_unassociated.tif")]
    [InlineData("tiff_orientation2.tif")]
    [InlineData("tiff_orientation6.tif")]
    [InlineData("uint32.tif")]
    public void Odd_files_have_the_pixels_that_are_stored(string name)
    {
        string path = Odd(name);

        Assert.Equal(Npy(Path.ChangeExtension(path, ".npy")), Values(ImageSource.ReadPage(path)));
    }

    [Fact]
    public void Of_twelve_bits_in_sixteen_nothing_is_stretched()
    {
        string path = Odd("channels2_12bitdata.tif");

        Assert.Equal(Npy(Path.ChangeExtension(path, ".npy")), Values(ImageSource.ReadPage(path).Channel(0)));
    }

    [Theory]
    [InlineData("lzma.tif", "LZMA")]
    [InlineData("zstd.tif", "Zstandard")]
    public void Compressions_that_are_not_understood_are_named(string name, string message) =>
        Assert.Contains(message, ImageSourceTests.Unreadable(Odd(name)));

    [Theory]
    [InlineData("exif3.jpg", 3)]
    [InlineData("exif6.jpg", 6)]
    [InlineData("tiff_orientation2.tif", 2)]
    [InlineData("tiff_orientation6.tif", 6)]
    public void Files_that_ask_to_be_turned_are_reported(string name, int orientation)
    {
        using ImageSource source = ImageSource.Open(Odd(name));

        Assert.Contains($"orientation {orientation}", Assert.Single(source.Notes(0)));
    }

    [Fact]
    public void Reduced_copies_are_no_pages() => Assert.Equal(1, ImageSource.CountPages(Odd("pyramid_mainchain.tif")));

    [Fact]
    public void Masks_are_indices_and_a_JPEG_is_none()
    {
        Assert.Equal(Npy(Odd("mask_bool.npy")), Values(MaskFile.ReadIndices(Odd("mask_bool.png"))));
        SegException e = Assert.Throws<SegException>(() => MaskFile.ReadIndices(Odd("mask_jpeg_inside.png")));
        Assert.Equal("mask.format", e.Code);
    }

    [Fact]
    public void Bright_objects_on_a_flat_background_are_not_black()
    {
        float[] sparse = new Normalization().Apply(ImageSource.ReadPage(Odd("sparse16.png"))).Pixels;
        float[] blank = new Normalization().Apply(ImageSource.ReadPage(Odd("blank16.png"))).Pixels;

        Assert.Equal(1, sparse.Max());
        Assert.Equal(0, sparse.Min());
        Assert.All(blank, value => Assert.Equal(0, value));
    }

    public static TheoryData<string> Stacks =>
        SharedFiles.Folder("data/stacks") is { } folder
            ?
            [
                .. ((string[])["plain", "imagej", "numbered-leica", "ctc", "slides"])
                    .SelectMany(name => Directory.GetFiles(Path.Combine(folder, name), "*.answer.json"))
                    .Where(file => !Path.GetFileName(file).StartsWith('_'))
                    .Select(file => Path.GetRelativePath(folder, file))
                    .Order(StringComparer.Ordinal),
            ]
            : [""];

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Planes_of_stacks_are_those_of_tifffile(string answer)
    {
        Assert.SkipWhen(answer.Length == 0, "Needs ../shared/data/stacks");
        string file = Path.Combine(SharedFiles.Folder("data/stacks")!, answer);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        JsonElement root = document.RootElement;
        int planes = root.GetProperty("ifds_in_file").GetInt32();
        // One directory, and the planes behind each other: they are pages too.
        if (planes == 1)
            planes = root.GetProperty("planes_in_first_series").GetInt32();
        using ImageSource source = ImageSource.Open(file[..^".answer.json".Length]);

        Assert.Equal(planes, source.PageCount);
        // Alpha counts in the answer's sums; a plane of two contradicting series has no page of its own.
        if (
            answer.Contains("subsubifds", StringComparison.Ordinal)
            || answer.Contains("bad_ij1", StringComparison.Ordinal)
        )
            return;
        foreach (JsonElement plane in root.GetProperty("plane_statistics").EnumerateArray())
        {
            int page = PageOf(root, plane.GetProperty("plane").GetInt32());
            double[] values = Values(source.Read(page));
            Assert.Equal(plane.GetProperty("min").GetDouble(), values.Min(), 1e-9);
            Assert.Equal(plane.GetProperty("max").GetDouble(), values.Max(), 1e-9);
            Assert.Equal(plane.GetProperty("sum").GetDouble(), values.Sum(), 1e-6);
        }
    }

    private static int PageOf(JsonElement root, int plane) =>
        root.GetProperty("plane_table")
            .EnumerateArray()
            .First(row => row.GetProperty("plane").GetInt32() == plane)
            .TryGetProperty("ifd", out JsonElement ifd)
            ? ifd.GetInt32()
            : plane;

    private static string Odd(string name)
    {
        string? folder = SharedFiles.Folder("data/odd-files");
        Assert.SkipWhen(folder is null, "Needs ../shared/data/odd-files");
        return Path.Combine(folder!, name);
    }

    private static double[] Values(Raster raster) =>
        raster switch
        {
            Raster<byte> typed => [.. typed.Pixels.Select(value => (double)value)],
            Raster<ushort> typed => [.. typed.Pixels.Select(value => (double)value)],
            Raster<short> typed => [.. typed.Pixels.Select(value => (double)value)],
            Raster<uint> typed => [.. typed.Pixels.Select(value => (double)value)],
            Raster<int> typed => [.. typed.Pixels.Select(value => (double)value)],
            Raster<float> typed => [.. typed.Pixels.Select(value => (double)value)],
            _ => ((Raster<double>)raster).Pixels,
        };

    /// <summary>The values of a little-endian array in NumPy's own format; the shape is that of the image.</summary>
    private static double[] Npy(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int header = 10 + BitConverter.ToUInt16(bytes, 8);
        string text = System.Text.Encoding.ASCII.GetString(bytes, 10, header - 10);
        string type = text.Split('\'')[3][1..];
        int width = type[1] - '0';
        return
        [
            .. Enumerable
                .Range(0, (bytes.Length - header) / width)
                .Select(i => header + i * width)
                .Select(at =>
                    type switch
                    {
                        "u1" or "b1" => bytes[at],
                        "u2" => BitConverter.ToUInt16(bytes, at),
                        "u4" => BitConverter.ToUInt32(bytes, at),
                        _ => (double)BitConverter.ToSingle(bytes, at),
                    }
                ),
        ];
    }
}
