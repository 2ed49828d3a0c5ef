using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Seg.Core.Datasets;
using Seg.Core.Files;
using Seg.Core.Prediction;

namespace Seg.Core.Tests.Prediction;

/// <summary>The tables in a folder of predictions: what is written, read back, and kept.</summary>
public sealed class PredictionTablesTests : IDisposable
{
    private static readonly SegClass[] Classes = [new("background", "#000000"), new("a, \"b\"", "#ff0000")];

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Objects_of_other_images_stay_and_those_of_the_same_page_are_replaced()
    {
        WriteObjects(("b.png", 1, [Disc(10), Disc(11)]), ("c.tif", 2, [Disc(12)]));
        WriteObjects(("a.png", 1, [Disc(1)]), ("b.png", 1, [Disc(2)]));
        Assert.Equal(
            ["a.png 1", "b.png 2", "c.tif 12"],
            File.ReadLines(folder["objects.csv"]).Skip(1).Select(line => $"{line[..5]} {line.Split(',')[4]}")
        );
        Assert.Equal([Disc(2)], new ObjectTable(Classes).Read(folder["objects.csv"], "b.png", 1));
        WriteObjects(("b.png", 1, []));
        Assert.Empty(new ObjectTable(Classes).Read(folder["objects.csv"], "b.png", 1));
    }

    [Fact]
    public void A_table_with_other_columns_is_begun_anew()
    {
        File.WriteAllText(folder["objects.csv"], "image,page,size\nb.png,1,3\n");
        WriteObjects(("a.png", 1, [Disc(1)]));
        Assert.Equal(2, File.ReadLines(folder["objects.csv"]).Count());
    }

    [Fact]
    public void A_table_that_is_too_large_is_not_read()
    {
        const long size = CsvFile.MostBytes + 1;
        WriteObjects(("a.png", 1, [Disc(1)]));
        using (FileStream table = File.OpenWrite(folder["objects.csv"]))
            table.SetLength(size); // of which the disk keeps nothing

        SegException e = Assert.Throws<SegException>(() => WriteObjects(("b.png", 1, [])));

        Assert.Equal("file.read", e.Code);
        Assert.Equal(
            $"Cannot read the table {folder["objects.csv"]}: it has {size} bytes, and {size - 1} at most are expected. "
                + "Move the file away, then try again.",
            e.Message
        );
        Assert.Equal(size, new FileInfo(folder["objects.csv"]).Length);
    }

    [Fact]
    public void A_table_that_would_be_too_large_to_be_read_is_not_written()
    {
        string path = folder["a.csv"];
        CsvFile.Write(
            path,
            ["name"],
            [
                ["µ"],
            ],
            most: 8
        );

        SegException e = Assert.Throws<SegException>(() =>
            CsvFile.Write(
                path,
                ["name"],
                [
                    ["µµ"],
                ],
                most: 8
            )
        );

        Assert.Equal("table.size", e.Code);
        Assert.Contains($"The table {path} would be larger than 8 bytes", e.Message);
        Assert.Equal("name\nµ\n", File.ReadAllText(path));
    }

    [Fact]
    public void Images_are_reported_with_the_number_and_the_area_of_each_class()
    {
        var table = new ImageTable(Classes);
        table.Add(new PredictedPage("/x/a.tif", 2, "", null, 0.98765, 0.25, [new("a, \"b\"", 3, 1234)]));
        table.Write(folder["images.csv"]);
        Assert.Equal(
            """"
            image,page,expected_error,mean_probability,"a, ""b""_objects","a, ""b""_area"
            a.tif,2,0.25,0.9877,3,1234

            """",
            File.ReadAllText(folder["images.csv"])
        );
        ImageFindings read = Assert.Single(new ImageTable(Classes).Read(folder["images.csv"]));
        Assert.Equal(("a.tif", 2, 0.25), (read.Image, read.Page, read.ExpectedError));
        Assert.Equal([new PredictedClass("a, \"b\"", 3, 1234)], read.Classes);
    }

