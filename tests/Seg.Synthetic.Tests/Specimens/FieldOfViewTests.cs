using FsCheck.Xunit;
using Seg.Core;
using Seg.Synthetic.Drawing;
using Seg.Synthetic.SampleData;
using Seg.Synthetic.Specimens;

namespace Seg.Synthetic.Tests.Specimens;

public sealed class FieldOfViewTests
{
    private static readonly FieldPlan Crowded = new("x", new Session(140, 0, 1), Colonies: 4, Cells: 8);

    [Fact]
    public void A_seed_gives_the_same_picture_each_time_and_another_seed_another_one()
    {
        byte[] first = Picture(seed: 3, height: 1);
        Assert.Equal(first, Picture(seed: 3, height: 1));
        Assert.NotEqual(first, Picture(seed: 4, height: 1));
        Assert.NotEqual(first, Picture(seed: 3, height: 2));
    }

    [Property(MaxTest = 15)]
    public void Cells_do_not_lie_on_each_other(int seed)
    {
        var field = new FieldOfView(Crowded, Frame.Quarter, seed);
        Assert.NotEmpty(field.Cells);
        foreach (YeastCell cell in field.Cells)
        foreach (YeastCell other in field.Cells.Where(other => other != cell))
            Assert.True(cell.At(other.X, other.Y).Depth < -2);
    }

    [Property(MaxTest = 15)]
    public void A_daughter_is_smaller_than_her_mother_and_touches_her(int seed)
    {
        var field = new FieldOfView(Crowded, Frame.Quarter, seed);
        foreach (YeastCell daughter in field.Cells.Where(cell => cell.Mother is not null))
        {
            YeastCell mother = daughter.Mother!;
            Assert.Contains(mother, field.Cells);
            Assert.True(daughter.Long < mother.Long);
            Assert.True(daughter.Outline().Max(point => mother.At(point.X, point.Y).Depth) > 0);
        }
    }

    private static byte[] Picture(int seed, double height)
    {
        (Raster<byte> image, Raster<byte> mask) = SampleDataset.Draw(Crowded, Frame.Quarter, height, seed);
        return [.. image.Pixels, .. mask.Pixels];
    }
}
