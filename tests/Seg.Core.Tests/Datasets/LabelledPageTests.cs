using Seg.Core.Datasets;
using Seg.Core.Imaging;
using Seg.Core.Tests.Imaging;

namespace Seg.Core.Tests.Datasets;

public sealed class LabelledPageTests : IDisposable
{
    private const string ByHand = """
        { // of May
          "classes": [ { "name": "background", "color": "#000000" }, { "name": "cell", "color": "#ffffff" } ],
          "version": 1, "images": ".", "why": "focus" }
        """;

    private readonly TempFolder folder = new();

    public LabelledPageTests()
    {
        Stack("a.tif", pages: 3);
        Stack("b.tif", pages: 2);
        ImageFile.Write(folder["c.png"], new Raster<byte>([7, 8], 2, 1));
        File.WriteAllText(folder["seg.json"], ByHand);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_is_what_is_read_of_stacks_and_of_nothing_else()
    {
        Dataset dataset = LabelledPage.Set(folder.FullPath, 2, keepsLabels: true);

        Assert.Equal([1, 1, 0], dataset.Images.Select(image => image.Page));
        Assert.Equal([2, 102], ((Raster<byte>)dataset.Images[0].ReadImage()).Pixels);
        Assert.Equal([7, 8], ((Raster<byte>)dataset.Images[2].ReadImage()).Pixels);
        Assert.Equal(ByHand.Replace("{ // of", "{ \"page\": 2, // of"), File.ReadAllText(folder["seg.json"]));

        LabelledPage.Set(folder.FullPath, 1, keepsLabels: true);

        Assert.Equal(ByHand.Replace("{ // of", "{ \"page\": 1, // of"), File.ReadAllText(folder["seg.json"]));
    }

    [Fact]
    public void Labels_of_stacks_are_kept_or_put_beside()
    {
        Mask("a");
        Mask("c");
        LabelledPage.Set(folder.FullPath, 2, keepsLabels: true);
        Assert.Equal(["a", "c"], Labelled());

        File.WriteAllText(folder["masks/a.png.1.bak"], "of last week");
        byte[] mask = File.ReadAllBytes(folder["masks/a.png"]);
        LabelledPage.Set(folder.FullPath, 1, keepsLabels: false);

        Assert.Equal(["c"], Labelled());
        Assert.Equal(mask, File.ReadAllBytes(folder["masks/a.png.2.bak"]));
        Assert.Equal("of last week", File.ReadAllText(folder["masks/a.png.1.bak"]));
    }

    [Fact]
    public void A_page_that_a_stack_lacks_is_refused_and_nothing_changes()
    {
        Mask("a");
        foreach (int page in (int[])[0, 3])
        {
            SegException e = Assert.Throws<SegException>(() =>
                LabelledPage.Set(folder.FullPath, page, keepsLabels: false)
            );
            Assert.Equal("image.page", e.Code);
        }
        Assert.Equal(ByHand, File.ReadAllText(folder["seg.json"]));
        Assert.Equal(["a"], Labelled());
    }

    private string[] Labelled() =>
        [.. Dataset.Open(folder.FullPath).Images.Where(image => image.IsLabelled).Select(image => image.Stem)];

    private void Mask(string stem) => MaskFile.Write(folder[$"masks/{stem}.png"], new Raster<byte>([0, 1], 2, 1));

    private void Stack(string name, int pages) =>
        File.WriteAllBytes(
            folder[name],
            new TiffMaker().Make([
                .. Enumerable
                    .Range(1, pages)
                    .Select(page =>
                        (
                            TiffMaker.Page(2, 1, 8),
                            (byte[][])
                                [
                                    [(byte)page, (byte)(100 + page)],
                                ]
                        )
                    ),
            ])
        );
}
