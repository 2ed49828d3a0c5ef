using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Seg.Core.Datasets;

namespace Seg.Core.Tests.Datasets;

/// <summary>A change of classes leaves everything else of a seg.json as a person has written it.</summary>
public sealed class SegJsonTextTests : IDisposable
{
    private const string ByHand = """
        // The yeast of May; see the lab book.
        {
            "version": 1,   "page" : 1,
            "classes": [ // the order of the values
                { "name": "background", "color": "#000000" },
                /* mothers only */
                { "color": "#E69F00", // as in the paper
                  "name": "mother", "keys": [1, 2,], "shown": true, },
                { "name": "da\u0075ghter", "color": "#56b4e9", "note": "née en \"mai\"" }, // with its bud
                // no more so far
            ],
            "owner": { "name": "Ada", "classes": [ ] },
            "split": { "group": "^(.+)_z", /* one field */ "validation": 0.25, "test": [ "a" , ], "why": "days" },
        }
        // end
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_same_classes_leave_every_byte()
    {
        foreach (
            string text in (string[])[ByHand, ByHand.ReplaceLineEndings("\r\n"), "\uFEFF" + ByHand, ByHand + "\n\n"]
        )
            Assert.Equal(
                text,
                Edited(text, ("background", "#000000", 0), ("mother", "#E69F00", 1), ("daughter", "#56b4e9", 2))
            );
    }

    [Fact]
    public void A_new_name_and_a_new_colour_replace_the_old_ones_alone()
    {
        string expected = ByHand.Replace("\"mother\"", "\"mère <1>\"").Replace("#56b4e9", "#123456");
        Assert.Equal(
            expected,
            Edited(ByHand, ("background", "#000000", 0), ("mère <1>", "#E69F00", 1), ("daughter", "#123456", 2))
        );
    }

    [Fact]
    public void A_class_that_moves_takes_its_fields_and_comments_along() =>
        Assert.Equal(
            """
            { "classes": [ // values
              { "name": "background", "color": "#000000" },
              { "name": "bud", "color": "#222222" }, // small
              // large
              { "name": "cell", "color": "#111111", "n": 1 }
            ] }
            """,
            Edited(
                """
                { "classes": [ // values
                  { "name": "background", "color": "#000000" },
                  // large
                  { "name": "cell", "color": "#111111", "n": 1 },
                  { "name": "bud", "color": "#222222" } // small
                ] }
                """,
                ("background", "#000000", 0),
                ("bud", "#222222", 2),
                ("cell", "#111111", 1)
            )
        );

    [Fact]
    public void A_class_that_goes_takes_its_own_lines_along() =>
        Assert.Equal(
            """
            {"classes": [
              { "name": "background", "color": "#000000" },
              { "name": "bud", "color": "#222222" }
            ], "after": 1}
            """,
            Edited(
                """
                {"classes": [
                  { "name": "background", "color": "#000000" },
                  { "name": "cell", // x ],
                    "color": "#111111" }, // gone
                  { "name": "bud", "color": "#222222" }
                ], "after": 1}
                """,
                ("background", "#000000", 0),
                ("bud", "#222222", 2)
            )
        );

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_new_class_is_laid_out_as_the_others(string lineEnd)
    {
        Assert.Equal(
            """
            {
              "version": 1,
              "classes": [
                {
                  "name": "background",
                  "color": "#000000"
                },
                {
                  "name": "cell",
                  "color": "#111111"
                },
                {
                  "name": "bud",
                  "color": "#222222"
                }
              ]
            }
            """.ReplaceLineEndings(lineEnd),
            Edited(
                """
                {
                  "version": 1,
                  "classes": [
                    {
                      "name": "background",
                      "color": "#000000"
                    },
                    {
                      "name": "cell",
                      "color": "#111111"
                    }
                  ]
                }
                """.ReplaceLineEndings(lineEnd),
                ("background", "#000000", 0),
                ("cell", "#111111", 1),
                ("bud", "#222222", null)
            )
        );
    }

    [Theory]
    [InlineData("""{"classes":[{"name":"a","color":"#000000"},{"name":"b","color":"#111111"}]}""")]
    [InlineData("""{ "Classes" : [ {"Name":"a","color":"#000000"} , {"name":"b" , "COLOR":"#111111"} /*,*/ ] }""")]
    public void Classes_on_one_line_change_their_places(string text)
    {
        string swapped = Edited(text, ("a", "#000000", 0), ("c", "#333333", null), ("b", "#111111", 1));
        Assert.StartsWith(text[..text.IndexOf('}')], swapped);
        Assert.Equal(["a", "c", "b"], Names(swapped));
        Assert.Equal(["a", "b"], Names(Edited(swapped, ("a", "#000000", 0), ("b", "#111111", 2))));
    }

    /// <summary>Whatever is done, the result says what was asked for, and comments are kept while no class goes.</summary>
    [Property]
    public Property Any_edit_says_what_was_asked_for()
    {
        string[] texts =
        [
            ByHand,
            ByHand.ReplaceLineEndings("\r\n"),
            """{"classes":[{"name":"a","color":"#000000"},{"name":"b","color":"#111111"},{"name":"c","color":"#111111"}]}""",
            """{"classes":[{"name":"a","color":"#000000"},{"name":"b","color":"#111111"},{"name":"c","color":"#111111"},]}""",
            "{\"classes\":[\n{\"name\":\"a\",\"color\":\"#000000\"}\n,{\"name\":\"b\",\"color\":\"#111111\"} // x\n,{\"name\":\"c\",\"color\":\"#111111\"}]}",
            "{\"classes\":[\n{\"name\":\"a\",\"color\":\"#000000\"} // x\n,\n{\"name\":\"b\",\"color\":\"#111111\"} /* y\n */ ,\n{\"name\":\"c\",\"color\":\"#111111\"}\n]}",
        ];
        Gen<int?[]> orders = Gen.Shuffle(new int?[] { 1, 2, null, null })
            .SelectMany(order => Gen.Choose(1, 4).Select(count => order[..count]));
        return Prop.ForAll(
            Gen.Elements(texts).SelectMany(text => orders.Select(order => (text, order))).ToArbitrary(),
            made =>
            {
                EditedClass[] edited =
                [
                    new("first", "#000000", 0),
                    .. made.order.Select((previous, i) => new EditedClass($"class {i}", $"#00000{i}", previous)),
                ];
                string after = Text(SegJsonText.WithClasses(Encoding.UTF8.GetBytes(made.text), edited));
                SegJson json = Parse(after);
                Assert.Equal(edited.Select(c => new SegClass(c.Name, c.Color)), json.Classes);
                bool isAnyGone = !made.order.Contains(1) || !made.order.Contains(2);
                string[] comments =
                    made.text == texts[0]
                        ? ["lab book", "values", "mothers only", "paper", "bud", "so far", "one field", "// end"]
                        : [];
                return isAnyGone || comments.All(comment => after.Contains(comment, StringComparison.Ordinal));
            }
        );
    }

    [Fact]
    public void An_edit_of_a_dataset_keeps_the_file_a_person_has_written()
    {
        MeantClasses.Make(folder["dataset"]);
        string path = folder["dataset/seg.json"];
        string written =
            "\uFEFF" + ByHand.Replace("mother", "cell").Replace("da\\u0075ghter", "dirt").ReplaceLineEndings("\r\n");
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(written));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        ClassEdit.Apply(folder["dataset"], MeantClasses.Swapped(), TestContext.Current.CancellationToken);

        MeantClasses.AssertKept(folder["dataset"]);
        string after = Text(File.ReadAllBytes(path));
        Assert.StartsWith("\uFEFF// The yeast of May; see the lab book.\r\n", after);
        Assert.EndsWith(written[written.IndexOf("// no more so far", StringComparison.Ordinal)..], after);
        Assert.DoesNotContain("\n", after.Replace("\r\n", ""));
        Assert.True(
            after.IndexOf("with its bud", StringComparison.Ordinal)
                < after.IndexOf("cells only", StringComparison.Ordinal)
        );
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    private static string Edited(string text, params (string Name, string Color, int? Previous)[] classes) =>
        Text(
            SegJsonText.WithClasses(
                Encoding.UTF8.GetBytes(text),
                [.. classes.Select(c => new EditedClass(c.Name, c.Color, c.Previous))]
            )
        );

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static string[] Names(string text) => [.. Parse(text).Classes.Select(c => c.Name)];

    private static SegJson Parse(string text)
    {
        // The texts about classes alone need no version.
        string whole = text.Contains("\"version\"", StringComparison.Ordinal)
            ? text
            : text.Replace("{\"classes\"", "{\"version\":1,\"classes\"")
                .Replace("{ \"Classes\"", "{\"version\":1,\"classes\"")
                .Replace("{ \"classes\"", "{\"version\":1,\"classes\"");
        return SegJson.Parse(Encoding.UTF8.GetBytes(whole), "/somewhere");
    }
}
