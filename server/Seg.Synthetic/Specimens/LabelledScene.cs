using System.Numerics;
using Seg.Core;
using Seg.Core.Imaging;

namespace Seg.Synthetic.Specimens;

/// <summary>What there is to see on drawn microscopy; the numbers are the classes that a network learns to tell apart.</summary>
internal enum ObjectKind : byte
{
    Background,

    /// <summary>A cell, round or not, alone or in a crowd.</summary>
    Cell,

    /// <summary>A small cell that grows out of a larger one.</summary>
    Bud,

    /// <summary>A nucleus, in a cell or by itself.</summary>
    Nucleus,

    /// <summary>A rod-shaped bacterium.</summary>
    Rod,

    /// <summary>A long animal, thick in the middle.</summary>
    Worm,

    /// <summary>A branching tube that becomes thinner.</summary>
    Vessel,

    /// <summary>The wall between cells that fill a tissue.</summary>
    Membrane,

    /// <summary>A thin thread.</summary>
    Fibre,

    /// <summary>What nobody wants to measure.</summary>
    Debris,
}

/// <summary>What lies under the microscope: which object each pixel shows, and what kind each object is.</summary>
/// <param name="side">Height and width in pixels.</param>
internal sealed class LabelledScene(int side)
{
    private readonly List<ObjectKind> kinds = [ObjectKind.Background];

    public int Side => side;

    /// <summary>Numbers of objects, 0 where there is none.</summary>
    public Raster<ushort> Ids { get; } = new(side, side);

    /// <summary>The kind of each object by its number; number 0 is the background.</summary>
    public IReadOnlyList<ObjectKind> Kinds => kinds;

    /// <summary>Adds an object where nothing lies yet; what others cover of it stays theirs.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="outline">A polygon; parts beyond the border are cut off.</param>
    /// <param name="mostCovered">Unless less than this share of it is covered by others it is left out; 0 to 1.</param>
    /// <returns>Its number; 0 where it was left out.</returns>
    public int Add(ObjectKind kind, Vector2[] outline, double mostCovered = 0.02)
    {
        Raster<byte>? mask = Mask(outline, out (int Left, int Top) at);
        if (mask is null || kinds.Count >= ushort.MaxValue)
            return 0;
        (int all, int free) = Count(mask, at);
        return free == 0 || all - free > mostCovered * all ? 0 : Paint(Reserve(kind), mask, at, ground: 0);
    }

    /// <summary>Adds an object that lies in another one.</summary>
    public void AddInside(int owner, ObjectKind kind, Vector2[] outline)
    {
        Raster<byte>? mask = Mask(outline, out (int Left, int Top) at);
        if (mask is not null && kinds.Count < ushort.MaxValue)
            Paint(Reserve(kind), mask, at, owner);
    }

    /// <summary>Makes an object larger where nothing lies yet.</summary>
    public void Join(int id, Vector2[] outline)
    {
        Raster<byte>? mask = Mask(outline, out (int Left, int Top) at);
        if (mask is not null)
            Paint(id, mask, at, ground: 0);
    }

    /// <summary>A number for an object whose pixels the caller sets.</summary>
    public int Reserve(ObjectKind kind)
    {
        kinds.Add(kind);
        return kinds.Count - 1;
    }

    private int Paint(int id, Raster<byte> mask, (int Left, int Top) at, int ground)
    {
        for (int y = 0; y < mask.Height; y++)
        {
            ReadOnlySpan<byte> inside = mask.Row(y);
            Span<ushort> ids = Ids.Row(at.Top + y).Slice(at.Left, mask.Width);
            for (int x = 0; x < ids.Length; x++)
                if (inside[x] != 0 && ids[x] == ground)
                    ids[x] = (ushort)id;
        }
        return id;
    }

    /// <summary>How many pixels an outline has, and how many of them nothing covers.</summary>
    private (int All, int Free) Count(Raster<byte> mask, (int Left, int Top) at)
    {
        (int all, int free) = (0, 0);
        for (int y = 0; y < mask.Height; y++)
        {
            ReadOnlySpan<byte> inside = mask.Row(y);
            ReadOnlySpan<ushort> ids = Ids.Row(at.Top + y).Slice(at.Left, mask.Width);
            for (int x = 0; x < ids.Length; x++)
            {
                all += inside[x];
                free += inside[x] != 0 && ids[x] == 0 ? 1 : 0;
            }
        }
        return (all, free);
    }

    /// <summary>1 inside, in the part of the picture that holds the outline; null where it lies beyond the border.</summary>
    private Raster<byte>? Mask(Vector2[] outline, out (int Left, int Top) at)
    {
        at = (Math.Max(0, (int)outline.Min(p => p.X) - 1), Math.Max(0, (int)outline.Min(p => p.Y) - 1));
        (int left, int top) = at;
        int width = Math.Min(side, (int)outline.Max(p => p.X) + 2) - left;
        int height = Math.Min(side, (int)outline.Max(p => p.Y) + 2) - top;
        if (width < 1 || height < 1)
            return null;
        var mask = new Raster<byte>(width, height);
        PolygonFill.Fill(mask, [.. outline.Select(p => ((double)p.X - left, (double)p.Y - top))], 1);
        return mask;
    }
}
