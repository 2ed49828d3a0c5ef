using System.Numerics;
using Seg.Synthetic.Pretraining.Drawing;

namespace Seg.Core.Tests.Pretraining;

public sealed class SpecimenTests : IDisposable
{
    private readonly Specimen specimen = new(side: 12);

    public void Dispose() => specimen.Dispose();

    [Fact]
    public void Objects_that_others_cover_too_much_are_left_out()
    {
        Assert.Equal(1, specimen.Add(ObjectKind.Cell, Square(2, 2, 4)));
        Assert.Equal(0, specimen.Add(ObjectKind.Rod, Square(3, 3, 4)));
        Assert.Equal(2, specimen.Add(ObjectKind.Rod, Square(5, 5, 5), mostCovered: 0.3));
        Assert.Equal(0, specimen.Add(ObjectKind.Rod, Square(20, 20, 4)));
        Assert.Equal([ObjectKind.Background, ObjectKind.Cell, ObjectKind.Rod], specimen.Kinds);
        Assert.Equal(1, At(5, 5)); // it was there first
        Assert.Equal(2, At(7, 7));
        Assert.Equal(0, At(1, 1));
    }

    [Fact]
    public void What_lies_in_an_object_stays_within_it()
    {
        int cell = specimen.Add(ObjectKind.Cell, Square(2, 2, 4));
        specimen.AddInside(cell, ObjectKind.Nucleus, Square(4, 4, 7));
        Assert.Equal(2, At(5, 5));
        Assert.Equal(1, At(3, 3));
        Assert.Equal(0, At(9, 9));
    }

    [Fact]
    public void Borders_are_where_neighbours_differ()
    {
        specimen.Add(ObjectKind.Cell, Square(2, 2, 6));
        using Borders borders = Borders.Of(specimen);
        Assert.Equal(0, borders.Edge.At<byte>(0, 0));
        Assert.Equal(1, borders.Edge.At<byte>(1, 4));
        Assert.Equal(1, borders.Edge.At<byte>(2, 4));
        Assert.Equal(0, borders.Edge.At<byte>(5, 5));
        Assert.Equal(0, borders.Inside.At<float>(1, 4));
        Assert.True(borders.Inside.At<float>(5, 5) > borders.Inside.At<float>(3, 5));
        Assert.Equal(0, borders.Outside.At<float>(5, 5));
        Assert.True(borders.Outside.At<float>(0, 5) > borders.Outside.At<float>(1, 5));
    }

    private int At(int x, int y) => specimen.Ids.At<ushort>(y, x);

    private static Vector2[] Square(float left, float top, float size) =>
        [new(left, top), new(left + size, top), new(left + size, top + size), new(left, top + size)];
}
