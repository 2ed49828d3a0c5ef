using System.Diagnostics;
using System.Text.Json;
using Seg.Core;
using Seg.Core.Imaging;
using Seg.Core.Tests.Imaging;
using Seg.Server.Commands;

namespace Seg.Server.Tests.Commands;

/// <summary><c>seg init</c>, <c>seg check</c> and <c>seg sample</c>, run as a user does.</summary>
public sealed class DatasetCommandsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("seg-dataset-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_folder_becomes_a_dataset_once()
    {
        Picture("a.png", 2, 2);

        SegProcess first = await SegProcess.Run("init", folder, "--classes", "background, cell");
        SegProcess second = await SegProcess.Run("init", folder);

        Assert.Equal((ExitCodes.Ok, ""), (first.ExitCode, first.Error));
        Assert.Contains("1 images, 0 of them labelled, classes background, cell", first.Output);
        Assert.Contains("\"cell\"", File.ReadAllText(Path.Combine(folder, "seg.json")));
        Assert.Equal(ExitCodes.Failed, second.ExitCode);
        Assert.Contains("is a dataset already; nothing was changed", second.Error);
    }

    [Fact]
    public async Task Init_tells_scripts_what_it_made()
    {
        Picture("images/a.png", 2, 2);
        Picture("masks/a.png", 2, 2, value: 2);

        JsonElement json = (await SegProcess.Run("init", folder, "--json")).Json;

        Assert.Equal((1, 1), (json.GetProperty("images").GetInt32(), json.GetProperty("labelled").GetInt32()));
        Assert.Equal("class 2", json.GetProperty("classes")[2].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Check_lists_problems_and_counts()
    {
        Picture("a.png", 2, 2);
        Picture("b.png", 2, 2);
        Picture("masks/a.png", 2, 2, value: 1);
        await SegProcess.Run("init", folder);
        Picture("masks/b.png", 3, 2, value: 0);

        SegProcess people = await SegProcess.Run("check", folder);
        SegProcess scripts = await SegProcess.Run("check", folder, "--json");

        Assert.Equal((ExitCodes.Failed, ""), (people.ExitCode, people.Error));
        Assert.Equal(
            """
            2 images, 2 of them labelled.
            class       pixels    share  images
            background       6  60.00 %       1
            object           4  40.00 %       1
                   file         problem                                    remedy
            error  masks/b.png  the mask is 3 x 2, the image 2 x 2 pixels  Save the mask in the size of the image, without margins or scaling.

            """,
            people.Output
        );
        JsonElement problem = Assert.Single(scripts.Json.GetProperty("problems").EnumerateArray());
        Assert.Equal("masks/b.png", problem.GetProperty("file").GetString());
        Assert.Equal("error", problem.GetProperty("severity").GetString());
        Assert.Equal(0.4, scripts.Json.GetProperty("classes")[1].GetProperty("share").GetDouble());
    }

    [Fact]
    public async Task Check_warns_of_a_field_of_view_on_both_sides_of_the_split()
    {
        foreach (string name in (string[])["Zelle ä_z_1", "Zelle ä_z_2", "Zelle ö_z_1"])
        {
            Picture($"{name}.png", 2, 2);
            Picture($"masks/{name}.png", 2, 2, value: 1);
        }
        await SegProcess.Run("init", folder);
        string config = Path.Combine(folder, "seg.json");
        string split = File.ReadAllText(config)
            .Replace("\"page\"", "\"split\": { \"validation\": [\"Zelle ä_z_2\"] }, \"page\"");
        File.WriteAllText(config, split);

        SegProcess check = await SegProcess.Run("check", folder, "--json");

        Assert.Equal(ExitCodes.Ok, check.ExitCode);
        JsonElement leak = check.Json.GetProperty("problems").EnumerateArray().Last();
        Assert.Equal("warning", leak.GetProperty("severity").GetString());
        Assert.StartsWith("1 of 1 validation and test images shows", leak.GetProperty("problem").GetString());
        Assert.Contains("\"group\": \"^(.+)_z_\"", leak.GetProperty("remedy").GetString());
    }

    [Fact]
    public async Task Check_counts_what_is_in_progress_and_what_has_no_objects()
    {
        foreach (string name in (string[])["a", "b", "c"])
        {
            Picture($"{name}.png", 2, 2);
            Picture($"masks/{name}.png", 2, 2, value: 0);
        }
        await SegProcess.Run("init", folder);
        Say("a", """{ "version": 1, "state": "no objects" }""");
        Say("b", """{ "version": 1, "state": "in progress" }""");
        Say("c", """{ "version": 1, "state": "finished" }""");

        SegProcess people = await SegProcess.Run("check", folder);
        JsonElement scripts = (await SegProcess.Run("check", folder, "--json")).Json;

        Assert.Contains("3 images, 3 of them labelled. Of these, 2 in progress and 1 without objects.", people.Output);
        Assert.Contains(
            "it cannot be read, so that the image counts as in progress: \"state\" is \"finished\"",
            people.Output
        );
        Assert.Equal(
            (2, 1),
            (scripts.GetProperty("inProgress").GetInt32(), scripts.GetProperty("noObjects").GetInt32())
        );

        void Say(string name, string text) => File.WriteAllText(Path.Combine(folder, $"masks/{name}.state.json"), text);
    }

    [Fact]
    public async Task A_good_dataset_passes_without_loading_libtorch()
    {
        Picture("a.png", 2, 2);
        Picture("masks/a.png", 2, 2, value: 1);
        await SegProcess.Run("init", folder);

        // The loader's own trace goes to standard error.
        SegProcess seg = await SegProcess.Finish(SegProcess.Start(["check", folder], ("LD_DEBUG", "files")));

        Assert.Equal(ExitCodes.Ok, seg.ExitCode);
        Assert.Contains("libSystem.Native", seg.Error);
        Assert.DoesNotContain("libtorch", seg.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task SIGTERM_ends_a_check()
    {
        // So many images take seconds; the check is under way as soon as it has one of them open.
        Picture("a.png", 2048, 2048);
        await SegProcess.Run("init", folder);
        for (int i = 0; i < 300; i++)
            File.CreateSymbolicLink(Path.Combine(folder, $"b{i}.png"), Path.Combine(folder, "a.png"));
        Process seg = SegProcess.Start(["check", folder]);
        while (!seg.HasExited && !OpenFiles(seg).Any(file => file.EndsWith("a.png", StringComparison.Ordinal)))
            await Task.Delay(1, TestContext.Current.CancellationToken);
        using Process kill = Process.Start("kill", ["-TERM", $"{seg.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        SegProcess ended = await SegProcess.Finish(seg);

        Assert.Equal(ExitCodes.Interrupted, ended.ExitCode);
        Assert.Equal(("", "error: Stopped before it was done.\n"), (ended.Output, ended.Error));
    }

    private static IEnumerable<string> OpenFiles(Process process) =>
        Directory
            .EnumerateFileSystemEntries($"/proc/{process.Id}/fd")
            .Select(link => new FileInfo(link).LinkTarget ?? "");

    [Fact]
    public async Task A_sample_does_not_go_where_something_is()
    {
        Picture("a.png", 2, 2);

        SegProcess seg = await SegProcess.Run("sample", folder);

        Assert.Equal(ExitCodes.Failed, seg.ExitCode);
        Assert.Contains("is not empty", seg.Error);
        Assert.Single(Directory.GetFileSystemEntries(folder));
    }

    private void Picture(string name, int width, int height, byte value = 7)
    {
        Raster<byte> picture = Rasters.Filled<byte>(width, height, value);
        ImageFile.Write(Path.Combine(folder, name), picture);
    }
}
