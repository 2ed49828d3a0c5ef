using Seg.Core.Imaging;
using Seg.Core.Metrics;
using Seg.Core.Models;
using Seg.Core.Prediction;
using Seg.Core.Weights;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Training;

/// <summary>The best score is of the images and labels that the run is measured on now, whenever it is killed.</summary>
[Collection(nameof(AloneWithTorch))]
public sealed class ValidationChangeTests : IDisposable
{
    private static readonly TrainOptions One = TinyDataset.Options with
    {
        Epochs = 1,
        StepsPerEpoch = 3,
        Validation = ["i1"],
    };

    private static readonly TrainOptions Two = One with { Epochs = 2 };

    private readonly TinyDataset dataset = new();

    public ValidationChangeTests() => dataset.Train("a", One);

    public void Dispose() => dataset.Dispose();

    [Fact]
    public void Other_validation_images_and_a_kill_before_the_first_epoch_ends_leave_their_score()
    {
        double before = Score();
        Kill(Two with { Validation = ["i2"] }, asked: 3); // the image is measured, and a step is done
        AssertIsMeasuredOn("i2");
        Assert.NotEqual(before, Score());
    }

    [Fact]
    public void A_kill_before_they_are_measured_leaves_no_score_and_the_next_start_measures_them()
    {
        Kill(Two with { Validation = ["i2"] }, asked: 1);
        Assert.Null(dataset.Description("a").Scores);
        Assert.Null(RunSummary.Of(dataset.Folder("a"))!.BestMeanIou);
        Assert.Equal(1, RunSummary.Of(dataset.Folder("a"))!.BestEpoch);

        Kill(Two with { Validation = ["i2"] }, asked: 3);
        AssertIsMeasuredOn("i2");
    }

    [Fact]
    public void Labels_that_were_corrected_are_measured_anew()
    {
        double before = Score();
        Raster<byte> mask = MaskFile.ReadIndices(dataset["masks/i1.png"]);
        mask.Pixels.AsSpan(0, 64 * 20).Fill(1);
        MaskFile.Write(dataset["masks/i1.png"], mask);
        Kill(Two, asked: 3);
        AssertIsMeasuredOn("i1");
        Assert.NotEqual(before, Score());
    }

    [Fact]
    public void What_a_range_of_values_is_brought_to_changes_scores_too()
    {
        Kill(Two with { Normalization = new Normalization(20, 60) }, asked: 3);
        AssertIsMeasuredOn("i1");
    }

    [Fact]
    public void The_better_of_both_stays_the_best()
    {
        EndEvent end = dataset.Train("a", Two with { Validation = ["i2"] }, isResumed: true);
        BestEvent[] measured = [.. dataset.Events("a").OfType<BestEvent>()];
        Assert.Equal([(1, true), (1, false)], measured.Select(best => (best.Epoch, best.Scores is null)));
        double first = measured[^1].Scores!.MeanIou!.Value;
        double second = dataset.Events("a").OfType<EpochEvent>().Last().Scores!.MeanIou!.Value;
        Assert.Equal(Math.Max(first, second), end.BestMeanIou);
        Assert.Equal(second > first ? 2 : 1, end.BestEpoch);
        Assert.Equal(end.BestMeanIou, RunSummary.Of(dataset.Folder("a"))!.BestMeanIou);
        AssertIsMeasuredOn("i2");
    }

    [Fact]
    public void The_network_goes_on_as_if_the_best_had_not_been_measured()
    {
        dataset.Train("b", One);
        dataset.Train("a", Two, isResumed: true);
        Raster<byte> mask = MaskFile.ReadIndices(dataset["masks/i1.png"]);
        mask.Pixels[0] = 255;
        MaskFile.Write(dataset["masks/i1.png"], mask);
        dataset.Train("b", Two, isResumed: true);
        Assert.Single(dataset.Events("b").OfType<BestEvent>(), best => best.Scores is not null);
        Assert.Equal(dataset.Tensors("a", "last.safetensors"), dataset.Tensors("b", "last.safetensors"));
    }

    [Fact]
    public void Without_validation_images_there_is_no_score_any_more()
    {
        Kill(Two with { Validation = [] }, asked: 2);
        Assert.Null(dataset.Description("a").Scores);
        Assert.Null(RunSummary.Of(dataset.Folder("a"))!.BestMeanIou);
    }

    [Fact]
    public void The_same_images_and_labels_are_not_measured_again()
    {
        double before = Score();
        Kill(Two, asked: 2);
        Assert.Empty(dataset.Events("a").OfType<BestEvent>());
        Assert.Equal(before, Score());
    }

    private double Score() => dataset.Description("a").Scores!.MeanIou!.Value;

    /// <summary>Goes on and ends without a word where it asks for that time whether it is to stop.</summary>
    private void Kill(TrainOptions options, int asked)
    {
        int count = 0;
        Assert.Throws<InvalidOperationException>(() =>
            dataset.TrainUntil("a", options, () => ++count == asked ? throw new InvalidOperationException() : false)
        );
    }

    /// <summary>All that tells the best score tells that of the best weights on that image as it is now.</summary>
    private void AssertIsMeasuredOn(string stem)
    {
        using var model = TrainedModel.Load(dataset.Folder("a").Path, CPU);
        var choice = EvaluationChoice.Of(dataset.Open(), model.Description, stems: [stem]);
        EvaluationReport report = ModelEvaluation.Measure(model, choice, null, _ => { }, CancellationToken.None);
        // Folding rounds otherwise.
        Assert.Equal(report.MeanIou!.Value, Score(), 0.01);
        Assert.Equal(Score(), RunSummary.Of(dataset.Folder("a"))!.BestMeanIou);
        RunPosition best = RunPosition.From(Safetensors.ReadMetadata(dataset.Folder("a").Best), "");
        Assert.Equal(Score(), best.BestScore);
        Assert.Equal(model.Description.Epoch, best.BestEpoch);
    }
}
