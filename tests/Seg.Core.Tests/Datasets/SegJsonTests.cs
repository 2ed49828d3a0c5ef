using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Seg.Core.Datasets;

namespace Seg.Core.Tests.Datasets;

public sealed class SegJsonTests : IDisposable
{
    private const string Classes = """
        "classes": [{ "name": "background", "color": "#000000" }, { "name": "mother", "color": "#1f77b4" }]
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_promised_form_is_read()
    {
        SegJson json = Read(
            """
            { "version": 1,
              "classes": [ { "name": "background", "color": "#000000" }, { "name": "mother", "color": "#1f77b4" } ],
              "images": "images",
              "masks": "labels",
              "split": { "group": "^(.+)_z_", "validation": 0.2, "test": ["5_83490250_z_0.25"] } }
            """
        );

        Assert.Equal([new("background", "#000000"), new("mother", "#1f77b4")], json.Classes);
        Assert.Equal(("images", "labels", 1), (json.Images, json.Masks, json.Page));
        Assert.Equal("^(.+)_z_", json.Split!.Group);
        Assert.Equal(0.2, json.Split.Validation!.Fraction);
        Assert.Equal(["5_83490250_z_0.25"], json.Split.Test);
    }

    [Fact]
    public void All_but_version_and_classes_may_be_left_out()
    {
        SegJson json = Read($$"""{ "version": 1, {{Classes}}, "split": {} }""");

        Assert.Equal(("images", "masks", 1), (json.Images, json.Masks, json.Page));
        Assert.Equal(new SplitRule(), json.Split);
    }

    [Fact]
    public void The_images_may_lie_in_the_dataset_itself()
    {
        SegJson json = Read($$"""{ "version": 1, {{Classes}}, "images": ".", "masks": "..masks" }""");

        Assert.Equal((".", "..masks"), (json.Images, json.Masks));
    }

    [Fact]
    public void Unknown_fields_are_kept()
    {
        Read($$"""{ "version": 1, {{Classes}}, "microscope": { "pixel": [0.1, 0.2] } }""").Write(folder["again.json"]);

        string text = File.ReadAllText(folder["again.json"]);
        Assert.Contains("\"microscope\"", text);
        Assert.Equal(0.2, SegJson.Read(folder["again.json"]).Others!["microscope"].GetProperty("pixel")[1].GetDouble());
    }

    [Property(MaxTest = 50)]
    public Property What_is_written_is_read()
    {
        Gen<string> name = ArbMap
            .Default.GeneratorFor<NonEmptyString>()
            .Select(text => text.Get)
            .Where(text => !string.IsNullOrWhiteSpace(text));
        Gen<ValidationRule?> validation = Gen.OneOf(
            Gen.Constant<ValidationRule?>(null),
            Gen.Choose(0, 99).Select(percent => (ValidationRule?)new ValidationRule(percent / 100.0)),
            name.ArrayOf().Select(names => (ValidationRule?)new ValidationRule(names))
        );
        Gen<SegJson> any =
            from classes in name.ArrayOf(5).Select(names => names.Distinct().ToArray())
            where classes.Length >= 2
            from rule in validation
            from test in name.ArrayOf()
            from page in Gen.Choose(1, 9)
            select new SegJson(
                1,
                [.. classes.Select((c, i) => new SegClass(c, ClassColors.Of(i)))],
                Split: new SplitRule(null, rule, test),
                Page: page
            );
        return Prop.ForAll(
            any.ToArbitrary(),
            json =>
            {
                json.Write(folder["seg.json"]);
                SegJson read = SegJson.Read(folder["seg.json"]);

                Assert.Equal(json.Classes, read.Classes);
                Assert.Equal(json.Page, read.Page);
                Assert.Equal(json.Split!.Test, read.Split!.Test);
                Assert.Equal(json.Split.Validation?.Fraction, read.Split.Validation?.Fraction);
                Assert.Equal(json.Split.Validation?.Names, read.Split.Validation?.Names);
            }
        );
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("null", "it is empty")]
    [InlineData("{ \"version\": 1 }", "classes")]
    [InlineData("{ \"version\": 2, $ }", "version 2")]
    [InlineData("{ \"version\": 1, \"classes\": [{ \"name\": \"a\", \"color\": \"#000000\" }] }", "names 1")]
    [InlineData("{ \"version\": 1, $, \"page\": 0 }", "\"page\" counts from 1")]
    [InlineData("{ \"version\": 1, $, \"images\": null }", "images")]
    [InlineData("{ \"version\": 1, $, \"images\": \"../images\" }", "\"../images\", which is outside of the dataset")]
    [InlineData("{ \"version\": 1, $, \"masks\": \"/tmp\" }", "\"/tmp\", which is outside of the dataset")]
    [InlineData("{ \"version\": 1, $, \"masks\": \"a/../../b\" }", "which is outside of the dataset")]
    [InlineData("{ \"version\": 1, $, \"masks\": \"./images/\" }", "are the same folder")]
    [InlineData("{ \"version\": 1, $, \"split\": { \"validation\": 1 } }", "\"validation\" is 1")]
    [InlineData("{ \"version\": 1, $, \"split\": { \"validation\": \"all\" } }", "a fraction such as 0.2")]
    [InlineData("{ \"version\": 1, $, \"split\": { \"validation\": [null] } }", "null")]
    [InlineData("{ \"version\": 1, $, \"split\": { \"test\": 3 } }", "test")]
    [InlineData("{ \"version\": 1, \"classes\": [null, null] }", "empty name")]
    [InlineData("{ \"version\": 1, \"classes\": [{ \"name\": \"a\" }, { \"name\": \"b\" }] }", "color")]
    public void What_is_wrong_is_reported(string text, string message)
    {
        SegException e = Assert.Throws<SegException>(() => Read(text.Replace("$", Classes)));

        Assert.Equal("dataset.config", e.Code);
        Assert.Contains(message, e.Message);
        Assert.Contains("seg.json", e.Message);
    }

    [Fact]
    public void Two_classes_of_one_name_and_a_color_that_is_none_are_refused()
    {
        Assert.Contains("\"mother\"", Refused("mother", "#000000", "mother", "#000001"));
        Assert.Contains("\"blue\"", Refused("background", "#000000", "mother", "blue"));
        Assert.Contains("empty name", Refused("", "#000000", "mother", "#1f77b4"));
    }

    private string Refused(string first, string firstColor, string second, string secondColor)
    {
        new SegJson(1, [new(first, firstColor), new(second, secondColor)]).Write(folder["seg.json"]);
        return Assert.Throws<SegException>(() => SegJson.Read(folder["seg.json"])).Message;
    }

    private SegJson Read(string text)
    {
        File.WriteAllText(folder["seg.json"], text);
        return SegJson.Read(folder["seg.json"]);
    }
}
