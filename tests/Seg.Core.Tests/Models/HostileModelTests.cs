using System.Text.Json.Nodes;
using Seg.Core.Files;
using Seg.Core.Models;
using Seg.Core.Networks;
using Seg.Core.Prediction;
using Seg.Core.Tests.EarlierVersions;
using Seg.Core.Tests.Imaging;
using Seg.Core.Tests.Prediction;
using Seg.Core.Tests.Training;
using Seg.Core.Weights;
using static TorchSharp.torch;

namespace Seg.Core.Tests.Models;

/// <summary>A model's folder that says what cannot be is refused with one sentence, however it is used.</summary>
[Collection(nameof(AloneWithTorch))]
public sealed class HostileModelTests : IDisposable
{
    private readonly EarlierFiles files = new();
    private readonly TempFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        files.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("version", "2", "version 2 was written by a newer Seg")]
    [InlineData("version", "null", "Cannot use")]
    [InlineData("network", "null", "Cannot use")]
    [InlineData("network.encoder", "\"vgg\"", "no encoder \"vgg\"; those that there are: plain, resnet18")]
    [InlineData("network.channels", "2", "\"channels\" is 2")]
    [InlineData("network.channels", "0", "\"channels\" is 0")]
    [InlineData("network.channels", "2147483647", "\"channels\" is 2147483647")]
    [InlineData("network.channels", "3", "\"mean\" has 1 numbers and \"std\" 1, and the network takes 3 channels")]
    [InlineData("network.input.mean", "[]", "\"mean\" has 0 numbers")]
    [InlineData("network.input.mean", "[1e999]", "\"mean\" is not a number")]
    [InlineData("network.input.mean", "[1e30]", "\"mean\" is not a number")]
    [InlineData("network.input.std", "[0]", "\"std\" is not a number above 0")]
    [InlineData("network.input.std", "[-0.5]", "\"std\" is not a number above 0")]
    [InlineData("network.input.std", "[1e-40]", "\"std\" is not a number above 0")]
    [InlineData("network.input.std", "[0.5,0.5]", "\"std\" 2, and the network takes 1")]
    [InlineData("classes", "[]", "\"classes\" names 0")]
    [InlineData("classes", "[null,null]", "a class has an empty name")]
    [InlineData("classes.1.name", "\" \"", "a class has an empty name")]
    [InlineData("classes.1.name", "\"bud\"", "two classes are named \"bud\"")]
    [InlineData("classes.2.color", "\"red\"", "the color \"red\" of a class")]
    [InlineData("normalization.low", "-1", "the percentiles of \"normalization\" are -1 and 99.5")]
    [InlineData("normalization.low", "99.5", "the percentiles of \"normalization\" are 99.5 and 99.5")]
    [InlineData("normalization.high", "100.5", "the percentiles of \"normalization\" are 0.5 and 100.5")]
    [InlineData("split.train.0", "null", "a name in \"split\" is null")]
    [InlineData("epoch", "-1", "\"epoch\" is -1")]
    [InlineData("scores.meanIou", "1.5", "a score is not between 0 and 1")]
    public void A_description_that_cannot_be_is_refused(string place, string value, string expected)
    {
        string path = files["dataset/models/first/model.json"];
        AtomicFile.WriteText(path, Changed(File.ReadAllText(path), place.Split('.'), value));

        foreach (Action use in (Action[])[() => ModelDescription.Of(Folder()), () => TrainedModel.Load(Folder(), CPU)])
        {
            var error = Assert.Throws<SegException>(use);
            Assert.Equal("model.config", error.Code);
            Assert.Contains(expected, error.Message);
            Assert.Contains(path, error.Message);
        }

        string Folder() => files["dataset/models/first"];
    }

    [Fact]
    public void Weights_of_a_network_of_another_size_are_refused()
    {
        ModelDescription model = Pictures.Model(1);
        Write(model, tensors => { });
        AssertRefuses(
            "weights.mismatch",
            "head.weight",
            model with
            {
                Classes = [.. model.Classes, new("d", "#000000")],
            }
        );
        AssertRefuses(
            "weights.mismatch",
            "encoder",
            model with
            {
                Network = new("plain", 3, InputStatistics.Centred(3)),
            }
        );
        AssertRefuses(
            "weights.mismatch",
            "encoder",
            model with
            {
                Network = model.Network with { Encoder = "resnet18" },
            }
        );
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Weights_that_are_no_numbers_are_refused_by_the_name_of_the_tensor(float value)
    {
        Write(Pictures.Model(1), tensors => tensors["head.bias"] = tensor([0, value, 0]));
        AssertRefuses("weights.file", "tensor head.bias has values that are infinite or no numbers");
    }

    [Fact]
    public void Weights_from_which_no_numbers_come_give_no_mask_and_no_score()
    {
        Write(
            Pictures.Model(1),
            tensors =>
            {
                string variance = tensors.Keys.First(key => key.EndsWith("running_var", StringComparison.Ordinal));
                tensors[variance] = tensors[variance] - 9;
            }
        );
        using var model = TrainedModel.Load(folder["m"], CPU);
        using var predictor = new Predictor(model.Network, model.Description, CPU);
        Raster<byte> image = Rasters.Filled<byte>(40, 40, 90);
        image.Disc<byte>(20, 20, 8, 200);

        Assert.Equal("weights.numbers", Assert.Throws<SegException>(() => predictor.Predict(image, Stop)).Code);
        Assert.Equal("weights.numbers", Assert.Throws<SegException>(() => predictor.Map(image, shown: 1, Stop)).Code);
    }

    private void AssertRefuses(string code, string expected, ModelDescription? description = null)
    {
        description?.Write(new RunFolder(folder["m"]).Model);
        var error = Assert.Throws<SegException>(() => TrainedModel.Load(folder["m"], CPU));
        Assert.Equal(code, error.Code);
        Assert.Contains(expected, error.Message);
    }

    private void Write(ModelDescription model, Action<Dictionary<string, Tensor>> change)
    {
        var run = new RunFolder(folder["m"]);
        using var scope = NewDisposeScope();
        using var network = new UNet(model.Network.Encoder, model.Network.Channels, model.Classes.Count);
        Dictionary<string, Tensor> tensors = network.state_dict();
        change(tensors);
        model.Write(run.Model);
        Safetensors.Write(run.Best, tensors);
    }

    /// <summary>JSON with another value at a place; as text, since no number is infinite in it.</summary>
    private static string Changed(string json, string[] place, string value)
    {
        const string mark = "\"the value\"";
        JsonNode root = JsonNode.Parse(json)!;
        JsonNode at = root;
        foreach (string step in place[..^1])
            at = int.TryParse(step, out int index) ? at[index]! : at[step]!;
        JsonNode marked = JsonNode.Parse(mark)!;
        if (int.TryParse(place[^1], out int last))
            at[last] = marked;
        else
            at[place[^1]] = marked;
        return root.ToJsonString().Replace(mark, value);
    }
}
