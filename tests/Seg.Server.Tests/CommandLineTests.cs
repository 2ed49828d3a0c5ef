using System.Text.Json;
using Seg.Server.Commands;

namespace Seg.Server.Tests;

/// <summary>What all verbs have in common, seen from outside.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData()]
    [InlineData("--help")]
    public async Task Help_names_the_verbs_and_the_exit_codes(params string[] arguments)
    {
        SegProcess seg = await SegProcess.Run(arguments);

        Assert.Equal((0, ""), (seg.ExitCode, seg.Error));
        Assert.Contains("check <DATASET>", seg.Output);
        Assert.Contains("2    wrong usage", seg.Output);
    }

    [Theory]
    [InlineData("init")]
    [InlineData("check")]
    [InlineData("sample")]
    public async Task Every_verb_shows_examples(string verb)
    {
        SegProcess seg = await SegProcess.Run(verb, "--help");

        Assert.Equal((0, ""), (seg.ExitCode, seg.Error));
        Assert.Contains($"Examples:\n  seg {verb} ", seg.Output);
        Assert.Contains("--json", seg.Output);
    }

    [Fact]
    public async Task Wrong_usage_is_reported_with_a_hint()
    {
        SegProcess verb = await SegProcess.Run("chekc");
        Assert.Equal((ExitCodes.WrongUsage, ""), (verb.ExitCode, verb.Output));
        Assert.Contains("'chekc'", verb.Error);
        Assert.Contains("'seg --help'", verb.Error);

        SegProcess argument = await SegProcess.Run("check");
        Assert.Equal((ExitCodes.WrongUsage, ""), (argument.ExitCode, argument.Output));
        Assert.StartsWith("error: ", argument.Error);
        Assert.Contains("'seg check --help'", argument.Error);
    }

    [Fact]
    public async Task A_name_with_an_at_sign_is_a_file_and_no_list_of_arguments()
    {
        string folder = Directory.CreateTempSubdirectory("seg-at-").FullName;
        File.WriteAllText(Path.Combine(folder, "@words"), "--help");

        SegProcess seg = await SegProcess.Finish(SegProcess.StartIn(folder, ["check", "@words"]));
        SegProcess missing = await SegProcess.Finish(SegProcess.StartIn(folder, ["check", "@missing"]));

        Directory.Delete(folder, recursive: true);
        Assert.Equal((ExitCodes.Failed, ""), (seg.ExitCode, seg.Output));
        Assert.Equal($"error: There is no folder {folder}/@words.\n", seg.Error);
        Assert.Equal($"error: There is no folder {folder}/@missing.\n", missing.Error);
    }

    [Fact]
    public async Task With_json_errors_are_JSON_as_well()
    {
        SegProcess usage = await SegProcess.Run("check", "--json");
        Assert.Equal((ExitCodes.WrongUsage, ""), (usage.ExitCode, usage.Error));
        Assert.Equal("usage", Code(usage));

        SegProcess missing = await SegProcess.Run("check", "/no/such/folder", "--json");
        Assert.Equal((ExitCodes.Failed, ""), (missing.ExitCode, missing.Error));
        Assert.Equal("dataset.missing", Code(missing));
    }

    [Fact]
    public async Task An_error_is_one_sentence_without_a_stack_trace()
    {
        SegProcess seg = await SegProcess.Run("check", "/no/such/folder");

        Assert.Equal((ExitCodes.Failed, ""), (seg.ExitCode, seg.Output));
        Assert.Equal("error: There is no folder /no/such/folder.\n", seg.Error);
    }

    private static string? Code(SegProcess seg) => Error(seg).GetProperty("code").GetString();

    private static JsonElement Error(SegProcess seg) => seg.Json.GetProperty("error");
}
