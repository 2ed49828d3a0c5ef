using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Prediction;
using Seg.Core.Tests.Networks;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Prediction;

public sealed class PredictionRunTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TrainedModel model = new(Pictures.Model(1), RandomNetwork.UNet("plain", 1, seed: 9), CPU);

    public void Dispose()
    {
        model.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Every_page_gets_a_mask_and_all_objects_one_table()
    {
        PredictionReport report = Predict(null, true, Image("a.png"), Stack("b.tif"));
        Assert.Empty(report.Failures);
        Assert.Equal(
            [
                "a.png",
                "b_page1.png",
                "b_page2.png",
                "images.csv",
                "objects.csv",
                "overlays/a.png",
                "overlays/b_page1.png",
                "overlays/b_page2.png",
                "state.json",
            ],
            Written()
        );
        Assert.Equal([1, 1, 2], report.Images.Select(page => page.Page));
        Assert.All(report.Images, page => Assert.InRange(page.MeanProbability, 1 / 3.0, 1));

        Raster<byte> mask = MaskFile.ReadIndices(report.Images[2].Mask);
        Assert.Equal((50, 40), (mask.Width, mask.Height));
        int area = mask.Pixels.Count(value => value != 0);
        string[] lines = [.. File.ReadLines(report.Objects!).Skip(1)];
        Assert.Equal(report.Images.Sum(page => page.Classes.Sum(c => c.Objects)), lines.Length);
        Assert.Equal(area, report.Images[2].Classes.Sum(c => c.Area));
        Assert.Equal(
            area,
            lines
                .Where(line => line.StartsWith("b.tif,2,", StringComparison.Ordinal))
                .Sum(line => int.Parse(line.Split(',')[3]))
        );
    }

    [Fact]
    public void A_stack_is_opened_once_and_its_pages_are_read_from_there()
    {
        string stack = Stack("b.tif");
        var opened = new List<string>();
        using var run = new PredictionRun(model, new PredictionFolder(folder["out"]))
        {
            Open = file =>
            {
                opened.Add(file);
                var source = ImageSource.Open(file);
                File.Delete(file);
                return source;
            },
        };

        PredictionReport report = run.Predict([stack], _ => { }, TestContext.Current.CancellationToken);

        Assert.Empty(report.Failures);
        Assert.Equal([1, 2], report.Images.Select(page => page.Page));
        Assert.Equal([stack], opened);
    }

    [Fact]
    public void One_page_of_a_stack_is_the_mask_of_the_image()
    {
        PredictionReport report = Predict(2, false, Image("a.png"), Stack("b.tif"));
        Assert.Empty(report.Failures);
        Assert.Equal(["a.png", "b.png", "images.csv", "objects.csv", "state.json"], Written());
        Assert.Equal([1, 2], report.Images.Select(page => page.Page));

        PredictionReport beyond = Predict(3, false, Stack("b.tif"));
        Assert.Contains("there is no page 3", Assert.Single(beyond.Failures).Message);
    }

    [Fact]
    public void A_broken_file_is_reported_and_the_rest_goes_on()
    {
        File.WriteAllText(folder["broken.png"], "no picture");
        PredictionReport report = Predict(null, false, folder["broken.png"], Image("a.png"));
        Assert.Contains("broken.png", Assert.Single(report.Failures).Message);
        Assert.Equal(["a.png", "images.csv", "objects.csv", "state.json"], Written());
    }

    [Fact]
    public void Where_nothing_can_be_read_an_older_table_stays()
    {
        File.WriteAllText(folder["out/objects.csv"], "older");
        File.Create(folder["broken.png"]).Dispose();
        Assert.Null(Predict(null, false, folder["broken.png"]).Objects);
        Assert.Equal("older", File.ReadAllText(folder["out/objects.csv"]));
    }

    [Fact]
    public void A_stop_keeps_what_is_finished_with_its_table()
    {
        using var stop = new CancellationTokenSource();
        using var run = new PredictionRun(model, new PredictionFolder(folder["out"]));
        PredictionReport report = run.Predict([Image("a.png"), Image("b.png")], done => stop.Cancel(), stop.Token);
        Assert.Equal(["a.png", "images.csv", "objects.csv", "state.json"], Written());
        Assert.Single(report.Images);
    }

    private PredictionReport Predict(int? page, bool overlays, params string[] files)
    {
        using var run = new PredictionRun(model, new PredictionFolder(folder["out"]))
        {
            Page = page,
            HasOverlays = overlays,
        };
        return run.Predict(files, _ => { }, TestContext.Current.CancellationToken);
    }

    private string[] Written() =>
        [
            .. Directory
                .EnumerateFiles(folder["out"], "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder["out"], file))
                .Order(StringComparer.Ordinal),
        ];

    private string Image(string name)
    {
        Raster<byte> image = Pictures.Smooth<byte>(40, 50, 3);
        ImageFile.Write(folder[name], image);
        return folder[name];
    }

    private string Stack(string name)
    {
        Raster<ushort> first = Pictures.Smooth<ushort>(40, 50, seed: 2);
        Raster<ushort> second = Pictures.Smooth<ushort>(40, 50, seed: 3);
        TiffFile.Write(folder[name], [first, second]);
        return folder[name];
    }
}
