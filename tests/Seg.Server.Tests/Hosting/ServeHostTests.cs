using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Seg.Core.Imaging;
using Seg.Server.Rpc.Contract;
using Seg.Server.Serving;
using Seg.Server.Tests.Commands;
using Seg.Server.Tests.Rpc;

namespace Seg.Server.Tests.Hosting;

/// <summary>How <c>seg serve</c> lives in a stranger's folder, and how it ends.</summary>
public sealed class ServeHostTests(SmallModel small) : IClassFixture<SmallModel>, IDisposable
{
    private const int Copies = 400;

    private static readonly object Hello = new { protocol = Wire.ProtocolVersion };

    private readonly string folder = Directory.CreateTempSubdirectory("seg-host-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Settings_in_the_working_folder_are_neither_read_nor_watched()
    {
        foreach (string name in (string[])["appsettings.json", "appsettings.Production.json", "seg.appsettings.json"])
            await File.WriteAllTextAsync(
                Path.Combine(folder, name),
                """{ "Logging": { "LogLevel": { "Default": "Trace" } }, "contentRoot": "/no", broken """,
                TestContext.Current.CancellationToken
            );
        await using var server = new RpcProcess(
            folder,
            ("DOTNET_ENVIRONMENT", "Development"),
            ("DOTNET_CONTENTROOT", folder),
            ("Logging__LogLevel__Default", "Trace"),
            ("ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", "No.Such.Assembly"),
            ("DOTNET_HOSTINGSTARTUPASSEMBLIES", "No.Such.Assembly")
        );
        await server.Result("session/hello", Hello);

        string[] open =
        [
            .. Directory
                .EnumerateFiles($"/proc/{server.Id}/fd")
                .Select(file => File.ResolveLinkTarget(file, returnFinalTarget: false)?.FullName ?? ""),
        ];
        Assert.DoesNotContain(open, file => file.Contains("inotify", StringComparison.Ordinal));
        Assert.DoesNotContain(open, file => file.StartsWith(folder, StringComparison.Ordinal));
        Assert.Equal(0, await server.Close());
        Assert.Equal("", await server.Errors);
    }

    /// <summary>The reader of the answers fails on any line that is not a frame.</summary>
    [Fact]
    public async Task What_prints_to_standard_output_prints_to_standard_error()
    {
        string hook = typeof(StartupHook).Assembly.Location;
        await using var server = new RpcProcess(folder, ("DOTNET_STARTUP_HOOKS", hook));
        for (int i = 0; i < 50; i++)
        {
            await server.Result("session/hello", Hello);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        await server.Close();
        Assert.Contains(StartupHook.Printed, await server.Errors);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task At_its_end_work_is_cancelled_and_files_are_whole(bool isSignal)
    {
        await using var server = new RpcProcess(folder);
        CopyImages();
        (_, Task<JsonElement> answer) = server.Begin("predict/images", Images(folder));
        string first = Path.Combine(folder, "predictions", "tiny", "000.png");
        while (!File.Exists(first) && !answer.IsCompleted)
            await Task.Delay(20, TestContext.Current.CancellationToken);

        if (isSignal)
            using (Process kill = Process.Start("kill", ["-TERM", $"{server.Id}"]))
                await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        else
            server.EndInput();

        Assert.Equal(0, await server.End());
        Assert.Equal("", await server.Errors);
        string predictions = Path.GetDirectoryName(first)!;
        Assert.True(File.Exists(Path.Combine(predictions, "objects.csv")));
        Assert.False(File.Exists(Path.Combine(predictions, $"{Copies - 1}.png")));
        foreach (string mask in Directory.EnumerateFiles(predictions, "*.png"))
            Assert.True(MaskFile.ReadIndices(mask).Width > 0);
        Assert.Empty(Directory.EnumerateFiles(folder, ".seg-*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Short_questions_are_answered_while_a_folder_is_predicted()
    {
        await using var server = new RpcProcess(folder);
        CopyImages();
        (int asked, Task<JsonElement> answer) = server.Begin("predict/images", Images(folder));
        string first = Path.Combine(folder, "predictions", "tiny", "000.png");
        while (!File.Exists(first) && !answer.IsCompleted)
            await Task.Delay(20, TestContext.Current.CancellationToken);

        await server.Result("session/hello", Hello);
        await server.Result("dataset/read", new { folder = small.Folder });
        await server.Result(
            "image/render",
            new
            {
                file = Path.Combine(folder, "000.png"),
                page = 1,
                folder = Path.Combine(folder, "rendered"),
            }
        );
        await server.Result("predict/images", Images(Path.Combine(small.Folder, "images", "a.png")));
        Assert.False(answer.IsCompleted);
        server.Cancel(asked);
        Assert.Equal(Wire.Cancelled, (await answer).GetProperty("error").GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("Info", LogLevel.Information)]
    [InlineData("Trace", LogLevel.Trace)]
    [InlineData("Off", LogLevel.None)]
    [InlineData("loud", LogLevel.Warning)]
    [InlineData(null, LogLevel.Warning)]
    internal void The_log_level_is_the_editors(string? name, LogLevel expected) =>
        Assert.Equal(expected, ServeSettings.LevelOf(name));

    [Fact]
    public async Task At_the_level_info_the_log_tells_which_models_are_loaded()
    {
        await using var server = new RpcProcess(folder, (ServeSettings.LogLevelVariable, "Info"));
        await server.Result("predict/images", Images(Path.Combine(small.Folder, "images", "a.png")));
        Assert.Equal(0, await server.Close());
        string line = Assert.Single((await server.Errors).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("info: ", line);
        Assert.Contains(small.Model, line);
    }

    // More than can be predicted before it is stopped.
    private void CopyImages()
    {
        foreach (int number in Enumerable.Range(0, Copies))
            File.Copy(Path.Combine(small.Folder, "images", "a.png"), Path.Combine(folder, $"{number:D3}.png"));
    }

    private object Images(params string[] inputs) =>
        new
        {
            model = small.Model,
            inputs,
            includesLabelled = true,
            progress = 1,
        };
}
