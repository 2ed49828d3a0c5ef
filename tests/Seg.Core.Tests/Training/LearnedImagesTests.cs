using Seg.Core.Datasets;
using Seg.Core.Explaining;
using Seg.Core.Files;
using Seg.Core.Imaging;
using Seg.Core.Metrics;
using Seg.Core.Models;
using Seg.Core.Networks.Encoders;
using Seg.Core.Prediction;
using Seg.Core.Tests.EarlierVersions;
using Seg.Core.Weights;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Training;

/// <summary>That a model never saw an image is said only where it is known: whatever was learned from once stays so.</summary>
[Collection(nameof(AloneWithTorch))]
public sealed class LearnedImagesTests : IDisposable
{
    private static readonly TrainOptions One = TinyDataset.Options with { Epochs = 1, StepsPerEpoch = 1 };

    private readonly TinyDataset dataset = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => dataset.Dispose();

    [Fact]
    public void A_training_that_goes_on_with_other_validation_images_has_still_learned_from_them()
    {
        dataset.Train("a", One with { Validation = ["i1"] });
        Assert.Equal("i1: No", Learned("a", "validation"));

        dataset.Train("a", One with { Epochs = 2, Validation = ["i2"] }, isResumed: true);

        Assert.Equal("i2: Yes", Learned("a", "validation"));
        // The newest weights, be they the best or not, have met all of them.
        LearnedImages newest = LearnedImages.From(Safetensors.ReadMetadata(dataset.Folder("a").Last))!;
        Assert.All(
            (string[])["i0", "i1", "i2", "i3", "i4", "i5"],
            stem => Assert.Equal(LearnedFrom.Yes, newest.Tell(stem, Pixels(stem)))
        );
        // It neither counts as new in a review nor is it kept from whoever reads it.
        using var model = TrainedModel.Load(dataset.Folder("a").Path, CPU);
        var review = ModelReview.Measure(model, dataset.Folder("a"), dataset.Open(), null, (_, _) => { }, Stop);
        Assert.Empty(review.Unseen);
        Advice advice = review.Advice[0];
        Assert.Equal(AdviceKind.Leak, advice.Kind);
        Assert.StartsWith("The model learned from 1 of 1 validation and test images before", advice.Sentence);
        Assert.Equal([new AdvicePlace("i2")], advice.Places);
    }

    [Fact]
    public void What_was_for_training_and_was_not_learned_from_before_a_stop_is_new()
    {
        dataset.Train("a", One with { Validation = ["i1"] });
        dataset.TrainUntil("a", One with { Epochs = 2, Validation = ["i2"] }, () => true);

        Dictionary<string, string> last = Safetensors.ReadMetadata(dataset.Folder("a").Last);
        Assert.Equal(LearnedFrom.No, LearnedImages.From(last)!.Tell("i1", Pixels("i1")));
    }

    [Fact]
    public void A_model_knows_what_the_models_learned_from_that_it_started_from_wherever_their_weights_are()
    {
        dataset.Train("a", One with { Validation = ["i1"] });
        dataset.Train("b", One with { Validation = ["i2"], Weights = dataset.Folder("a").Best });
        foreach (string file in (string[])["best.safetensors", "model.json"])
            File.Copy(Path.Combine(dataset.Folder("b").Path, file), dataset[$"elsewhere/{file}"]);
        foreach (string name in (string[])["a", "b"])
            dataset.Folder(name).Delete();

        dataset.Train("c", One with { Validation = ["i1"], Weights = dataset["elsewhere/best.safetensors"] });

        Assert.Equal("i1: Yes", Learned("c", "validation"));
    }

    [Fact]
    public void An_image_is_known_by_its_pixels_under_any_name_and_in_any_format()
    {
        dataset.Train("a", One with { Validation = ["i1"] });
        Raster<byte> seen = (Raster<byte>)ImageSource.ReadPage(dataset["images/i3.png"]);
        ImageFile.Write(dataset["images/copy.tif"], seen);
        seen.Pixels[7] ^= 1;
        ImageFile.Write(dataset["images/again.png"], seen);
        ImageFile.Write(dataset["images/i4.png"], seen);
        foreach (string stem in (string[])["copy", "again"])
            File.Copy(dataset["masks/i3.png"], dataset[$"masks/{stem}.png"]);

        Assert.Equal(
            "again: No, copy: Yes, i0: Yes, i1: No, i2: Yes, i3: Yes, i4: Unknown, i5: Yes",
            Learned("a", "all")
        );
    }