    [Fact]
    public void A_ranking_comes_back_in_its_order()
    {
        RankedImage[] ranked = [new("b", 0.5, 1, null), new("a, \"x\"", 0.25, 0.125, "b")];
        RankingTable.Write(folder["ranking.csv"], ranked);
        Assert.Equal(ranked, RankingTable.Read(folder["ranking.csv"]));
        Assert.Empty(RankingTable.Read(folder["missing.csv"]));
    }

    [Fact]
    public void A_ranking_of_version_0_1_0_counts_until_there_is_another()
    {
        var predictions = new PredictionFolder(folder.FullPath);
        Assert.Null(predictions.ExistingRanking);
        RankingTable.Write(folder["next.csv"], [new("earlier", 0.5, 1, null)]);
        Assert.Equal(folder["next.csv"], predictions.ExistingRanking);
        RankingTable.Write(predictions.Ranking, [new("now", 0.5, 1, null)]);
        Assert.Equal(folder["ranking.csv"], predictions.ExistingRanking);
    }

    [Fact]
    public void What_a_hand_has_broken_is_left_out()
    {
        File.WriteAllText(
            folder["ranking.csv"],
            "image,expected_error,difference,nearest\nx,much,1,\ny,0.5\n\"z,0.5,1,\n"
        );
        Assert.Empty(RankingTable.Read(folder["ranking.csv"]));
    }

    [Property]
    public Property Any_name_comes_back(NonNull<string> name)
    {
        string image = new([.. name.Get.Where(letter => !char.IsSurrogate(letter))]);
        string[] names = [image, $"{image}x", $"={image}", $"'{image}", $"'+{image}"];
        string path = folder[$"{Guid.NewGuid():N}.csv"];
        RankingTable.Write(path, names.Select(each => new RankedImage(each, 0.5, 0.5, null)));
        return RankingTable.Read(path).Select(each => each.Image).SequenceEqual(names).ToProperty();
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1+1", "'+1+1")]
    [InlineData("-1+1", "'-1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("=a,b", "\"'=a,b\"")]
    [InlineData("a;=1", "\"a;=1\"")] // where tables are parted by semicolons
    [InlineData("'=1", "''=1")]
    [InlineData("-1.5", "-1.5")] // a number is no formula
    [InlineData("+1e-3", "+1e-3")]
    [InlineData("a=1", "a=1")]
    [InlineData("'a", "'a")]
    public void No_spreadsheet_takes_a_name_for_a_formula(string name, string written)
    {
        RankingTable.Write(folder["ranking.csv"], [new(name, 0.5, -0.25, null)]);
        Assert.Equal(
            $"image,expected_error,difference,nearest\n{written},0.5,-0.25,\n",
            File.ReadAllText(folder["ranking.csv"])
        );
        Assert.Equal(name, Assert.Single(RankingTable.Read(folder["ranking.csv"])).Image);
    }

    [Fact]
    public void Of_what_a_hand_has_broken_only_its_own_line_is_lost()
    {
        string[] lines = [.. Enumerable.Range(0, 300).Select(i => $"a{i},0.5,1,")];
        lines[100] = "\"a100,0.5,1,"; // a quote that is never closed
        lines[200] = new string('x', 3_000_000) + ",0.5,1,";
        File.WriteAllText(
            folder["ranking.csv"],
            "image,expected_error,difference,nearest\r\n" + string.Join("\r\n", lines)
        );
        Assert.Equal(
            Enumerable.Range(0, 300).Where(i => i is not (100 or 200)).Select(i => $"a{i}"),
            RankingTable.Read(folder["ranking.csv"]).Select(image => image.Image)
        );
    }

    private static SegmentedObject Disc(int area) => new(1, area, 1.5, 2.25, 0, 1, 4, 5, 100.5, 0.75);

    private void WriteObjects(params (string Image, int Page, SegmentedObject[] Objects)[] pages)
    {
        var table = new ObjectTable(Classes);
        foreach ((string image, int page, SegmentedObject[] objects) in pages)
            table.Add(image, page, objects);
        table.Write(folder["objects.csv"]);
    }
}
