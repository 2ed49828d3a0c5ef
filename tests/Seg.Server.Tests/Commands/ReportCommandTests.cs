using System.Text.RegularExpressions;
using Seg.Server.Commands;

namespace Seg.Server.Tests.Commands;

public sealed partial class ReportCommandTests(SmallModel small) : IClassFixture<SmallModel>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("seg-report-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_report_is_one_file_that_needs_nothing_else()
    {
        string file = Path.Combine(folder, "tiny.html");
        Assert.Equal(0, SegCommand.Run(["report", small.Folder, "--model", small.Model, "-o", file]));
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(folder));
        string page = File.ReadAllText(file);
        Assert.Contains($"<title>Model tiny of {Path.GetFileName(small.Folder)}</title>", page);
        foreach (string part in (string[])["Advice", "Scores", "Training", "Pictures", "Layers", "Settings"])
            Assert.Contains($"<h2>{part}</h2>", page);
        Assert.Contains("On the validation images, by which the best epoch was chosen (1)", page);
        Assert.Contains("<th scope=\"row\">encoder</th><td>plain</td>", page);
        Assert.Contains("<th scope=\"row\">encoder.levels.4.1</th>", page);
        foreach (string picture in (string[])["image", "label", "prediction", "errors"])
            Assert.Contains($"<img alt=\"{picture}\" src=\"data:image/png;base64,", page);
        Assert.All(Addresses().Matches(page), found => Assert.StartsWith("data:", found.Groups[1].Value));
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain(small.Folder + "/", page); // where somebody keeps images is nobody's business
    }

    [Fact]
    public void Without_a_place_it_is_in_the_models_folder()
    {
        Assert.Equal(0, SegCommand.Run(["report", small.Folder, "--model", small.Model]));
        Assert.True(File.Exists(Path.Combine(small.Model, "report.html")));
        Assert.Equal(2, SegCommand.Run(["report", small.Folder, "--model", small.Model, "--out", "report.pdf"]));
    }

    [GeneratedRegex("(?:src|href)=\"([^\"]*)\"")]
    private static partial Regex Addresses();
}
