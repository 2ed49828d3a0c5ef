using Seg.Core.Explaining;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Tests.Networks;
using Seg.Core.Tests.Prediction;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Explaining;

public sealed class HeatmapSheetTests
{
    [Fact]
    public void Every_class_that_is_found_gets_a_picture()
    {
        using var folder = new TempFolder();
        using var model = new TrainedModel(Pictures.Model(1), RandomNetwork.UNet("plain", 1, seed: 51), CPU);
        Raster<ushort> image = Pictures.Smooth<ushort>(40, 50);
        using var explained = new ExplainedImage(model, image);
        Raster<byte> mask = explained.Mask();
        int[] found = [.. mask.Pixels.Distinct().Where(index => index > 0).Select(index => (int)index).Order()];
        Assert.NotEmpty(found);

        IReadOnlyList<HeatmapPicture> pictures = Write(new HeatmapChoice(HeatmapMethod.HiResCam, Layer: "head"));
        Assert.Equal(found.Select(index => $"class {index}"), pictures.Select(picture => picture.Class));
        foreach (HeatmapPicture picture in pictures)
        {
            Assert.Equal(folder[$"a.{picture.Class}.hires-cam.head.png"], picture.File);
            Raster drawn = ImageSource.ReadPage(picture.File);
            Assert.Equal((50, 40, 3), (drawn.Width, drawn.Height, drawn.Channels));
            Assert.True(picture.Peak > 0);
        }
        AssertRefuses("explain.class", new HeatmapChoice(HeatmapMethod.Probability, "cat"));
        AssertRefuses("explain.layer", new HeatmapChoice(HeatmapMethod.SegGradCam, Layer: "bottom"));

        void AssertRefuses(string code, HeatmapChoice choice) =>
            Assert.Equal(code, Assert.Throws<SegException>(() => Write(choice)).Code);

        IReadOnlyList<HeatmapPicture> Write(HeatmapChoice choice) =>
            new HeatmapSheet(explained, image, folder["a"]).Write(
                choice,
                (_, _, _) => { },
                TestContext.Current.CancellationToken
            );
    }
}
