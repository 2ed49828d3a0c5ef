using System.IO.Compression;
using System.Text.Json;
using Seg.Core;
using Seg.Core.Imaging;
using Seg.Core.Tests.Imaging;
using Seg.Server.Tests.Commands;

namespace Seg.Server.Tests.Rpc;

/// <summary>The review of a model for the editor, by raw JSON.</summary>
public sealed class AdviceRpcTests(RpcProcess server, SmallModel small)
    : IClassFixture<RpcProcess>,
        IClassFixture<SmallModel>,
        IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("seg-advice-rpc-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_model_is_reviewed_once_and_again_only_where_a_label_has_changed()
    {
        string label = Path.Combine(small.Folder, "masks", "b.png");
        File.SetLastWriteTimeUtc(label, DateTime.UtcNow); // other tests may have asked for a review already
        JsonElement review = await server.Result("advice/review", Asked(1));
        Assert.Equal([(1, 3), (2, 3), (3, 3)], server.Progress(1));
        Assert.Equal(
            ["background", "object"],
            review.GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("name").GetString())
        );
        JsonElement[] images = [.. review.GetProperty("images").EnumerateArray()];
        Assert.Equal(["a", "b", "c"], images.Select(Stem).Order());
        Assert.Equal("validation", Image(review, "b").GetProperty("use").GetString());
        Assert.Equal("train", Image(review, "a").GetProperty("use").GetString());
        Assert.Equal(40 * 50, Cells(Image(review, "b")).Sum());
        Assert.Empty(review.GetProperty("problems").EnumerateArray());

        JsonElement again = await server.Result("advice/review", Asked(2));
        Assert.Empty(server.Progress(2));
        Assert.Equal(review.ToString(), again.ToString());

        byte[] before = File.ReadAllBytes(label);
        try
        {
            MaskFile.Write(label, new Raster<byte>(50, 40));
            JsonElement now = await server.Result("advice/review", Asked(3));
            long[] cells = Cells(Image(now, "b"));
            Assert.Equal((0, 0), (cells[2], cells[3])); // nothing is labelled as an object any more
            Assert.Equal(Image(review, "a").ToString(), Image(now, "a").ToString());
        }
        finally
        {
            File.WriteAllBytes(label, before);
        }
    }

    [Fact]
    public async Task The_pixels_behind_a_cell_are_as_many_as_the_cell_says()
    {
        long[] cells = Cells(Image(await server.Result("advice/review", Asked(4)), "b"));
        Assert.Equal(cells[1] + cells[2], await Pixels(null));
        Assert.Equal(cells[2], await Pixels(new { labelled = 1, predicted = 0 }));
        Assert.Equal(cells[0], await Pixels(new { labelled = 0, predicted = 0 }));

        async Task<long> Pixels(object? cell)
        {
            JsonElement map = await server.Result("advice/errors", new { of = Of("b"), cell });
            byte[] values = Values(map.GetProperty("file").GetString()!);
            Assert.Equal(40 * 50, values.Length);
            return values.Count(value => value == 255);
        }
    }

    [Fact]
    public async Task How_unsure_it_is_is_a_picture_of_any_image()
    {
        JsonElement map = await server.Result("advice/uncertainty", new { of = Of("d") });
        Assert.Equal(
            (50, 40, "uint8"),
            (
                map.GetProperty("width").GetInt32(),
                map.GetProperty("height").GetInt32(),
                map.GetProperty("type").GetString()
            )
        );
    }

    [Fact]
    public async Task A_report_is_written_where_it_is_wanted()
    {
        string file = Path.Combine(folder, "report.html");
        var asked = new
        {
            dataset = small.Folder,
            model = "tiny",
            file,
            progress = 6,
        };
        await server.Result("advice/report", asked);
        Assert.Equal((1, 1), server.Progress(6)[^1]); // the one validation image was drawn
        Assert.Contains("<h2>Pictures</h2>", File.ReadAllText(file));
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(folder));
        JsonElement error = await server.Error("advice/report", asked with { file = Path.Combine(file, "a.html") });
        Assert.Equal("file.write", Code(error));
    }

    [Fact]
    public async Task A_review_can_be_cancelled()
    {
        using var large = new SmallModel();
        Raster<byte> pixels = Rasters.Filled<byte>(1600, 1600, 40);
        var empty = new Raster<byte>(1600, 1600);
        foreach (string stem in (string[])["a", "b", "c"])
        {
            ImageFile.Write(Path.Combine(large.Folder, "images", $"{stem}.png"), pixels);
            MaskFile.Write(Path.Combine(large.Folder, "masks", $"{stem}.png"), empty);
        }
        var asked = new
        {
            dataset = large.Folder,
            model = "tiny",
            progress = 7,
        };
        (int number, Task<JsonElement> answer) = server.Begin("advice/review", asked);
        while (server.Progress(7).Length == 0 && !answer.IsCompleted)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        server.Cancel(number);
        Assert.Equal(-32800, (await answer).GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task What_is_not_there_is_reported()
    {
        JsonElement unlabelled = await server.Error("advice/errors", new { of = Of("d"), cell = (object?)null });
        Assert.Equal("advice.image", Code(unlabelled));
        JsonElement missing = await server.Error(
            "advice/review",
            new
            {
                dataset = small.Folder,
                model = "other",
                progress = 9,
            }
        );
        Assert.Equal("explain.model", Code(missing));
    }

    // Another number for progress each time, by which the reports are known.
    private object Asked(int progress) =>
        new
        {
            dataset = small.Folder,
            model = "tiny",
            progress,
        };

    private object Of(string image) =>
        new
        {
            dataset = small.Folder,
            model = "tiny",
            image,
            folder,
        };

    private static JsonElement Image(JsonElement review, string stem) =>
        review.GetProperty("images").EnumerateArray().Single(image => Stem(image) == stem);

    private static string? Stem(JsonElement image) => image.GetProperty("stem").GetString();

    private static long[] Cells(JsonElement image) =>
        [
            .. image
                .GetProperty("confusion")
                .EnumerateArray()
                .SelectMany(row => row.EnumerateArray().Select(cell => cell.GetInt64())),
        ];

    private static string? Code(JsonElement error) => error.GetProperty("data").GetProperty("code").GetString();

    private static byte[] Values(string file)
    {
        using FileStream stream = File.OpenRead(file);
        using var gzip = new GZipStream(stream, CompressionMode.Decompress);
        using var values = new MemoryStream();
        gzip.CopyTo(values);
        return values.ToArray();
    }
}
