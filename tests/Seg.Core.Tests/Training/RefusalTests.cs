using Seg.Core.Files;
using Seg.Core.Imaging;
using Seg.Core.Models;
using Seg.Core.Networks.Encoders;
using Seg.Core.Tests.Imaging;
using Seg.Core.Weights;

namespace Seg.Core.Tests.Training;

/// <summary>What is wrong is reported before anything is written.</summary>
[Collection(nameof(AloneWithTorch))]
public sealed class RefusalTests : IDisposable
{
    private static readonly TrainOptions Good = TinyDataset.Options;

    private readonly TinyDataset dataset = new();

    public static TheoryData<string, TrainOptions> Wrong { get; } =
        new()
        {
            { "no encoder \"vgg\"", Good with { Encoder = "vgg" } },
            { "no weights file /no/such.safetensors", Good with { Weights = "/no/such.safetensors" } },
            { "\"cee\" is no loss", Good with { Loss = "cee" } },
            { "2 numbers above 0", Good with { ClassWeights = "1,2,3" } },
            { "number of epochs is 0", Good with { Epochs = 0 } },
            { "number of steps per epoch is -1", Good with { StepsPerEpoch = -1 } },
            { "batch size is 0", Good with { Batch = 0 } },
            { "crop size is 0", Good with { Crop = 0 } },
            { "crop size 48 is not a multiple of 32", Good with { Crop = 48 } },
            { "A batch of 1024 crops of size 4096", Good with { Batch = 1024, Crop = 4096 } },
            { "learning rate is -0.001", Good with { LearningRate = -0.001 } },
            { "learning rate is NaN", Good with { LearningRate = double.NaN } },
            { "share of the learning rate is -1", Good with { EncoderRate = -1 } },
            { "weight decay is Infinity", Good with { WeightDecay = double.PositiveInfinity } },
            { "number of threads is -1", Good with { Threads = -1 } },
            { "percentiles of \"normalization\" are 60 and 40", Good with { Normalization = new(60, 40) } },
            { "no image \"i9\"", Good with { Validation = ["i9"] } },
            { "without their ending: \"i1\"", Good with { Validation = ["i1.png"] } },
            { "all are validation or test images", Good with { Validation = ["i0", "i1", "i2", "i3", "i4", "i5"] } },
        };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_wrong_option_is_named(string expected, TrainOptions options) => AssertRefused(expected, options);

    [Fact]
    public void Weights_of_another_network_are_refused()
    {
        string file = dataset["mobilenet.safetensors"];
        using (var other = EncoderRegistry.Create("mobilenet_v2", 1))
            Safetensors.Write(file, other.state_dict());
        AssertRefused("does not fit the encoder plain", Good with { Weights = file });
        File.WriteAllBytes(file, [1, 2, 3]);
        AssertRefused("too short to be a safetensors file", Good with { Weights = file });
    }

    [Fact]
    public void A_group_on_two_sides_is_refused()
    {
        string json = File.ReadAllText(dataset["seg.json"]);
        AtomicFile.WriteText(
            dataset["seg.json"],
            json.Replace("\"version\"", "\"split\":{\"group\":\"^(i)\"},\"version\"")
        );
        AssertRefused("The group \"i\" is on two sides", Good with { Validation = ["i1"] });
    }

    [Fact]
    public void Two_images_with_one_mask_are_refused()
    {
        Raster<byte> other = Rasters.Filled<byte>(64, 64, 40);
        ImageFile.Write(dataset["images/i2.tif"], other);
        AssertRefused("i2.png and i2.tif have one mask. Rename all but one.", Good);
    }

    [Fact]
    public void An_image_that_cannot_be_read_is_named_with_the_way_to_find_others()
    {
        AtomicFile.WriteText(dataset["images/i2.png"], "no picture");
        AssertRefused("i2.png", Good);
        AssertRefused("check of the dataset lists all such problems", Good);
    }

    [Fact]
    public void A_mask_of_another_size_or_with_more_classes_is_named()
    {
        Raster<byte> mask = Rasters.Filled<byte>(64, 64, 2);
        MaskFile.Write(dataset["masks/i3.png"], mask);
        AssertRefused("The mask of i3 holds the value 2, and the classes are 0 to 1", Good);
        Raster<byte> small = mask.Crop(0, 0, 32, 64);
        MaskFile.Write(dataset["masks/i3.png"], small);
        AssertRefused("i3.png is 32 x 64 pixels and its image 64 x 64", Good);
        AssertRefused("check of the dataset lists all such problems", Good);
    }

    [Fact]
    public void Without_a_label_there_is_nothing_to_learn()
    {
        Raster<byte> nothing = Rasters.Filled<byte>(64, 64, 255);
        foreach (string mask in Directory.GetFiles(Path.Combine(dataset.FullPath, "masks")))
            MaskFile.Write(mask, nothing);
        AssertRefused("255 everywhere", Good);
        nothing.Rectangle<byte>(0, 0, 32, 64, 0);
        foreach (string mask in Directory.GetFiles(Path.Combine(dataset.FullPath, "masks")))
            MaskFile.Write(mask, nothing);
        AssertRefused("If 255 marks the objects, save them as 1", Good);
        Directory.Delete(Path.Combine(dataset.FullPath, "masks"), recursive: true);
        AssertRefused("is labelled. Label at least one", Good);
    }

    [Fact]
    public void A_model_that_is_there_is_not_overwritten()
    {
        dataset.Train("a", Good with { Epochs = 1, StepsPerEpoch = 1 });
        Dictionary<string, string> before = dataset.Tensors("a");
        var refused = Assert.Throws<SegException>(() => dataset.Train("a"));
        Assert.Equal("train.exists", refused.Code);
        Assert.Contains("or continue it", refused.Message);
        Assert.Equal(before, dataset.Tensors("a"));
    }

    public void Dispose() => dataset.Dispose();

    private void AssertRefused(string expected, TrainOptions options)
    {
        Assert.Contains(expected, Assert.Throws<SegException>(() => dataset.Train("a", options)).Message);
        Assert.False(Directory.Exists(dataset.Models));
    }
}