    [Fact]
    public void Of_weights_from_another_program_nobody_knows()
    {
        string file = dataset["found.safetensors"];
        using (var encoder = EncoderRegistry.Create("plain", 1))
            Safetensors.Write(file, encoder.state_dict());
        dataset.Train("a", One with { Validation = ["i1"], Weights = file });
        Assert.Equal("i1: Unknown", Learned("a", "validation"));

        using var model = TrainedModel.Load(dataset.Folder("a").Path, CPU);
        var review = ModelReview.Measure(model, dataset.Folder("a"), dataset.Open(), null, (_, _) => { }, Stop);
        Assert.Equal(["i1"], review.Unseen.Select(image => image.Stem));
        Assert.StartsWith("Whether the model learned from 1 of 1 validation", review.Advice[0].Sentence);
    }

    [Fact]
    public void Of_a_model_of_version_0_1_0_its_splits_are_known_and_that_it_started_from_a_file()
    {
        using var files = new EarlierFiles();
        var earlier = Dataset.Open(files["dataset"]);
        using (var model = TrainedModel.Load(files["dataset/models/first"], CPU))
        {
            Assert.Equal(
                (LearnedFrom.Yes, LearnedFrom.Unknown),
                (model.Learned.Tell("f1_z1", "other"), model.Learned.Tell("f2_z1", null))
            );
        }
        // Goings-on with another split stand in the events.
        var stopped = new RunFolder(files["dataset/models/stopped"]);
        string events = File.ReadAllText(stopped.Events);
        AtomicFile.WriteText(stopped.Events, events.Replace("\"train\":[\"f1_z1\",", "\"train\":[\"new1\","));
        ModelDescription description = ModelDescription.Of(stopped.Path);
        Assert.Equal(LearnedFrom.Yes, LearnedImages.Of(stopped, description).Tell("new1", "any"));
        // A model that started from nothing is known whole.
        description = description with
        {
            Options = description.Options with { Weights = null },
        };
        Assert.Equal(LearnedFrom.No, LearnedImages.Of(stopped, description).Tell("f2_z1", null));
        // What it does not know, no model that starts from it knows.
        var next = RunFolder.Of(earlier.ModelsFolder, "next");
        TrainOptions options = One with { Weights = new RunFolder(files["dataset/models/first"]).Best };
        Seg.Core.Training.Trainer.Run(earlier, next, options, false, _ => { }, Stop);
        LearnedImages learned = LearnedImages.Of(next, ModelDescription.Of(next.Path));
        Assert.False(learned.IsComplete);
        Assert.Contains(new LearnedImage("f1_z1", null), learned.Images);
        Assert.Contains(learned.Images, image => image is { Name: "f1_z1", Pixels: not null });
    }

    [Fact]
    public void Metadata_that_somebody_wrote_wrongly_tell_nothing()
    {
        foreach (string text in (string[])["", "7", "{}", """{"images":[null],"isComplete":true}"""])
            Assert.Equal(
                LearnedFrom.Unknown,
                LearnedImages.From(new Dictionary<string, string> { ["learned"] = text })!.Tell("a", null)
            );
    }

    private string Pixels(string stem) => PixelDigest.Of(ImageSource.ReadPage(dataset[$"images/{stem}.png"]));

    /// <summary>What an evaluation says of each image.</summary>
    private string Learned(string name, string split)
    {
        using var model = TrainedModel.Load(dataset.Folder(name).Path, CPU);
        EvaluationReport report = ModelEvaluation.Measure(
            model,
            EvaluationChoice.Of(dataset.Open(), model.Description, split),
            null,
            _ => { },
            Stop
        );
        Assert.Empty(report.Problems);
        return string.Join(", ", report.Images.Select(image => $"{image.Stem}: {image.Learned}"));
    }
}
