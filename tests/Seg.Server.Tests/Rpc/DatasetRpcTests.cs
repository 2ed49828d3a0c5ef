using System.Text.Json;
using Seg.Core;
using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Tests;
using Seg.Server.Rpc.Contract;

namespace Seg.Server.Tests.Rpc;

/// <summary>Datasets as an editor sees and changes them.</summary>
public sealed class DatasetRpcTests(RpcProcess server) : IClassFixture<RpcProcess>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("seg-rpc-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_folder_of_images_becomes_a_dataset()
    {
        Write("b.png", 0, 0);
        Write("a.jpg", 0, 0);

        JsonElement made = await server.Result("dataset/create", new { folder, classes = Named });

        Assert.Equal(folder, Text(made, "folder"));
        Assert.Equal(folder, Text(made, "imagesFolder"));
        Assert.Equal(In("masks"), Text(made, "masksFolder"));
        Assert.Equal(1, made.GetProperty("page").GetInt32());
        Assert.Equal(["background #000000", "cell #ff0000", "dirt #00ff00"], ClassesOf(made));
        Assert.Equal(
            [
                ("a", In("a.jpg"), In("masks/a.png"), "notLabelled"),
                ("b", In("b.png"), In("masks/b.png"), "notLabelled"),
            ],
            ImagesOf(made)
        );
        Assert.Equal("init.exists", await Refused("dataset/create", new { folder, classes = Named }));
    }

    [Fact]
    public async Task Named_by_its_images_the_folder_around_them_becomes_the_dataset()
    {
        Write("images/a.png", 0, 0);

        JsonElement made = await server.Result("dataset/create", new { folder = In("images"), classes = Named });

        Assert.Equal((folder, In("images")), (Text(made, "folder"), Text(made, "imagesFolder")));
    }

    [Fact]
    public async Task A_pattern_that_keeps_images_together_is_written_into_seg_json()
    {
        Make();
        await server.Result("dataset/group", new { folder, pattern = "^(.+)_z_" });
        Assert.Equal("^(.+)_z_", Dataset.Open(folder).Config.Split?.Group);
        Assert.Equal("split.pattern", await Refused("dataset/group", new { folder, pattern = "^_z_" }));
    }

    [Fact]
    public async Task What_is_there_is_read()
    {
        Make();
        Directory.CreateDirectory(In("models/empty"));
        Directory.CreateDirectory(In("models/second"));
        Directory.CreateDirectory(In("models/first"));
        File.WriteAllText(In("models/first/model.json"), "{}");
        File.WriteAllText(In("models/second/model.json"), "{}");

        JsonElement read = await server.Result("dataset/read", new { folder });

        Assert.Equal(
            [
                ("a", In("images/a.png"), In("masks/a.png"), "done"),
                ("b", In("images/b.png"), In("masks/b.png"), "notLabelled"),
            ],
            ImagesOf(read)
        );
        Assert.Equal(
            ["first", "second"],
            read.GetProperty("models").EnumerateArray().Select(model => Text(model, "name"))
        );
    }

    [Fact]
    public async Task Classes_change_and_masks_with_them()
    {
        Make();

        JsonElement changed = await server.Result("dataset/classes", new { folder, classes = Swapped });

        Assert.Equal(["background #000000", "dust #00ff00", "cell #ff0000", "bud #0000ff"], ClassesOf(changed));
        Assert.Equal([0, 2, 1, 255], Mask("a"));
        Assert.Equal(
            "classes.used",
            await Refused(
                "dataset/classes",
                new { folder, classes = new[] { Class("background", 0), Class("cell", 2) } }
            )
        );
        Assert.Equal([0, 2, 1, 255], Mask("a"));
    }

    [Fact]
    public async Task While_a_model_is_trained_values_stay_and_names_need_not()
    {
        Make();
        object[] renamed = [Class("background", 0), Class("Cell", 1), Class("dirt", 2), Class("bud", null)];
        using (RunFolder.Of(In("models"), "first").TakeLock())
        {
            Assert.Equal("classes.training", await Refused("dataset/classes", new { folder, classes = Swapped }));
            await server.Result("dataset/classes", new { folder, classes = renamed });
        }

        Assert.Equal([0, 1, 2, 255], Mask("a"));
        await server.Result("dataset/classes", new { folder, classes = Swapped[..3] });
        Assert.Equal([0, 2, 1, 255], Mask("a"));
    }

    [Fact]
    public async Task A_kill_at_any_moment_leaves_masks_and_classes_that_fit_each_other()
    {
        const int masks = 40;
        Write("images/0.png", 0);
        Create();
        for (int i = 0; i < masks; i++)
            Write($"masks/{i}.png", 0, 1, 2, 255);
        int finished = 0;
        foreach (int seed in Rounds.Of("kills of a change of the classes", usual: 10))
        {
            var random = new Random(seed);
            string before = Dataset.Open(folder).Config.Classes[1].Name;
            object[] swap = [Class("background", 0), Class(before == "cell" ? "dirt" : "cell", 2), Class(before, 1)];
            await using (var own = new RpcProcess())
            {
                await own.Result("session/hello", new { protocol = Wire.ProtocolVersion });
                Task answer = own.Begin("dataset/classes", new { folder, classes = swap }).Answer;
                string sign = random.Next(2) == 0 ? In("masks/.seg-reclass") : In(ClassEdit.UnfinishedFile);
                while (!Path.Exists(sign) && !answer.IsCompleted)
                    await Task.Yield();
                await Task.Delay(random.Next(8), TestContext.Current.CancellationToken);
                own.Kill();
            }
            bool isSwapped = Dataset.Open(folder).Config.Classes[1].Name != before;
            finished += isSwapped ? 1 : 0;
            byte[] expected = Dataset.Open(folder).Config.Classes[1].Name == "cell" ? [0, 1, 2, 255] : [0, 2, 1, 255];
            for (int mask = 0; mask < masks; mask++)
                Assert.Equal(expected, Mask($"{mask}"));
        }
        Assert.NotEqual(0, finished); // else every kill came before anything happened
    }

    private static SegClass[] Classes { get; } =
    [new("background", "#000000"), new("cell", "#ff0000"), new("dirt", "#00ff00")];

    [Fact]
    public async Task Of_each_image_it_is_told_how_far_its_labels_are()
    {
        const string name = "Zelle ä 1";
        Write($"{name}.png", 0, 0);
        Create();
        string state = In($"masks/{name}.state.json");
        Assert.Equal("notLabelled", await Read());

        Directory.CreateDirectory(In("masks"));
        Say("""{ "version": 1, "state": "in progress" }""");
        Assert.Equal("notLabelled", await Read()); // there is nothing yet that could be in progress
        Write($"masks/{name}.png", 0, 1);
        Assert.Equal("inProgress", await Read());
        Say("""{ "version": 1, "state": "no objects" }""");
        Assert.Equal("noObjects", await Read());
        Say("{");
        Assert.Equal("inProgress", await Read());
        File.Delete(state);
        Assert.Equal("done", await Read());

        void Say(string text) => File.WriteAllText(state, text);

        async Task<string> Read() =>
            Text((await server.Result("dataset/read", new { folder })).GetProperty("images")[0], "state");
    }

    private static object[] Named { get; } = [.. Classes.Select(c => new { name = c.Name, color = c.Color })];

    private static object[] Swapped { get; } =
    [Class("background", 0), Class("dust", 2, "#00ff00"), Class("cell", 1, "#ff0000"), Class("bud", null, "#0000ff")];

    private static object Class(string name, int? previous, string color = "#000000") =>
        new
        {
            name,
            color,
            previous,
        };

    /// <summary>Two images, one of them labelled with every class.</summary>
    private void Make()
    {
        Write("images/a.png", 9, 9, 9, 9);
        Write("images/b.png", 9, 9, 9, 9);
        Write("masks/a.png", 0, 1, 2, 255);
        Create();
    }

    private void Create() => DatasetInit.Create(folder, Classes);

    private async Task<string?> Refused(string method, object parameters) =>
        (await server.Error(method, parameters)).GetProperty("data").GetProperty("code").GetString();

    private static IEnumerable<string> ClassesOf(JsonElement dataset) =>
        dataset.GetProperty("classes").EnumerateArray().Select(c => $"{Text(c, "name")} {Text(c, "color")}");

    private static IEnumerable<(string Stem, string File, string Mask, string State)> ImagesOf(JsonElement dataset) =>
        dataset
            .GetProperty("images")
            .EnumerateArray()
            .Select(i => (Text(i, "stem"), Text(i, "file"), Text(i, "mask"), Text(i, "state")));

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    private byte[] Mask(string stem)
    {
        Raster<byte> mask = MaskFile.ReadIndices(In($"masks/{stem}.png"));
        return mask.Pixels;
    }

    private void Write(string name, params byte[] values)
    {
        var picture = new Raster<byte>(values, values.Length, 1);
        ImageFile.Write(In(name), picture);
    }

    private string In(string name) => Path.Combine(folder, name);
}
