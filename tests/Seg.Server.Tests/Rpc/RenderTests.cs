using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using Seg.Core;
using Seg.Core.Imaging;
using Seg.Core.Tests.Imaging;
using Seg.Server.Serving;

namespace Seg.Server.Tests.Rpc;

/// <summary>Pictures as files of values: read back value by value.</summary>
public sealed class RenderTests(RpcProcess server) : IClassFixture<RpcProcess>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("seg-render-").FullName;

    private string Rendered => Path.Combine(folder, "rendered");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Sixteen_bits_of_every_page()
    {
        ushort[][] pages =
        [
            [0, 1, 256, 65535, 4095, 7],
            [9, 8, 7, 6, 5, 4],
        ];
        TiffFile.Write(Path.Combine(folder, "a.tif"), [.. pages.Select(page => new Raster<ushort>(page, 3, 2))]);

        for (int page = 1; page <= 2; page++)
        {
            JsonElement result = await Render("a.tif", page);
            AssertForm(result, 3, 2, 1, "uint16");
            Assert.Equal(2, result.GetProperty("pages").GetInt32());
            Assert.Equal(pages[page - 1], Values<ushort>(result));
        }
        Assert.Equal("image.page", await Refused("a.tif", 0));
        Assert.Equal("image.page", await Refused("a.tif", 3));
    }

    [Fact]
    public async Task Floats_with_all_their_bits()
    {
        float[] values = [-1.5f, 0, float.MaxValue, float.Epsilon, float.NaN, 1 / 3f];
        Write("a.tiff", new Raster<float>(values, 2, 3));

        JsonElement result = await Render("a.tiff");

        AssertForm(result, 2, 3, 1, "float32");
        Assert.Equal(values, Values<float>(result));
    }

    [Fact]
    public async Task Colours_as_red_green_blue()
    {
        byte[] values = [255, 0, 0, 0, 255, 0, 0, 0, 255, 1, 2, 3];
        Write("a.PNG", new Raster<byte>(values, 2, 2, 3));

        JsonElement result = await Render("a.PNG");

        AssertForm(result, 2, 2, 3, "uint8");
        Assert.Equal(values, Values<byte>(result));
    }

    [Fact]
    public async Task How_a_page_asks_to_be_turned_is_reported_and_its_values_are_as_stored()
    {
        (TiffMaker.Entry[], byte[][]) Page(params TiffMaker.Entry[] more) =>
            (
                TiffMaker.Page(2, 1, 8, 1, more),
                [
                    [7, 9],
                ]
            );
        byte[] file = new TiffMaker().Make(
            Page(new TiffMaker.Entry(274, 6)),
            Page(),
            Page(new TiffMaker.Entry(274, 9))
        );
        File.WriteAllBytes(Path.Combine(folder, "a.tif"), file);

        foreach ((int page, int expected) in new[] { (1, 6), (1, 6), (2, 1), (3, 1) })
        {
            JsonElement result = await Render("a.tif", page);
            AssertForm(result, 2, 1, 1, "uint8");
            Assert.Equal(expected, result.GetProperty("orientation").GetInt32());
            Assert.Equal([7, 9], Values<byte>(result));
        }

        // An earlier version left the file without this number; it is not taken for one that asks for nothing.
        string written = FileOf(await Render("a.tif"));
        File.Move(written, written.Replace("-6.gz", ".gz"));
        Assert.Equal(6, (await Render("a.tif")).GetProperty("orientation").GetInt32());
    }

    [Fact]
    public async Task It_is_made_once_until_the_image_changes()
    {
        Write("a.png", Rasters.Filled<ushort>(2, 2, 7));
        string first = FileOf(await Render("a.png"));
        File.WriteAllText(first, "not written again");

        JsonElement again = await Render("a.png");
        Assert.Equal(first, FileOf(again));
        AssertForm(again, 2, 2, 1, "uint16");
        Assert.Equal("not written again", File.ReadAllText(first));

        Write("a.png", Rasters.Filled<ushort>(3, 2, 8));
        JsonElement changed = await Render("a.png");
        Assert.NotEqual(first, FileOf(changed));
        Assert.Equal([8, 8, 8, 8, 8, 8], Values<ushort>(changed));
    }

    [Fact]
    public async Task What_is_no_image_is_refused()
    {
        File.WriteAllText(Path.Combine(folder, "a.png"), "damaged");
        File.WriteAllText(Path.Combine(folder, "a.txt"), "secret");

        Assert.Equal("image.unreadable", await Refused("a.png"));
        Assert.Equal("image.unreadable", await Refused("b.png"));
        Assert.Equal("image.ending", await Refused("a.txt"));
        Assert.False(Directory.Exists(Rendered));
    }

    [Fact]
    public void The_folder_stays_small_and_nothing_else_in_it_is_touched()
    {
        // Two of the pictures find place, and a third does not.
        var rendered = new RenderFolder(Rendered, mostBytes: 6000);
        string a = Noise(rendered, "a.png");
        string b = Noise(rendered, "b.png");
        string leftOver = Path.Combine(Rendered, $".seg-{new string('0', 32)}.tmp");
        string others = Path.Combine(Rendered, "results.csv.gz");
        File.WriteAllText(leftOver, "");
        File.WriteAllText(others, "");
        foreach ((string file, int hours) in new[] { (a, 3), (b, 2), (leftOver, 4), (others, 5) })
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-hours));
        Assert.Equal(a, Noise(rendered, "a.png")); // which makes it the newest

        string c = Noise(rendered, "c.png");

        Assert.Equal(new[] { a, c, others }.Order(), Directory.EnumerateFiles(Rendered).Order());
    }

    [Fact]
    public void Windows_do_not_disturb_each_other_in_one_folder()
    {
        var rendered = new RenderFolder(Rendered, mostBytes: 6000);
        Parallel.For(0, 64, i => Noise(rendered, $"{i}.png"));

        Assert.InRange(Directory.EnumerateFiles(Rendered).Count(), 1, 2);
    }

    [Fact]
    public async Task What_a_link_leads_to_counts()
    {
        Write("a.png", Rasters.Filled<byte>(2, 2, 7));
        File.CreateSymbolicLink(Path.Combine(folder, "link.png"), "a.png");
        await Render("link.png");
        Write("a.png", Rasters.Filled<byte>(2, 2, 8));

        Assert.Equal([8, 8, 8, 8], Values<byte>(await Render("link.png")));
    }

    /// <summary>A picture of 2.5 kB, which cannot be compressed.</summary>
    private string Noise(RenderFolder rendered, string name)
    {
        string file = Path.Combine(folder, name);
        if (!File.Exists(file))
        {
            byte[] noise = new byte[50 * 50];
            new Random(name[0]).NextBytes(noise);
            Write(name, new Raster<byte>(noise, 50, 50));
        }
        return rendered.Render(file, 1, CancellationToken.None).File;
    }

    private async Task<JsonElement> Render(string name, int page = 1) =>
        await server.Result("image/render", Parameters(name, page));

    private async Task<string?> Refused(string name, int page = 1) =>
        (await server.Error("image/render", Parameters(name, page)))
            .GetProperty("data")
            .GetProperty("code")
            .GetString();

    private object Parameters(string name, int page) =>
        new
        {
            file = Path.Combine(folder, name),
            page,
            folder = Rendered,
        };

    private static void AssertForm(JsonElement result, int width, int height, int channels, string type) =>
        Assert.Equal(
            (width, height, channels, type),
            (
                result.GetProperty("width").GetInt32(),
                result.GetProperty("height").GetInt32(),
                result.GetProperty("channels").GetInt32(),
                result.GetProperty("type").GetString()!
            )
        );

    private static string FileOf(JsonElement result) => result.GetProperty("file").GetString()!;

    private static T[] Values<T>(JsonElement result)
        where T : struct
    {
        using var gzip = new GZipStream(File.OpenRead(FileOf(result)), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return MemoryMarshal.Cast<byte, T>(bytes.ToArray()).ToArray();
    }

    private void Write(string name, Raster picture) => ImageFile.Write(Path.Combine(folder, name), picture);
}
