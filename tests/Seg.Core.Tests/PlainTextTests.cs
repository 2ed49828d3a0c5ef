using System.Text.RegularExpressions;

namespace Seg.Core.Tests;

/// <summary>What the library says appears in the editor too, where nobody knows verbs and flags.</summary>
public sealed partial class PlainTextTests
{
    [Fact]
    public void No_text_of_the_library_names_a_flag_or_a_verb()
    {
        string[] files = Directory.GetFiles(
            SharedFiles.InProject("server/Seg.Core"),
            "*.cs",
            SearchOption.AllDirectories
        );
        Assert.True(files.Length > 100);
        Assert.Empty(
            from file in files
            where !file.Contains("/obj/", StringComparison.Ordinal)
            from line in File.ReadLines(file)
            where !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && NamesACommand().IsMatch(line)
            select $"{Path.GetFileName(file)}: {line.Trim()}"
        );
    }

    [Theory]
    [InlineData("$\"--{name} is wrong\"")]
    [InlineData("\"Use a lower --lr.\"")]
    [InlineData("\"'seg check' lists all.\"")]
    public void A_text_that_names_one_is_seen(string line) => Assert.Matches(NamesACommand(), line);

    [GeneratedRegex("\".*(--[a-z{]|'seg [a-z]).*\"")]
    private static partial Regex NamesACommand();
}
