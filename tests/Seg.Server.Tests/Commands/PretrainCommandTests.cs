using Seg.Core;
using Seg.Core.Imaging;
using Seg.Server.Commands;

namespace Seg.Server.Tests.Commands;

public sealed class PretrainCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("seg-pretrain-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_preview_is_a_picture_and_nothing_is_learned()
    {
        string preview = Path.Combine(folder, "drawn.png");
        string run = Path.Combine(folder, "run");
        Assert.Equal(0, SegCommand.Run(["pretrain", run, "--preview", preview, "--crop", "64", "--json"]));
        Raster sheet = ImageSource.ReadPage(preview);
        Assert.Equal(3, sheet.Channels);
        Assert.False(Directory.Exists(run));
    }

    [Theory]
    [InlineData("--crop", "50", 1)]
    [InlineData("--epochs", "0", 1)]
    [InlineData("--lr", "0,1", 2)]
    public void Wrong_numbers_are_refused_before_anything_is_written(string option, string value, int expected)
    {
        string run = Path.Combine(folder, "run");
        Assert.Equal(expected, SegCommand.Run(["pretrain", run, option, value]));
        Assert.False(Directory.Exists(run));
    }

    [Fact]
    public async Task A_run_writes_weights_and_tells_each_epoch()
    {
        string run = Path.Combine(folder, "run");
        SegProcess done = await SegProcess.Run(
            "pretrain",
            run,
            "--epochs",
            "2",
            "--steps-per-epoch",
            "1",
            "--batch",
            "2",
            "--crop",
            "32",
            "--threads",
            "1"
        );
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Contains("step 2 of 2: loss", done.Output);
        Assert.True(File.Exists(Path.Combine(run, "start.safetensors")));
    }
}
