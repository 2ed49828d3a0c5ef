using System.Text.Json;
using Seg.Server.Commands;

namespace Seg.Server.Tests.Commands;

public sealed class AdviseCommandTests(SmallModel small) : IClassFixture<SmallModel>
{
    [Fact]
    public async Task Advice_is_reported_with_what_was_measured_and_what_to_do()
    {
        SegProcess result = await SegProcess.Run("advise", small.Folder, "--model", small.Model, "--json");
        Assert.Equal(0, result.ExitCode);
        JsonElement image = Assert.Single(result.Json.GetProperty("images").EnumerateArray());
        Assert.Equal("b", image.GetProperty("stem").GetString());
        Assert.Equal("no", image.GetProperty("learned").GetString());
        // Two steps teach nothing, so either all is missed or far too much is found.
        SegProcess text = await SegProcess.Run("advise", small.Folder, "--model", small.Model);
        foreach (JsonElement piece in result.Json.GetProperty("advice").EnumerateArray())
        {
            Assert.Contains(piece.GetProperty("sentence").GetString()!, text.Output);
            Assert.Contains("measured: " + piece.GetProperty("evidence").GetString(), text.Output);
            Assert.Contains("to do:    " + piece.GetProperty("action").GetString(), text.Output);
        }
    }

    [Fact]
    public void A_model_of_another_dataset_is_refused()
    {
        using var other = new SmallModel();
        foreach (string mask in Directory.EnumerateFiles(Path.Combine(other.Folder, "masks")))
            File.Delete(mask);
        Assert.Equal(1, SegCommand.Run(["advise", other.Folder, "--model", small.Model]));
        Assert.Equal(1, SegCommand.Run(["advise", small.Folder, "--model", small.Model + "x"]));
        Assert.Equal(2, SegCommand.Run(["advise", small.Folder]));
    }
}
