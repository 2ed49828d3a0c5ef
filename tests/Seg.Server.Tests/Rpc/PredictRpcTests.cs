using System.IO.Compression;
using System.Text.Json;
using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Prediction;
using Seg.Core.Tests.EarlierVersions;
using Seg.Core.Tests.Imaging;
using Seg.Server.Rpc.Contract;
using Seg.Server.Tests.Commands;

namespace Seg.Server.Tests.Rpc;

/// <summary>Predictions for the editor, by raw JSON.</summary>
public sealed class PredictRpcTests(RpcProcess server, SmallModel small)
    : IClassFixture<RpcProcess>,
        IClassFixture<SmallModel>,
        IDisposable
{
    private const int Cancelled = -32800;

    private readonly string folder = Directory.CreateTempSubdirectory("seg-predict-rpc-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Images_are_predicted_listed_and_scored()
    {
        JsonElement report = await server.Result("predict/images", Predict(true, 7, small.Folder));
        Assert.Equal(4, report.GetProperty("images").GetArrayLength());
        Assert.Empty(report.GetProperty("failures").EnumerateArray());
        string predictions = Path.Combine(small.Folder, "predictions", "tiny");
        Assert.Equal(predictions, report.GetProperty("folder").GetString());
        Assert.Equal([(1, 4), (2, 4), (3, 4), (4, 4)], server.Progress(7));

        JsonElement list = await server.Result("predict/list", new { model = small.Model, folder = small.Folder });
        JsonElement[] images = [.. list.GetProperty("images").EnumerateArray()];
        Assert.Equal(["a", "b", "c", "d"], images.Select(image => image.GetProperty("name").GetString()));
        Assert.All(images, image => Assert.InRange(image.GetProperty("expectedError").GetDouble(), 0, 1));
        Assert.All(images, image => Assert.False(image.GetProperty("isOutdated").GetBoolean()));
        Assert.Equal(["yes", "no", "yes", "no"], images.Select(image => image.GetProperty("learned").GetString()));
        JsonElement fit = images[1].GetProperty("scores");
        Assert.InRange(fit.GetProperty("meanIou").GetDouble(), 0, 1);
        Assert.Equal(2, fit.GetProperty("ious").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, images[3].GetProperty("scores").ValueKind);
        Assert.Equal(JsonValueKind.Null, images[3].GetProperty("label").ValueKind);

        JsonElement objects = await server.Result(
            "predict/objects",
            new
            {
                model = small.Model,
                folder = small.Folder,
                file = Image("a"),
                page = 1,
            }
        );
        int found = images[0].GetProperty("found")[0].GetProperty("objects").GetInt32();
        Assert.Equal(found, objects.GetProperty("objects").GetArrayLength());
    }

    [Fact]
    public async Task An_image_that_cannot_be_read_is_reported_and_the_rest_goes_on()
    {
        File.Copy(Image("a"), Path.Combine(folder, "a.png"));
        File.WriteAllText(Path.Combine(folder, "broken.png"), "no picture");
        JsonElement report = await server.Result("predict/images", Predict(false, 12, folder));
        Assert.Single(report.GetProperty("images").EnumerateArray());
        Assert.Contains(
            "broken.png",
            Assert.Single(report.GetProperty("failures").EnumerateArray()).GetProperty("message").GetString()
        );
        // A folder that is no dataset has its predictions in itself.
        JsonElement list = await server.Result("predict/list", new { model = small.Model, folder });
        JsonElement image = Assert.Single(list.GetProperty("images").EnumerateArray());
        Assert.Equal(Path.Combine(folder, "predictions", "tiny", "a.png"), image.GetProperty("mask").GetString());
    }

    [Fact]
    public async Task What_was_cut_off_is_reported_and_finished()
    {
        foreach (string stem in (string[])["a", "b", "c"])
            File.Copy(Image(stem), Path.Combine(folder, $"{stem}.png"));
        await server.Result("predict/images", Predict(false, 16, folder));
        var asked = new { model = small.Model, folder };
        Assert.Equal(JsonValueKind.Null, (await server.Result("predict/list", asked)).GetProperty("cutOff").ValueKind);
        // As a kill leaves it: "gone" is no image of the folder any more.
        var predictions = new PredictionFolder(Path.Combine(folder, "predictions", "tiny"));
        var plan = new UnfinishedPrediction(new string('a', 32), ["b.png", "gone.png"], 3, null, true);
        PredictionState left = PredictionState.Read(predictions) with { Unfinished = [plan] };
        File.WriteAllText(predictions.State, JsonSerializer.Serialize(left, JsonSerializerOptions.Web));

        JsonElement cutOff = (await server.Result("predict/list", asked)).GetProperty("cutOff");
        Assert.Equal((1, 3), (Number(cutOff, "left"), Number(cutOff, "total")));
        await server.Result(
            "predict/finish",
            new
            {
                model = small.Model,
                folder,
                progress = 17,
            }
        );
        Assert.Equal([(1, 1)], server.Progress(17));
        Assert.True(File.Exists(predictions.Overlay("b")));
        Assert.Equal(JsonValueKind.Null, (await server.Result("predict/list", asked)).GetProperty("cutOff").ValueKind);
    }

    [Fact]
    public async Task A_prediction_of_one_page_is_not_compared_with_labels_of_another()
    {
        (TiffMaker.Entry[], byte[][]) page = (TiffMaker.Page(40, 40, 8), [new byte[40 * 40]]);
        File.WriteAllBytes(Path.Combine(folder, "stack.tif"), new TiffMaker().Make(page, page));
        DatasetInit.Create(folder);
        var listed = new { model = small.Model, folder };
        await server.Result("predict/images", Predict(true, 20, folder));
        int[] ofPage1 = await Pages();
        Assert.Equal([1], ofPage1);

        await server.Result(
            "dataset/page",
            new
            {
                folder,
                page = 2,
                keepsLabels = true,
            }
        );
        Assert.Empty(await Pages());

        await server.Result("predict/images", Predict(true, 21, folder));
        int[] ofPage2 = await Pages();
        Assert.Equal([2], ofPage2);

        async Task<int[]> Pages() =>
            [
                .. (await server.Result("predict/list", listed))
                    .GetProperty("images")
                    .EnumerateArray()
                    .Select(image => Number(image, "page")),
            ];
    }

    [Fact]
    public async Task What_a_model_thinks_is_a_picture_of_the_image()
    {
        var asked = new
        {
            model = small.Model,
            file = Image("a"),
            page = 1,
            shown = (int?)1,
            folder,
        };
        JsonElement map = await server.Result("predict/map", asked);
        Assert.Equal((50, 40, 1), (Number(map, "width"), Number(map, "height"), Number(map, "channels")));
        Assert.Equal("uint8", map.GetProperty("type").GetString());
        string file = map.GetProperty("file").GetString()!;
        byte[] disc = Values(file);
        Assert.Equal(50 * 40, disc.Length);
        byte[] ground = Values(
            (await server.Result("predict/map", asked with { shown = 0 })).GetProperty("file").GetString()!
        );
        // Two classes: what is not the one is the other.
        Assert.All(disc.Zip(ground), pair => Assert.InRange(pair.First + pair.Second, 254, 256));
        Assert.Equal(file, (await server.Result("predict/map", asked)).GetProperty("file").GetString());
        JsonElement unsure = await server.Result("predict/map", asked with { shown = null });
        Assert.NotEqual(file, unsure.GetProperty("file").GetString());
        JsonElement error = await server.Error("predict/map", asked with { shown = 2 });
        Assert.Equal("predict.class", error.GetProperty("data").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Unlabelled_images_are_ranked_until_they_are_labelled()
    {
        JsonElement none = await server.Result("predict/ranking", new { folder = small.Folder });
        Assert.Equal("", none.GetProperty("model").GetString());
        JsonElement ranking = await server.Result(
            "predict/rank",
            new
            {
                model = small.Model,
                folder = small.Folder,
                progress = 9,
            }
        );
        JsonElement first = Assert.Single(ranking.GetProperty("images").EnumerateArray());
        Assert.Equal(("tiny", "d"), (ranking.GetProperty("model").GetString(), first.GetProperty("stem").GetString()));
        Assert.Contains(first.GetProperty("nearest").GetString(), (string[])["a", "b", "c"]);
        Assert.Equal((5, 5), server.Progress(9)[^1]);
        string label = Path.Combine(small.Folder, "masks", "d.png");
        File.Copy(Path.Combine(small.Folder, "masks", "a.png"), label);
        try
        {
            JsonElement now = await server.Result("predict/ranking", new { folder = small.Folder });
            Assert.Empty(now.GetProperty("images").EnumerateArray());
            JsonElement error = await server.Error(
                "predict/rank",
                new
                {
                    model = small.Model,
                    folder = small.Folder,
                    progress = 10,
                }
            );
            Assert.Equal("rank.none", error.GetProperty("data").GetProperty("code").GetString());
        }
        finally
        {
            File.Delete(label);
        }
    }

    [Fact]
    public async Task Two_images_of_one_name_are_reported_where_they_matter()
    {
        string twin = Path.Combine(small.Folder, "images", "d.bmp");
        Raster<byte> other = Rasters.Filled<byte>(50, 40, 9);
        ImageFile.Write(twin, other);
        try
        {
            var asked = new
            {
                model = small.Model,
                folder = small.Folder,
                progress = 13,
            };
            Assert.Equal("dataset.stem", Code(await server.Error("predict/rank", asked)));
            Assert.Equal("predict.stem", Code(await server.Error("predict/images", Predict(true, 14, small.Folder))));
            var review = new
            {
                dataset = small.Folder,
                model = "tiny",
                progress = 15,
            };
            Assert.Equal("dataset.stem", Code(await server.Error("advice/review", review)));
            // What was made before can still be looked at.
            await server.Result("predict/ranking", new { folder = small.Folder });
            await server.Result("predict/list", new { model = small.Model, folder = small.Folder });
        }
        finally
        {
            File.Delete(twin);
        }

        static string? Code(JsonElement error) => error.GetProperty("data").GetProperty("code").GetString();
    }

    [Fact]
    public async Task It_can_be_cancelled_and_keeps_what_is_finished()
    {
        Raster<byte> large = Rasters.Filled<byte>(2000, 2000, 40);
        foreach (int number in Enumerable.Range(0, 8))
            ImageFile.Write(Path.Combine(folder, $"{number}.png"), large);
        (int asked, Task<JsonElement> answer) = server.Begin("predict/images", Predict(false, 11, folder));
        string first = Path.Combine(folder, "predictions", "tiny", "0.png");
        while (!File.Exists(first) && !answer.IsCompleted)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        server.Cancel(asked);
        Assert.Equal(Cancelled, (await answer).GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(2000, MaskFile.ReadIndices(first).Width);
        Assert.True(File.Exists(Path.Combine(folder, "predictions", "tiny", "objects.csv")));
        Assert.Empty(Directory.EnumerateFiles(folder, ".seg-*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task While_a_dataset_is_waited_for_others_are_answered_and_it_can_be_cancelled()
    {
        using var files = new EarlierFiles();
        string dataset = files["class-edit"]; // a change of its classes is to be finished, which another program does now
        using var held = new FileStream(
            Path.Combine(dataset, ".seg-reclass.lock"),
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.None
        );
        (int asked, Task<JsonElement> predicted) = server.Begin("predict/images", Predict(true, 18, dataset));
        var rank = new
        {
            model = small.Model,
            folder = dataset,
            progress = 19,
        };
        (int askedToo, Task<JsonElement> ranked) = server.Begin("predict/rank", rank);

        await server.Result("session/hello", new { protocol = Wire.ProtocolVersion });
        var map = new
        {
            model = small.Model,
            file = Image("a"),
            page = 1,
            shown = (int?)0,
            folder,
        };
        await server.Result("predict/map", map);
        Assert.False(predicted.IsCompleted || ranked.IsCompleted);
        server.Cancel(asked);
        server.Cancel(askedToo);
        foreach (Task<JsonElement> answer in (Task<JsonElement>[])[predicted, ranked])
            Assert.Equal(Cancelled, (await answer).GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_model_that_is_not_there_is_reported()
    {
        JsonElement error = await server.Error(
            "predict/images",
            new
            {
                model = Path.Combine(small.Folder, "models", "other"),
                inputs = (string[])[small.Folder],
                includesLabelled = true,
                progress = 1,
            }
        );
        Assert.Equal("model.missing", error.GetProperty("data").GetProperty("code").GetString());
    }

    // Another number for progress in each test, by which the reports are known.
    private object Predict(bool includesLabelled, int progress, params string[] inputs) =>
        new
        {
            model = small.Model,
            inputs,
            includesLabelled,
            progress,
        };

    private string Image(string stem) => Path.Combine(small.Folder, "images", $"{stem}.png");

    private static int Number(JsonElement from, string name) => from.GetProperty(name).GetInt32();

    private static byte[] Values(string file)
    {
        using FileStream stream = File.OpenRead(file);
        using var gzip = new GZipStream(stream, CompressionMode.Decompress);
        using var values = new MemoryStream();
        gzip.CopyTo(values);
        return values.ToArray();
    }
}
