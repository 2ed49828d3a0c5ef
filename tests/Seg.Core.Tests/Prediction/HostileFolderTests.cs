using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Prediction;
using Seg.Core.Tests.Networks;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Prediction;

/// <summary>Results of a folder from a stranger replace nothing but results.</summary>
public sealed class HostileFolderTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TrainedModel model = new(Pictures.Model(1), RandomNetwork.UNet("plain", 1, seed: 9), CPU);

    public HostileFolderTests()
    {
        foreach (string place in (string[])["dataset/images", "loose", "outside"])
            ImageFile.Write(folder[$"{place}/a.png"], Pictures.Smooth<byte>(32, 32));
        DatasetInit.Create(folder["dataset"], ["background", "cell"]);
    }

    public void Dispose()
    {
        model.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("dataset", "predictions", "../outside")]
    [InlineData("dataset", "predictions/m", "../../outside")]
    [InlineData("dataset", "predictions/m/a.png", "../../../outside/a.png")]
    [InlineData("dataset", "predictions/m/a.png", "../../images/a.png")]
    [InlineData("dataset", "predictions/m/overlays", "../../../outside")]
    [InlineData("dataset", "predictions/m/objects.csv", "../../../outside/new.csv")]
    [InlineData("loose", "predictions/m", "..")]
    [InlineData("loose", "predictions", "../outside")]
    public void Results_behind_a_link_are_refused_and_a_photo_stays(string place, string name, string target)
    {
        File.CreateSymbolicLink(folder[$"{place}/{name}"], target);
        Dictionary<string, string> before = Files();

        SegException e = Assert.Throws<SegException>(() => Predict(place));

        Assert.True(e.Code is "folder.outside" or "predict.out", e.Code);
        Assert.Equal(before, Files());
    }

    [Theory]
    [InlineData("../images")]
    [InlineData("../masks")]
    public void Results_do_not_go_where_images_or_labels_are_by_a_link(string target)
    {
        MaskFile.Write(folder["dataset/masks/b.png"], new Raster<byte>([1], 1, 1));
        File.CreateSymbolicLink(folder["dataset/predictions/m"], target);
        Dictionary<string, string> before = Files();

        Assert.Equal("predict.out", Assert.Throws<SegException>(() => Predict("dataset")).Code);
        Assert.Equal(
            "predict.out",
            Assert.Throws<SegException>(() => Predict("dataset", folder["dataset/predictions/m"])).Code
        );

        Assert.Equal(before, Files());
    }

    [Fact]
    public void A_person_may_name_a_folder_by_a_link()
    {
        Directory.CreateDirectory(folder["elsewhere"]);
        File.CreateSymbolicLink(folder["out"], folder["elsewhere"]);
        Predict("dataset", folder["out"]);
        Assert.True(File.Exists(folder["elsewhere/a.png"]));
    }

    [Fact(Timeout = 60_000)] // what opens a pipe waits for ever
    public Task A_pipe_among_images_or_tables_is_named() =>
        Task.Run(
            () =>
            {
                SpecialFile.MakePipe(folder["loose/b.png"]);
                PredictionReport report = Predict("loose");
                Assert.Contains("b.png: it is a pipe", Assert.Single(report.Failures).Message);
                Assert.Single(report.Images);

                SpecialFile.MakePipe(folder["dataset/predictions/m/objects.csv"]);
                SegException e = Assert.Throws<SegException>(() => Predict("dataset"));
                Assert.Equal("file.read", e.Code);
                Assert.Contains("objects.csv: it is a pipe", e.Message);
            },
            TestContext.Current.CancellationToken
        );

    private PredictionReport Predict(string place, string? asked = null)
    {
        var source = PredictionSource.Of([folder[place]], includeLabelled: true);
        using var run = new PredictionRun(model, PredictionFolder.Of(source, folder["m"], asked))
        {
            HasOverlays = true,
        };
        return run.Predict(source.Files, _ => { }, TestContext.Current.CancellationToken);
    }

    private static EnumerationOptions NoLinks { get; } =
        new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private Dictionary<string, string> Files() =>
        Directory
            .EnumerateFiles(folder.FullPath, "*", NoLinks)
            .ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(file)));
}
