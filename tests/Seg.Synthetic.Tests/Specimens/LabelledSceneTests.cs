using System.Numerics;
using Seg.Synthetic.Specimens;

namespace Seg.Synthetic.Tests.Specimens;

public sealed class LabelledSceneTests
{
    private readonly LabelledScene scene = new(side: 12);

    [Fact]
    public void Objects_that_others_cover_too_much_are_left_out()
    {
        Assert.Equal(1, scene.Add(ObjectKind.Cell, Square(2, 2, 4)));
        Assert.Equal(0, scene.Add(ObjectKind.Rod, Square(3, 3, 4)));
        Assert.Equal(2, scene.Add(ObjectKind.Rod, Square(5, 5, 5), mostCovered: 0.3));
        Assert.Equal(0, scene.Add(ObjectKind.Rod, Square(20, 20, 4)));
        Assert.Equal([ObjectKind.Background, ObjectKind.Cell, ObjectKind.Rod], scene.Kinds);
        Assert.Equal(1, At(5, 5)); // it was there first
        Assert.Equal(2, At(7, 7));
        Assert.Equal(0, At(1, 1));
    }

    [Fact]
    public void What_lies_in_an_object_stays_within_it()
    {
        int cell = scene.Add(ObjectKind.Cell, Square(2, 2, 4));
        scene.AddInside(cell, ObjectKind.Nucleus, Square(4, 4, 7));
        Assert.Equal(2, At(5, 5));
        Assert.Equal(1, At(3, 3));
        Assert.Equal(0, At(9, 9));
    }

    [Fact]
    public void Borders_are_where_neighbours_differ()
    {
        scene.Add(ObjectKind.Cell, Square(2, 2, 6));
        ObjectBorders borders = ObjectBorders.Of(scene);
        Assert.Equal(0, borders.Edge[0, 0]);
        Assert.Equal(1, borders.Edge[1, 4]);
        Assert.Equal(1, borders.Edge[2, 4]);
        Assert.Equal(0, borders.Edge[5, 5]);
        Assert.Equal(0, borders.Inside[1, 4]);
        Assert.True(borders.Inside[5, 5] > borders.Inside[3, 5]);
        Assert.Equal(0, borders.Outside[5, 5]);
        Assert.True(borders.Outside[0, 5] > borders.Outside[1, 5]);
    }

    private int At(int x, int y) => scene.Ids[y, x];

    private static Vector2[] Square(float left, float top, float size) =>
        [new(left, top), new(left + size, top), new(left + size, top + size), new(left, top + size)];
}
