using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Prediction;
using Seg.Core.Tests.Networks;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Prediction;

/// <summary>A prediction that ends at any moment, by a kill or otherwise, leaves no table that speaks of another mask than the one there.</summary>
public sealed class PredictionKillTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TrainedModel earlier = new(Pictures.Model(1), RandomNetwork.UNet("plain", 1, seed: 9), CPU);
    private readonly TrainedModel model = new(Pictures.Model(1), RandomNetwork.UNet("plain", 1, seed: 10), CPU);
    private readonly string[] files;

    public PredictionKillTests()
    {
        foreach (string name in (string[])["a.png", "b.png", "other.png"])
        {
            Raster<byte> image = Pictures.Smooth<byte>(32, 32, seed: name[0]);
            ImageFile.Write(folder[name], image);
        }
        Raster<byte> first = Pictures.Smooth<byte>(32, 32, seed: 2);
        Raster<byte> second = Pictures.Smooth<byte>(32, 32, seed: 3);
        TiffFile.Write(folder["stack.tif"], [first, second]);
        files = [folder["a.png"], folder["b.png"], folder["stack.tif"]];
    }

    private PredictionFolder Out => new(folder["out/x"][..^2]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        earlier.Dispose();
        model.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_kill_after_any_step_is_marked_and_the_next_prediction_finishes_it(bool isSavedOften)
    {
        int steps = 0;
        for (bool isKilled = true; isKilled; steps++)
        {
            Reset();
            isKilled = Kill(steps, isSavedOften);
            IReadOnlyList<string> unfinished = Agreement.Check(Out, model.Description.Classes);
            if (!isKilled)
                Assert.Empty(unfinished);
            Assert.Empty(Predict(model, files).Unfinished);
            Assert.Empty(Agreement.Check(Out, model.Description.Classes));
            Assert.Equal(5, new ImageTable(model.Description.Classes).Read(Out.Images).Count);
            Assert.Empty(Directory.EnumerateFiles(Out.Path, ".*"));
        }
        Assert.InRange(steps, 12, 40); // or it has not stopped at all of them
    }

    [Fact]
    public void Whoever_predicts_other_images_is_told_what_is_still_unfinished()
    {
        Reset();
        Kill(4, isSavedOften: false);
        PredictionReport report = Predict(model, [folder["b.png"]]);
        Assert.Equal(["a.png", "stack.tif"], report.Unfinished.Order());
        Assert.Equal(["a.png", "stack.tif"], Agreement.Check(Out, model.Description.Classes).Order());
        UnfinishedPrediction left = Assert.Single(PredictionState.Read(Out).CutOff(Out));
        Assert.Equal((3, null, true), (left.Total, left.Page, left.HasOverlays));
    }

    [Fact]
    public void A_prediction_that_is_at_work_is_not_cut_off()
    {
        using var run = new PredictionRun(model, Out)
        {
            BetweenPages = () =>
            {
                Assert.Single(PredictionState.Read(Out).Unfinished);
                Assert.Empty(PredictionState.Read(Out).CutOff(Out));
            },
        };
        run.Predict(files, _ => { }, Stop);
        Assert.Empty(PredictionState.Read(Out).Unfinished);
    }

    [Fact]
    public void A_stop_leaves_all_that_was_not_replaced_as_it_was()
    {
        Reset();
        string[] before = File.ReadAllLines(Out.Images);
        using var stop = new CancellationTokenSource();
        using var run = new PredictionRun(model, Out);
        run.Predict(files, _ => stop.Cancel(), stop.Token);
        Assert.Empty(Agreement.Check(Out, model.Description.Classes));
        Assert.NotEqual(before[1], File.ReadAllLines(Out.Images)[1]);
        Assert.Equal(before[2..], File.ReadAllLines(Out.Images)[2..]);
        Assert.Equal(5, PredictionState.Read(Out).Masks.Count);
    }

    [Fact]
    public void An_image_that_cannot_be_read_any_more_keeps_the_mask_and_the_lines_that_it_had()
    {
        Reset();
        string[] before = File.ReadAllLines(Out.Images);
        File.WriteAllText(folder["b.png"], "no picture");
        Assert.Single(Predict(model, files).Failures);
        Assert.Empty(Agreement.Check(Out, model.Description.Classes));
        Assert.Equal(before[2], File.ReadAllLines(Out.Images)[2]);
    }

    [Fact]
    public void A_prediction_within_another_one_tells_of_its_own_mask()
    {
        Reset();
        bool isWithin = false;
        using var run = new PredictionRun(model, Out)
        {
            BetweenPages = () =>
            {
                if (isWithin)
                    return;
                isWithin = true;
                Predict(earlier, [folder["stack.tif"], folder["other.png"]]); // the stack is replaced again after this
            },
        };
        run.Predict([folder["stack.tif"], folder["a.png"]], _ => { }, Stop);
        Assert.Empty(Agreement.Check(Out, model.Description.Classes));
        Assert.Equal(5, new ImageTable(model.Description.Classes).Read(Out.Images).Count);

        using var last = new PredictionRun(model, Out);
        last.Predict(
            [folder["a.png"], folder["b.png"]],
            done =>
            {
                if (done == 1)
                    Predict(earlier, [folder["a.png"]]); // its mask is the last one
            },
            Stop
        );
        Assert.Empty(Agreement.Check(Out, model.Description.Classes));
    }

    [Fact]
    public void A_picture_of_an_older_mask_goes_with_it()
    {
        Reset();
        Assert.True(File.Exists(Out.Overlay("a")));
        using var run = new PredictionRun(model, Out);
        run.Predict(files, _ => { }, Stop);
        Assert.False(File.Exists(Out.Overlay("a")));
        Assert.True(File.Exists(Out.Overlay("other")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"version":2,"masks":[],"unfinished":[]}""")]
    [InlineData("""{"version":1,"masks":[null],"unfinished":[]}""")]
    [InlineData(
        """{"version":1,"masks":[],"unfinished":[{"id":"../../x","images":["a.png"],"total":1,"page":null,"hasOverlays":false}]}"""
    )]
    [InlineData(
        """{"version":1,"masks":[],"unfinished":[{"id":"0123456789abcdef0123456789abcdef","images":["../a.png"],"total":1,"page":null,"hasOverlays":false}]}"""
    )]
    public void A_state_that_cannot_be_says_nothing(string text)
    {
        Reset();
        File.WriteAllText(Out.State, text);
        Assert.Empty(PredictionState.Read(Out).Unfinished);
        Predict(model, files);
        Assert.Equal(4, PredictionState.Read(Out).Masks.Count);
    }

    /// <summary>All images predicted by the earlier model, with overlays, in a new folder.</summary>
    private void Reset()
    {
        if (Directory.Exists(Out.Path))
            Directory.Delete(Out.Path, recursive: true);
        Predict(earlier, [.. files, folder["other.png"]]);
        Assert.Empty(Agreement.Check(Out, model.Description.Classes));
    }

    private PredictionReport Predict(TrainedModel by, string[] images)
    {
        using var run = new PredictionRun(by, Out) { HasOverlays = true };
        return run.Predict(images, _ => { }, Stop);
    }

    /// <returns>False where it came to its end before that step.</returns>
    private bool Kill(int step, bool isSavedOften)
    {
        int done = 0;
        using var run = new PredictionRun(model, Out)
        {
            HasOverlays = true,
            Clock = isSavedOften ? new HurriedTime() : TimeProvider.System,
            OnStep = () =>
            {
                if (done++ == step)
                    throw new InvalidOperationException("killed");
            },
        };
        try
        {
            run.Predict(files, _ => { }, Stop);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    /// <summary>A minute goes by between two looks.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        private long ticks;

        public override long GetTimestamp() => ticks += TimestampFrequency * 60;
    }
}
