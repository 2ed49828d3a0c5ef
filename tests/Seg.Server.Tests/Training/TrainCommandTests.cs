using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Seg.Core.Models;
using Seg.Server.Commands;

namespace Seg.Server.Tests.Training;

/// <summary><c>seg train</c> as a script sees it.</summary>
public sealed class TrainCommandTests : IDisposable
{
    private readonly SmallRun run = new();

    [Fact]
    public async Task With_json_the_result_is_one_document()
    {
        SegProcess done = await run.Train("a", "--val", "i1,i2", "--seed", "-3", "--json");
        Assert.Equal(0, done.ExitCode);
        Assert.Contains("epoch 4: loss", done.Error);
        Assert.Equal(1, done.Output.Count(c => c == '\n'));
        Assert.Equal(
            (run.Folder("a").Path, "completed", 8),
            (
                done.Json.GetProperty("path").GetString(),
                done.Json.GetProperty("reason").GetString(),
                done.Json.GetProperty("step").GetInt32()
            )
        );
        EndEvent end = run.End("a");
        Assert.Equal(end.BestEpoch, done.Json.GetProperty("bestEpoch").GetInt32());
        Assert.Equal(end.BestMeanIou, done.Json.GetProperty("bestMeanIou").GetDouble());
    }

    [Fact]
    public async Task Validation_images_that_show_what_is_trained_on_are_warned_of()
    {
        foreach (string part in (string[])["images", "masks"])
            File.Copy(
                Path.Combine(run.FullPath, part, "i0.png"),
                Path.Combine(run.FullPath, part, "i1.png"),
                overwrite: true
            );
        SegProcess leaking = await run.Train("a", "--val", "i1", "--epochs", "1");
        Assert.Equal(0, leaking.ExitCode);
        const string warning =
            "warning: 1 of 1 validation and test images shows the same field of view as training images";
        Assert.Contains(warning, leaking.Error);
        Assert.Contains("\"i1\" as \"i0\"", run.Events("a").OfType<StartEvent>().Single().Leak);

        SegProcess good = await run.Train("b", "--val", "i0,i1", "--epochs", "1");
        Assert.DoesNotContain("warning", good.Error);
        Assert.Null(run.Events("b").OfType<StartEvent>().Single().Leak);
    }

    [Fact]
    public async Task With_json_a_failure_is_one_document()
    {
        SegProcess failed = await run.Train("a", "--loss", "1e39*ce", "--json");
        Assert.Equal(ExitCodes.Failed, failed.ExitCode);
        JsonElement error = failed.Json.GetProperty("error");
        Assert.Equal("train.diverged", error.GetProperty("code").GetString());
        Assert.Equal(run.End("a").Message, error.GetProperty("message").GetString());
        Assert.Equal("learningRate", Assert.Single(error.GetProperty("fields").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task A_failure_names_the_flags_that_it_is_about()
    {
        SegProcess failed = await run.Train("a", "--loss", "1e39*ce");
        Assert.Equal($"error: {run.End("a").Message} (--lr)", failed.Error.Trim().Split('\n')[^1]);
    }

    [Fact]
    public async Task A_second_training_in_one_folder_is_refused_and_disturbs_nothing()
    {
        Process first = await run.StartUntil<StepEvent>("a", SmallRun.Endless);
        foreach (string[] more in new[] { new[] { "--epochs", "1" }, ["--resume"] })
        {
            SegProcess second = await run.Train("a", more);
            Assert.Equal(ExitCodes.Failed, second.ExitCode);
            Assert.Contains("A training is running in", second.Error);
        }
        Assert.False(first.HasExited);
        SmallRun.Send(first, PosixSignal.SIGINT);
        Assert.Equal(ExitCodes.Interrupted, (await SegProcess.Finish(first)).ExitCode);
        Assert.Single(run.Events("a").OfType<StartEvent>());
        Assert.Single(run.Events("a").OfType<EndEvent>());
    }

    [Fact]
    public async Task Without_a_name_the_first_unused_is_taken()
    {
        string[] unnamed =
        [
            .. run.Arguments("x", "--epochs", "1", "--steps-per-epoch", "1").Where(a => a is not ("--name" or "x")),
        ];
        foreach (string expected in new[] { "model-1", "model-2" })
            Assert.Contains($"/models/{expected}\n", (await SegProcess.Run(unnamed)).Output);
    }

    [Fact]
    public async Task Going_on_is_reported_with_the_step_and_keeps_what_was_asked_for()
    {
        await run.Train("a", "--epochs", "1", "--steps-per-epoch", "2", "--lr", "0.002");
        SegProcess more = await run.Train("a", "--resume", "--epochs", "2");
        Assert.Equal((0, ""), (more.ExitCode, more.Error));
        Assert.Contains("going on after step 2 of 4", more.Output);
        TrainOptions options = TrainOptions.Read(run.Folder("a").Options);
        Assert.Equal((2, 2, 0.002), (options.Epochs, options.StepsPerEpoch, options.LearningRate));
    }

    [Fact]
    public async Task Options_come_from_a_file_and_those_on_the_command_line_win()
    {
        string file = Path.Combine(run.FullPath, "wanted.json");
        await run.Train("a", "--epochs", "1", "--steps-per-epoch", "1", "--lr", "0.002", "--val", "i1,i2");
        File.Copy(run.Folder("a").Options, file);

        SegProcess done = await SegProcess.Run("train", run.FullPath, "--name", "b", "--options", file, "--batch", "3");

        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        TrainOptions options = TrainOptions.Read(run.Folder("b").Options);
        Assert.Equal((3, 0.002, 32), (options.Batch, options.LearningRate, options.Crop));
        Assert.Equal(["i1", "i2"], options.Validation);
    }

    [Fact]
    public async Task A_misspelt_option_in_a_file_is_reported()
    {
        string file = Path.Combine(run.FullPath, "wanted.json");
        File.WriteAllBytes(file, """{ "epochs": 1, "learningrat": 0.1 }"""u8);

        SegProcess refused = await SegProcess.Run("train", run.FullPath, "--options", file);

        Assert.Equal(ExitCodes.Failed, refused.ExitCode);
        Assert.Contains("wanted.json", refused.Error);
        Assert.Contains("learningrat", refused.Error);
    }

    [Theory]
    [InlineData(1, "There is no training in", "--name", "none", "--resume")]
    [InlineData(1, "--resume needs the --name", "--resume")]
    [InlineData(1, "\"../a\" is no name for a model", "--name", "../a")]
    [InlineData(2, "--val , is not names with commas between.", "--val", ",")]
    [InlineData(1, "There is no image \"i9\"", "--val", "i9")]
    [InlineData(2, "--lr 0,001 is not a number such as 0.001.", "--lr", "0,001")]
    [InlineData(2, "--lr fast is not a number such as 0.001.", "--lr", "fast")]
    [InlineData(2, "--epochs 1.5 is not a whole number.", "--epochs", "1.5")]
    [InlineData(2, "--seed 99999999999 is not a whole number.", "--seed", "99999999999")]
    public async Task A_wrong_option_is_named_before_anything_is_written(
        int code,
        string expected,
        params string[] options
    )
    {
        SegProcess refused = await SegProcess.Run(["train", run.FullPath, .. options]);
        Assert.Equal(code, refused.ExitCode);
        Assert.StartsWith("error: ", refused.Error);
        Assert.Contains(expected, refused.Error);
        Assert.False(Directory.Exists(Path.Combine(run.FullPath, "models")));
    }

    public void Dispose() => run.Dispose();
}
