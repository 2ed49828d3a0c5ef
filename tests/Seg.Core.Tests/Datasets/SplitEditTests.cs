using System.Text;
using Seg.Core.Datasets;

namespace Seg.Core.Tests.Datasets;

/// <summary>A pattern is written into seg.json, which stays to the byte otherwise.</summary>
public sealed class SplitEditTests : IDisposable
{
    private const string Classes =
        """ "classes": [ { "name": "background", "color": "#000000" }, { "name": "Hefe", "color": "#e69f00" } ]""";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    // one line, with and without what follows
    [InlineData("""{ "version": 1,C }""", """{ "version": 1,C, "split": { "group": "P" } }""")]
    [InlineData("""{"version":1,C,}""", """{"version":1,C,"split": { "group": "P" }}""")]
    // lines of their own, with the comment of the last member
    [InlineData(
        "{\n  // mine\n  \"version\": 1,\n C // the values\n}\n",
        "{\n  // mine\n  \"version\": 1,\n C, // the values\n  \"split\": { \"group\": \"P\" }\n}\n"
    )]
    [InlineData(
        "{\r\n\t\"version\": 1,\r\n\tC, /* all */\r\n}",
        "{\r\n\t\"version\": 1,\r\n\tC, /* all */\r\n\t\"split\": { \"group\": \"P\" }\r\n}"
    )]
    // a split that is there already
    [InlineData("""{"version":1,C,"split":null}""", """{"version":1,C,"split":{ "group": "P" }}""")]
    [InlineData("""{"version":1,"split":{},C}""", """{"version":1,"split":{"group": "P"},C}""")]
    [InlineData(
        """{"version":1,"Split":{ /* a fifth */ "validation": 0.2 },C}""",
        """{"version":1,"Split":{ "group": "P", /* a fifth */ "validation": 0.2 },C}"""
    )]
    [InlineData(
        """{"version":1,"split":{ "why": {"group": "x"}, "GROUP" : "^(.)_" /* old */ },C}""",
        """{"version":1,"split":{ "why": {"group": "x"}, "GROUP" : "P" /* old */ },C}"""
    )]
    [InlineData(
        "{\"version\":1,\"split\":{\n    \"test\": []\n  },C}",
        "{\"version\":1,\"split\":{\n    \"group\": \"P\",\n    \"test\": []\n  },C}"
    )]
    public void All_else_stays_to_the_byte(string before, string after)
    {
        const string pattern = @"^(.+)_ü\d";
        string expected = after.Replace("C", Classes).Replace("\"P\"", "\"^(.+)_ü\\\\d\"");
        foreach (string mark in (string[])["", "\uFEFF"])
        {
            byte[] written = SplitText.WithGroup(Encoding.UTF8.GetBytes(mark + before.Replace("C", Classes)), pattern);
            Assert.Equal(mark + expected, Encoding.UTF8.GetString(written));
            Assert.Equal(pattern, SegJson.Parse(written, folder.FullPath).Split?.Group);
        }
    }

    [Fact]
    public void The_file_is_changed_and_the_split_keeps_groups_whole()
    {
        Make(""" "owner": "Ä" """, "a_z_1", "a_z_2", "b_z_1", "b_z_2");
        Dataset changed = SplitEdit.SetGroup(folder.FullPath, "^(.+)_z_");
        Assert.Equal("^(.+)_z_", changed.Config.Split?.Group);
        Assert.Contains("\"owner\": \"Ä\"", File.ReadAllText(folder["seg.json"]));
        var split = Split.Of(changed, seed: 0);
        Assert.Equal((2, 2), (split.Train.Count, split.Validation.Count));
        Assert.Single(split.Validation.Select(image => image.Stem[0]).Distinct());
    }

    [Theory]
    [InlineData("^.+_z_", "split.pattern")]
    [InlineData("^(.+)_z_", "split.group")]
    public void A_pattern_that_the_file_contradicts_changes_nothing(string pattern, string code)
    {
        Make(""" "split": { "validation": ["a_z_1"] } """, "a_z_1", "a_z_2", "b_z_1");
        byte[] before = File.ReadAllBytes(folder["seg.json"]);
        Assert.Equal(code, Assert.Throws<SegException>(() => SplitEdit.SetGroup(folder.FullPath, pattern)).Code);
        Assert.Equal(before, File.ReadAllBytes(folder["seg.json"]));
        Assert.Empty(Directory.GetFiles(folder.FullPath, ".seg*"));
    }

    private void Make(string more, params string[] stems)
    {
        File.WriteAllText(folder["seg.json"], $"{{ \"version\": 1, \"images\": \".\", {Classes}, {more} }}");
        foreach (string stem in stems)
        {
            File.Create(folder[$"{stem}.png"]).Dispose();
            File.Create(folder[$"masks/{stem}.png"]).Dispose();
        }
    }
}
