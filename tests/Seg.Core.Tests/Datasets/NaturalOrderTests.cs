using Seg.Core.Datasets;
using Seg.Core.Files;

namespace Seg.Core.Tests.Datasets;

/// <summary>The same names stand in tests/extension/unit/datasets/naturalOrder.test.ts, since both sides must sort alike.</summary>
public sealed class NaturalOrderTests
{
    private static readonly string[] Ordered =
    [
        "",
        "Bild ä",
        "a01_z_-2.5",
        "a01_z_-4.75",
        "a01_z_2.75",
        "a2",
        "a02x",
        "img",
        "img01",
        "img1",
        "img1b",
        "img2",
        "img10",
        "img99999999999999999998",
        "img99999999999999999999",
        "img100000000000000000000",
        "imh1",
        "ä 2",
        "a\u0308 10",
    ];

    [Fact]
    public void Numbers_in_names_are_counted()
    {
        foreach ((int i, string a) in Ordered.Index())
        foreach ((int j, string b) in Ordered.Index())
            Assert.Equal(i.CompareTo(j), Math.Sign(NaturalOrder.Instance.Compare(a, b)));
    }

    [Fact]
    public void Images_are_listed_so()
    {
        using var folder = new TempFolder();
        foreach (string name in (string[])["img10.png", "img2.png", "img1.tif"])
            File.WriteAllBytes(folder[name], []);
        new SegJson(1, [new("background", "#000000"), new("cell", "#ffffff")], ".").Write(folder["seg.json"]);

        Assert.Equal(["img1", "img2", "img10"], Dataset.Open(folder.FullPath).Images.Select(image => image.Stem));
    }
}
