using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Seg.Core.Models;
using Seg.Server.Commands;
using Seg.Server.Rpc.Contract;
using Seg.Server.Runs;

namespace Seg.Server.Tests.Runs;

/// <summary>The one list of a training's flags, and the command line that is written with it.</summary>
public sealed class TrainFlagsTests : IDisposable
{
    private static readonly TrainOptions Chosen = new()
    {
        Encoder = "resnet34",
        Weights = "/nets/it's $HOME.safetensors",
        Loss = "ce + 2*dice",
        ClassWeights = "1,2.5",
        Epochs = 3,
        StepsPerEpoch = 4,
        Batch = 5,
        Crop = 64,
        LearningRate = 1.25e-7,
        EncoderRate = 0.1,
        FrozenEpochs = 2,
        WeightDecay = 0,
        Seed = -7,
        FreezeEncoder = true,
        Validation = ["a 1", "b"],
        Threads = 8,
    };

    private readonly string folder = Directory.CreateTempSubdirectory("seg-flags-").FullName;

    [Fact]
    public void Every_option_has_a_flag_but_those_that_only_a_file_can_name()
    {
        IEnumerable<string> fields = JsonSerializer
            .SerializeToNode(Chosen, WireFormat.Options)!
            .AsObject()
            .Select(f => f.Key);
        Assert.Equal(
            fields.Except(["augmentation", "normalization"]).Order(),
            TrainFlags.All.Select(flag => flag.Field).Order()
        );
        Assert.Equal(["--lr", "--out"], new[] { "learningRate", "out" }.Select(TrainFlags.NameOf));
    }

    [Fact]
    public void A_shell_and_the_verb_read_from_the_line_what_was_chosen_whatever_the_names_are()
    {
        string[] words = Words(Chosen, "first", "/data/my cells");

        int train = Array.IndexOf(words, "train");
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "seg"), words[train - 1]);
        Assert.Equal(["train", "/data/my cells", "--name", "first"], words[train..(train + 4)]);
        Assert.DoesNotContain("--options", words);
        Assert.Equal(Json(Chosen), Json(Parsed(words[(train + 4)..])));
    }

    [Fact]
    public void What_was_left_to_the_dataset_is_left_to_it_and_no_images_and_no_weights_are_said()
    {
        Assert.DoesNotContain("--val", Words(Chosen with { Validation = null }));
        TrainOptions none = Chosen with { Validation = [], Weights = null, FreezeEncoder = false };
        string[] words = Words(none);
        Assert.Equal(Json(none), Json(Parsed(words[(Array.IndexOf(words, "train") + 2)..])));
    }

    [Fact]
    public void What_has_no_flag_is_in_a_file_of_its_own()
    {
        TrainOptions mild = Chosen with { Augmentation = new() { FlipProbability = 0.25 } };
        TrainOptions[] all = [mild, Chosen with { Normalization = new(1, 99) }];

        string[] files =
        [
            .. all.Select(options => Words(options)).Select(words => words[Array.IndexOf(words, "--options") + 1]),
        ];

        Assert.Equal(2, files.Distinct().Count());
        Assert.All(files, file => Assert.Equal(folder, Path.GetDirectoryName(file)));
        Assert.Equal(all.Select(Json), files.Select(file => Json(TrainOptions.ReadWritten(file))));
    }

    [Fact]
    public void Another_encoder_does_not_start_from_weights_that_nobody_asked_for()
    {
        Assert.Null(Parsed("--encoder", "resnet18").Weights);
        Assert.Equal("microscopy", Parsed("--encoder", "resnet18", "--weights", "microscopy").Weights);
        Assert.Equal("microscopy", Parsed("--encoder", "mobilenet_v2").Weights);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static TrainOptions Parsed(params string[] words)
    {
        var parser = new TrainFlagParser(new(), TrainFlags.All);
        var verb = new Command("train");
        foreach (Option option in parser.Options)
            verb.Add(option);
        ParseResult parsed = verb.Parse(words);
        Assert.Empty(parsed.Errors);
        return parser.Over(new(), parsed);
    }

    /// <summary>The words of the line as a shell takes them.</summary>
    private string[] Words(TrainOptions options, string? name = null, string dataset = "/data")
    {
        string line = TrainCommandLine.Of(new(dataset, name, options, folder));
        using Process shell = Process.Start(
            new ProcessStartInfo("sh", ["-c", $"printf '%s\\n' {line}"]) { RedirectStandardOutput = true }
        )!;
        return shell.StandardOutput.ReadToEnd().TrimEnd('\n').Split('\n');
    }

    private static string Json(TrainOptions options) => JsonSerializer.Serialize(options, WireFormat.Options);
}
