using Seg.Core.Imaging;

namespace Seg.Core.Tests.Imaging;

/// <summary>Files of answers.csv, whose pixels were read by Pillow (libjpeg-turbo, libtiff); answers.py made them.</summary>
public sealed class DecoderAnswersTests
{
    public static TheoryData<string> Names => [.. Lines().Select(line => line.Split(',')[0])];

    [Theory]
    [MemberData(nameof(Names))]
    public void Pixels_are_those_of_other_programs(string name)
    {
        using var folder = new TempFolder();
        string[] cells = Lines().Single(line => line.StartsWith(name + ',', StringComparison.Ordinal)).Split(',');
        File.WriteAllBytes(folder[name], Convert.FromBase64String(cells[2]));

        var read = Assert.IsType<Raster<byte>>(ImageSource.ReadPage(folder[name]));

        Assert.Equal(cells[1], $"{read.Width}x{read.Height}x{read.Channels}");
        Assert.Equal(Convert.FromBase64String(cells[3]), read.Pixels);
    }

    [Fact]
    public void Colors_for_print_are_reported()
    {
        using var folder = new TempFolder();
        string[] cells = Lines().Single(line => line.StartsWith("cmyk", StringComparison.Ordinal)).Split(',');
        File.WriteAllBytes(folder["cmyk.jpg"], Convert.FromBase64String(cells[2]));

        using ImageSource source = ImageSource.Open(folder["cmyk.jpg"]);

        Assert.Contains("CMYK", Assert.Single(source.Notes(0)));
    }

    private static string[] Lines() =>
        File.ReadAllLines(SharedFiles.InProject("tests/Seg.Core.Tests/Imaging/answers.csv"));
}
