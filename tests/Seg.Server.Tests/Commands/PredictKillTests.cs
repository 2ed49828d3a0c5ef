using System.Diagnostics;
using Seg.Core;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Prediction;
using Seg.Core.Tests;
using Seg.Core.Tests.Prediction;

namespace Seg.Server.Tests.Commands;

/// <summary><c>seg predict</c> that is killed at any moment leaves tables that are true, says so, and finishes.</summary>
public sealed class PredictKillTests(SmallModel small) : IClassFixture<SmallModel>, IDisposable
{
    private const int Images = 40;
    private const int Kills = 6;

    private readonly string folder = Directory.CreateTempSubdirectory("seg-predict-kill-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_sheet_or_a_report_that_is_cut_off_is_the_old_one_or_the_new_one()
    {
        string report = Path.Combine(folder, "report.html");
        string sheet = Path.Combine(folder, "sheet.png");
        File.WriteAllText(report, "old");
        File.WriteAllText(sheet, "old");
        var random = new Random(5);
        string[][] commands =
        [
            ["report", small.Folder, "--model", small.Model, "--out", report],
            ["evaluate", small.Folder, "--model", small.Model, "--sheet", sheet],
        ];
        foreach (string[] command in commands.SelectMany(each => Enumerable.Repeat(each, 3)))
        {
            using Process process = SegProcess.Start(command);
            await Task.Delay(random.Next(1200), TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            string page = File.ReadAllText(report);
            Assert.True(page == "old" || page.EndsWith("</html>\n", StringComparison.Ordinal));
            if (new FileInfo(sheet).Length != "old".Length)
                Assert.Equal(4 * 50 + 3 * 6, ImageSource.ReadPage(sheet).Width);
        }
    }

    [Fact]
    public async Task Kills_at_random_moments_leave_no_table_that_is_wrong()
    {
        foreach (int number in Enumerable.Range(0, Images))
        {
            Raster<byte> image = Pictures.Smooth<byte>(96, 96, seed: number);
            ImageFile.Write(Path.Combine(folder, $"{number:D2}.png"), image);
        }
        var predictions = new PredictionFolder(Path.Combine(folder, "predictions", "tiny"));
        ModelDescription model = ModelDescription.Of(small.Model);
        int unfinished = 0;
        foreach (int seed in Rounds.Of("kills of predictions", usual: Kills))
        {
            using Process process = SegProcess.Start(["predict", folder, "--model", small.Model, "--overlays"]);
            DateTime begun = DateTime.UtcNow;
            while (!process.HasExited && File.GetLastWriteTimeUtc(predictions.State) < begun)
                await Task.Delay(5, TestContext.Current.CancellationToken);
            await Task.Delay(new Random(seed).Next(400), TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            unfinished += Agreement.Check(predictions, model.Classes).Count;
        }
        Assert.NotEqual(0, unfinished); // or no kill came in time

        string one = Path.Combine(folder, "00.png");
        SegProcess result = await SegProcess.Run("predict", one, "--model", small.Model);
        bool isLeft = Agreement.Check(predictions, model.Classes).Count > 0;
        Assert.Equal(isLeft, result.Error.Contains("was cut off", StringComparison.Ordinal));
        SegProcess whole = await SegProcess.Run("predict", folder, "--model", small.Model, "--json");
        Assert.Equal(0, whole.ExitCode);
        Assert.Empty(Agreement.Check(predictions, model.Classes));
        Assert.Empty(whole.Json.GetProperty("unfinished").EnumerateArray());
        Assert.Equal(Images, new ImageTable(model.Classes).Read(predictions.Images).Count);
        Assert.Empty(Directory.EnumerateFiles(predictions.Path, ".*.lock"));
    }
}
