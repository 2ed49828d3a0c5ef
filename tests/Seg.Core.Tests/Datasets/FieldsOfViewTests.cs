using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Tests.Prediction;

namespace Seg.Core.Tests.Datasets;

/// <summary>Images of one field of view are found before training, by their names and by what they show.</summary>
public sealed class FieldsOfViewTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Heights_of_one_field_are_found_by_their_names_though_they_do_not_look_alike()
    {
        var fields = FieldsOfView.Find(
            [Field("Zelle ä_z_-2.5", 1), Field("Zelle ä_z_3", 2), Field("Zelle ö_z_1", 3), Field("Zelle ü_z_val", 4)],
            group: null
        );
        Assert.Equal(["Zelle ä_z_-2.5", "Zelle ä_z_3"], Assert.Single(fields.Together));
        Assert.Equal("^(.+)_z_", fields.Proposal?.Pattern);
        ImageGroup group = Assert.Single(fields.Proposal!.Groups);
        Assert.Equal("Zelle ä", group.Name);
        Assert.Equal(["Zelle ä_z_-2.5", "Zelle ä_z_3"], group.Stems);
    }

    [Theory]
    [InlineData("a Z1", "a Z2", "b Z1", "^(.+) Z[+-]?\\d")]
    [InlineData("a.focus=1", "a.focus=2", "b.focus=1", "^(.+)\\.focus=")]
    public void Marks_of_heights_are_known_in_several_forms(string one, string same, string other, string pattern) =>
        Assert.Equal(
            pattern,
            FieldsOfView.Find([Field(one, 1), Field(same, 2), Field(other, 3)], group: null).Proposal?.Pattern
        );

    [Theory]
    [InlineData("fov1 a", "fov1 b", "fov2 a", "fov3 a", "^(.+) ")]
    [InlineData("x-mouse1-day1", "x-mouse1-day2", "x-mouse2-day1", "x-mouse3-day1", "^(.+)-")]
    [InlineData("well-A_t1", "well-A_t2", "well-B_t1", "well-C_t1", "^(.+)_t[+-]?\\d")]
    [InlineData("Müller01", "Müller02", "Maier01", "Kunz01", "^(.+?)[+-]?\\d+(?:[.,]\\d+)?$")]
    public void Other_names_count_where_the_images_confirm_them(
        string one,
        string same,
        string other,
        string third,
        string pattern
    )
    {
        var alike = FieldsOfView.Find([Field(one, 1), Field(same, 1), Field(other, 2), Field(third, 3)], group: null);
        Assert.Equal([one, same], Assert.Single(alike.Together));
        Assert.Equal(pattern, alike.Proposal?.Pattern);
        var different = FieldsOfView.Find(
            [Field(one, 1), Field(same, 4), Field(other, 2), Field(third, 3)],
            group: null
        );
        Assert.Empty(different.Together);
        Assert.Null(different.Proposal);
    }

    [Fact]
    public void Names_that_are_merely_numbered_are_no_groups()
    {
        var fields = FieldsOfView.Find(
            [Field("cells_1", 1), Field("cells_2", 1), Field("cells_3", 2), Field("other_1", 3)],
            group: null
        );
        Assert.Equal(["cells_1", "cells_2"], Assert.Single(fields.Together));
        Assert.Null(fields.Proposal);
    }

    [Fact]
    public void Nothing_is_proposed_where_seg_json_keeps_them_together_or_where_all_are_one_field()
    {
        ImageDetails[] images = [Field("a_z_1", 1), Field("a_z_2", 2), Field("b_z_1", 3)];
        Assert.Null(FieldsOfView.Find(images, "^(.)").Proposal);
        Assert.Equal("^(.+)_z_", FieldsOfView.Find(images, "(.)$").Proposal?.Pattern);
        Assert.Null(FieldsOfView.Find(images[..2], group: null).Proposal);
    }

    [Fact]
    public void A_leak_is_a_validation_or_test_image_of_a_field_that_is_trained_on()
    {
        DatasetImage[] all = [.. ((string[])["a_z_1", "a_z_2", "b_z_1", "c_z_1"]).Select(Item)];
        var fields = FieldsOfView.Find([.. all.Select((image, i) => Field(image.Stem, i))], group: null);
        Assert.Empty(fields.Leaks(new Split([all[0], all[1]], [all[2]], [all[3]])));
        Assert.Null(fields.Problem(new Split([all[2]], [all[0], all[1]], [])));
        Assert.Equal([new("a_z_2", "a_z_1")], fields.Leaks(new Split([all[0]], [all[2]], [all[1]])));
        DatasetProblem problem = fields.Problem(new Split([all[0]], [all[1], all[2]], [all[3]]))!;
        Assert.Equal(
            "1 of 3 validation and test images shows the same field of view as training images, so that scores are too good: \"a_z_2\" as \"a_z_1\"",
            problem.Problem
        );
        Assert.Equal(
            "Keep fields of view together: \"split\": { \"group\": \"^(.+)_z_\" } in seg.json.",
            problem.Remedy
        );
        Assert.Equal(Severity.Warning, problem.Severity);
    }

    [Fact]
    public void Focus_heights_of_real_yeast_are_found_with_their_pattern()
    {
        FieldsOfView fields = Real("yeast");
        Assert.Equal("^(.+)_z_", fields.Proposal?.Pattern);
        Assert.Equal(
            [("0_159350906", 5), ("1_159375609", 2)],
            fields.Proposal!.Groups.Select(group => (group.Name, group.Stems.Count))
        );
        Assert.Equal(7, fields.Together.Sum(field => field.Count));
    }

    [Theory]
    [InlineData("tissue")]
    [InlineData("nuclei")]
    public void Real_images_of_one_kind_are_no_fields_of_view(string name)
    {
        FieldsOfView fields = Real(name);
        Assert.Empty(fields.Together);
        Assert.Null(fields.Proposal);
    }

    [Fact]
    public void The_frames_of_a_real_movie_are_one_field_that_no_pattern_divides()
    {
        FieldsOfView fields = Real("yeast-movie");
        Assert.Equal(10, Assert.Single(fields.Together).Count);
        Assert.Null(fields.Proposal);
    }

    private static FieldsOfView Real(string name)
    {
        string? images = SharedFiles.Folder($"data/{name}/images");
        Assert.SkipWhen(images is null, $"Needs ../shared/data/{name}");
        return FieldsOfView.Find(
            [
                .. Directory
                    .EnumerateFiles(images!)
                    .Order(StringComparer.Ordinal)
                    .Select(file =>
                        ImageDetails.Of(Path.GetFileNameWithoutExtension(file), ImageSource.ReadPage(file, 0))
                    ),
            ],
            group: null
        );
    }

    private DatasetImage Item(string stem) => new(stem, folder[$"{stem}.png"], folder[$"masks/{stem}.png"], 0);

    /// <summary>A picture whose shapes are those of the seed.</summary>
    private static ImageDetails Field(string stem, int seed) =>
        ImageDetails.Of(stem, Pictures.Smooth<byte>(200, 200, seed: seed));
}
