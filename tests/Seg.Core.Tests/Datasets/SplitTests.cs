using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Seg.Core.Datasets;

namespace Seg.Core.Tests.Datasets;

public sealed class SplitTests
{
    private const string ByField = "^(.+)_z_";

    [Fact]
    public void Named_images_go_where_they_are_named()
    {
        using var folder = new TempFolder();
        Dataset dataset = Make(folder, ["a", "b", "c", "d"], new SplitRule(null, new ValidationRule(["b"]), ["d"]));

        Split split = Split.Of(dataset, seed: 0);

        Assert.Equal(["a", "c"], Stems(split.Train));
        Assert.Equal(["b"], Stems(split.Validation));
        Assert.Equal(["d"], Stems(split.Test));
    }

    [Fact]
    public void Without_a_rule_a_fifth_is_for_validation()
    {
        using var folder = new TempFolder();
        Dataset dataset = Make(folder, Numbered(10), null);

        Split split = Split.Of(dataset, seed: 0);

        Assert.Equal(8, split.Train.Count);
        Assert.Equal(2, split.Validation.Count);
        Assert.Empty(split.Test);
    }

    [Fact]
    public void Images_without_a_mask_are_in_no_part()
    {
        using var folder = new TempFolder();
        Dataset dataset = Make(folder, ["a", "b"], new SplitRule(null, new ValidationRule(0), null));
        File.Create(folder["images/c.png"]).Dispose();

        Split split = Split.Of(Dataset.Open(dataset.Folder), seed: 0);

        Assert.Equal(["a", "b"], Stems(split.Train));
        Assert.Empty(split.Validation);
    }

    [Fact]
    public void The_rule_of_the_caller_goes_first()
    {
        using var folder = new TempFolder();
        Dataset dataset = Make(folder, ["a", "b", "c"], new SplitRule(null, new ValidationRule(["b"]), null));

        Assert.Equal(["c"], Stems(Split.Of(dataset, 0, new ValidationRule(["c"])).Validation));
    }

    [Fact]
    public void One_group_alone_is_for_training()
    {
        using var folder = new TempFolder();
        Dataset dataset = Make(folder, ["f_z_1", "f_z_2"], new SplitRule(ByField, new ValidationRule(0.5), null));

        Assert.Equal(["f_z_1", "f_z_2"], Stems(Split.Of(dataset, 0).Train));
    }

    [Fact]
    public void When_no_group_is_small_enough_the_smallest_is_drawn()
    {
        using var folder = new TempFolder();
        string[] stems = ["f_z_1", "f_z_2", "f_z_3", "g_z_1", "g_z_2"];
        Dataset dataset = Make(folder, stems, new SplitRule(ByField, new ValidationRule(0.2), null));

        Assert.Equal(["g_z_1", "g_z_2"], Stems(Split.Of(dataset, 0).Validation));
    }

    [Theory]
    [InlineData(new[] { "f_z_1" }, new string[0], "test has f_z_1; the rest has f_z_2, f_z_3")]
    [InlineData(new string[0], new[] { "f_z_1", "f_z_3" }, "validation has f_z_1, f_z_3; the rest has f_z_2")]
    [InlineData(new[] { "f_z_1" }, new[] { "f_z_2", "f_z_3" }, "test has f_z_1; validation has f_z_2, f_z_3")]
    public void A_group_on_two_sides_is_refused(string[] test, string[] validation, string message)
    {
        using var folder = new TempFolder();
        Dataset dataset = Make(
            folder,
            ["f_z_1", "f_z_2", "f_z_3", "g_z_1"],
            new SplitRule(ByField, new ValidationRule(validation), test)
        );

        SegException e = Assert.Throws<SegException>(() => Split.Of(dataset, 0));

        Assert.Equal("split.group", e.Code);
        Assert.Contains("\"f\"", e.Message);
        Assert.Contains(message, e.Message);
    }

    [Theory]
    [InlineData("(", "split.pattern")]
    [InlineData("^.+_z_", "split.pattern")]
    [InlineData("^(a+)+$", "split.pattern")]
    public void A_pattern_that_cannot_work_is_refused(string pattern, string code)
    {
        using var folder = new TempFolder();
        Dataset dataset = Make(folder, [new string('a', 40) + "b", "c"], new SplitRule(pattern, null, null));

        Assert.Equal(code, Assert.Throws<SegException>(() => Split.Of(dataset, 0)).Code);
    }

