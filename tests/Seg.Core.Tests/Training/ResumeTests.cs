using Seg.Core.Datasets;
using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Networks.Encoders;
using Seg.Core.Weights;

namespace Seg.Core.Tests.Training;

/// <summary>What may change between two runs in one folder, and what a dead run may leave.</summary>
[Collection(nameof(AloneWithTorch))]
public sealed class ResumeTests : IDisposable
{
    private static readonly TrainOptions One = TinyDataset.Options with { Epochs = 1, StepsPerEpoch = 1 };
    private static readonly TrainOptions Two = One with { Epochs = 2 };

    private readonly TinyDataset dataset = new();

    public static TheoryData<string, TrainOptions> Other { get; } =
        new()
        {
            { "encoder cannot change", Two with { Encoder = "resnet18" } },
            { "weights cannot change", Two with { Weights = "/some/file" } },
            { "number of steps per epoch cannot change", Two with { StepsPerEpoch = 2 } },
            { "learning rate is 0", Two with { LearningRate = 0 } },
        };

    [Fact]
    public void Another_network_is_refused_and_nothing_changes()
    {
        dataset.Train("a", One);
        string[] before = Files();
        foreach ((string expected, TrainOptions options) in Other.Select(row => row.Data))
            AssertRefused(expected, options);
        Reorder();
        AssertRefused("The classes have another order", Two);
        Reorder();
        AddClass();
        AssertRefused("The model knows 2 classes and seg.json names 3", Two);
        Assert.Equal(before, Files());
    }

    [Fact]
    public void A_training_that_left_nothing_cannot_be_gone_on_with()
    {
        var error = Assert.Throws<SegException>(() => TrainOptions.ReadToResume(dataset.Folder("a")));
        Assert.Equal("train.resume", error.Code);
        Assert.Contains("Begin it anew", error.Message);
    }

    [Fact]
    public void A_training_that_was_killed_before_its_first_epoch_begins_anew()
    {
        dataset.TrainUntil("a", Two, () => true);
        Assert.False(dataset.Folder("a").HasWeights);
        Assert.Equal(Two.Epochs, TrainOptions.ReadToResume(dataset.Folder("a")).Epochs);
        EndEvent end = dataset.Train("a", Two, isResumed: true);
        Assert.Equal((EndEvent.Completed, 2), (end.Reason, end.Step));
    }

    [Fact]
    public void Weights_are_not_needed_any_more_to_go_on()
    {
        string file = dataset["first.safetensors"];
        using (var encoder = EncoderRegistry.Create("plain", 1))
            Safetensors.Write(file, encoder.state_dict());
        TrainOptions options = One with { Weights = file };
        dataset.Train("a", options);
        InputStatistics input = dataset.Description("a").Network.Input;
        File.Delete(file);
        dataset.Train("a", options with { Epochs = 2 }, isResumed: true);
        Assert.Equal(input.Mean, dataset.Description("a").Network.Input.Mean);
    }

    [Fact]
    public void What_was_held_out_stays_so_when_the_dataset_grows()
    {
        dataset.Train("a", One);
        SplitStems before = dataset.Description("a").Split;
        for (int i = 6; i < 16; i++)
            dataset.Add<byte>($"i{i}");
        dataset.Train("a", Two, isResumed: true);
        SplitStems after = dataset.Description("a").Split;
        Assert.Equal(before.Validation, after.Validation);
        Assert.Equal(15, after.Train.Count);
    }

    [Fact]
    public void Colour_that_comes_later_fits_a_model_of_gray()
    {
        dataset.Train("a", One);
        dataset.Add<byte>("i7", 3);
        dataset.Train("a", Two, isResumed: true);
        Assert.Equal(1, dataset.Description("a").Network.Channels);
    }

    [Fact]
    public void Weights_that_another_program_wrote_are_not_gone_on_with()
    {
        dataset.Train("a", One);
        (var tensors, _) = Safetensors.Read(dataset.Folder("a").Last);
        Safetensors.Write(dataset.Folder("a").Last, tensors);
        AssertRefused("does not say how far its training is", Two);
        Assert.Equal(EndEvent.Failed, Assert.IsType<EndEvent>(dataset.Events("a")[^1]).Reason);
    }

    public void Dispose() => dataset.Dispose();

    private void AssertRefused(string expected, TrainOptions options) =>
        Assert.Contains(
            expected,
            Assert.Throws<SegException>(() => dataset.Train("a", options, isResumed: true)).Message
        );

    private void AddClass()
    {
        SegJson json = dataset.Open().Config;
        (json with { Classes = [.. json.Classes, new("other", "#00ff00")] }).Write(dataset["seg.json"]);
    }

    private void Reorder()
    {
        SegJson json = dataset.Open().Config;
        (json with { Classes = [.. json.Classes.Reverse()] }).Write(dataset["seg.json"]);
    }

    private string[] Files() =>
        [
            .. Directory
                .EnumerateFiles(dataset.Folder("a").Path, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file =>
                    $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"
                ),
        ];
}