    [Fact]
    public void Wrong_names_are_refused()
    {
        using var folder = new TempFolder();
        Dataset missing = Make(folder, ["a", "b"], new SplitRule(null, null, ["a.png"]));
        SegException e = Assert.Throws<SegException>(() => Split.Of(missing, 0));
        Assert.Equal("dataset.name", e.Code);
        Assert.Contains("without their ending: \"a\"", e.Message);

        Dataset twice = Make(folder, ["a", "b"], new SplitRule(null, new ValidationRule(["a"]), ["a"]));
        Assert.Equal("split.twice", Assert.Throws<SegException>(() => Split.Of(twice, 0)).Code);

        Dataset none = Make(folder, ["a", "b"], new SplitRule(null, new ValidationRule(["a"]), ["b"]));
        Assert.Equal("split.train", Assert.Throws<SegException>(() => Split.Of(none, 0)).Code);
    }

    [Property(MaxTest = 60)]
    public Property A_fraction_splits_whole_groups_and_every_image_once()
    {
        Arbitrary<(int[] Sizes, int Seed, double Fraction)> cases = (
            from sizes in Gen.Choose(1, 4).NonEmptyListOf().Select(list => list.Take(12).ToArray())
            from seed in Gen.Choose(-1000, 1000)
            from percent in Gen.Choose(0, 99)
            select (sizes, seed, percent / 100.0)
        ).ToArbitrary();
        return Prop.ForAll(
            cases,
            made =>
            {
                using var folder = new TempFolder();
                string[] stems = [.. made.Sizes.SelectMany((size, g) => Numbered(size).Select(i => $"g{g}_z_{i}"))];
                var rule = new SplitRule(ByField, new ValidationRule(made.Fraction), null);
                Dataset dataset = Make(folder, stems, rule);

                Split split = Split.Of(dataset, made.Seed);

                string[] all = [.. Stems(split.Train), .. Stems(split.Validation), .. Stems(split.Test)];
                Assert.Equal(stems.Order(StringComparer.Ordinal), all.Order(StringComparer.Ordinal));
                Assert.Empty(split.Train.Select(Field).Intersect(split.Validation.Select(Field)));
                Assert.NotEmpty(split.Train);
                Assert.Equal(made.Fraction > 0 && made.Sizes.Length > 1, split.Validation.Count > 0);
                Assert.Equal(Stems(split.Validation), Stems(Split.Of(dataset, made.Seed).Validation));
            }
        );
    }

    [Property(MaxTest = 40)]
    public Property An_added_image_moves_at_most_one_other()
    {
        Arbitrary<(int Count, int Seed)> cases = (
            from count in Gen.Choose(2, 30)
            from seed in Gen.Choose(0, 1000)
            select (count, seed)
        ).ToArbitrary();
        return Prop.ForAll(
            cases,
            made =>
            {
                using var folder = new TempFolder();
                string[] before = Stems(Split.Of(Make(folder, Numbered(made.Count), null), made.Seed).Validation);
                string[] after = Stems(Split.Of(Make(folder, Numbered(made.Count + 1), null), made.Seed).Validation);

                string[] moved = [.. before.Except(after), .. after.Except(before).Where(s => s != $"{made.Count:00}")];
                Assert.True(moved.Length <= 1, string.Join(", ", moved));
            }
        );
    }

    [Fact]
    public void The_seed_chooses()
    {
        using var folder = new TempFolder();
        Dataset dataset = Make(folder, Numbered(20), null);

        IEnumerable<string> drawn = Enumerable
            .Range(0, 20)
            .Select(seed => string.Join(" ", Stems(Split.Of(dataset, seed).Validation)));

        Assert.True(drawn.Distinct().Count() > 15);
    }

    private static string[] Numbered(int count) => [.. Enumerable.Range(0, count).Select(i => $"{i:00}")];

    private static string[] Stems(IEnumerable<DatasetImage> images) => [.. images.Select(image => image.Stem)];

    private static string Field(DatasetImage image) => image.Stem.Split("_z_")[0];

    /// <summary>A split looks at names only, so empty files do.</summary>
    private static Dataset Make(TempFolder folder, string[] labelled, SplitRule? rule)
    {
        foreach (string stem in labelled)
        {
            File.Create(folder[$"images/{stem}.png"]).Dispose();
            File.Create(folder[$"masks/{stem}.png"]).Dispose();
        }
        new SegJson(1, [new("background", "#000000"), new("cell", "#e69f00")], Split: rule).Write(folder["seg.json"]);
        return Dataset.Open(folder.FullPath);
    }
}
