using System.Numerics;
using OpenCvSharp;

namespace Seg.Synthetic.Pretraining.Drawing;

/// <summary>What lies under the microscope: which object each pixel shows, and what kind each object is.</summary>
/// <param name="side">Height and width in pixels.</param>
internal sealed class Specimen(int side) : IDisposable
{
    // Polygons are drawn at an eighth of a pixel.
    private const int Shift = 3;

    private readonly List<ObjectKind> kinds = [ObjectKind.Background];

    public int Side => side;

    /// <summary>16-bit numbers of objects, 0 where there is none.</summary>
    public Mat Ids { get; } = new(side, side, MatType.CV_16UC1, Scalar.All(0));

    /// <summary>The kind of each object by its number; number 0 is the background.</summary>
    public IReadOnlyList<ObjectKind> Kinds => kinds;

    /// <summary>Adds an object where nothing lies yet; what others cover of it stays theirs.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="outline">A polygon; parts beyond the border are cut off.</param>
    /// <param name="mostCovered">Unless less than this share of it is covered by others it is left out; 0 to 1.</param>
    /// <returns>Its number; 0 where it was left out.</returns>
    public int Add(ObjectKind kind, Vector2[] outline, double mostCovered = 0.02)
    {
        using Mat? mask = Mask(outline, out Rect frame);
        if (mask is null || kinds.Count >= ushort.MaxValue)
            return 0;
        (int all, int free) = Count(mask, frame);
        return free == 0 || all - free > mostCovered * all ? 0 : Paint(Reserve(kind), mask, frame, ground: 0);
    }

    /// <summary>Adds an object that lies in another one.</summary>
    public void AddInside(int owner, ObjectKind kind, Vector2[] outline)
    {
        using Mat? mask = Mask(outline, out Rect frame);
        if (mask is not null && kinds.Count < ushort.MaxValue)
            Paint(Reserve(kind), mask, frame, owner);
    }

    /// <summary>Makes an object larger where nothing lies yet.</summary>
    public void Join(int id, Vector2[] outline)
    {
        using Mat? mask = Mask(outline, out Rect frame);
        if (mask is not null)
            Paint(id, mask, frame, ground: 0);
    }

    /// <summary>A number for an object whose pixels the caller sets.</summary>
    public int Reserve(ObjectKind kind)
    {
        kinds.Add(kind);
        return kinds.Count - 1;
    }

    public void Dispose() => Ids.Dispose();

    private int Paint(int id, Mat mask, Rect frame, int ground)
    {
        for (int y = 0; y < frame.Height; y++)
        {
            ReadOnlySpan<byte> inside = mask.AsSpan<byte>().Slice(y * frame.Width, frame.Width);
            Span<ushort> ids = Line(frame, y);
            for (int x = 0; x < ids.Length; x++)
                if (inside[x] != 0 && ids[x] == ground)
                    ids[x] = (ushort)id;
        }
        return id;
    }

    /// <summary>How many pixels an outline has, and how many of them nothing covers.</summary>
    private (int All, int Free) Count(Mat mask, Rect frame)
    {
        (int all, int free) = (0, 0);
        for (int y = 0; y < frame.Height; y++)
        {
            ReadOnlySpan<byte> inside = mask.AsSpan<byte>().Slice(y * frame.Width, frame.Width);
            ReadOnlySpan<ushort> ids = Line(frame, y);
            for (int x = 0; x < ids.Length; x++)
            {
                all += inside[x];
                free += inside[x] != 0 && ids[x] == 0 ? 1 : 0;
            }
        }
        return (all, free);
    }

    /// <summary>1 inside, in the part of the picture that holds the outline; null where it lies beyond the border.</summary>
    private Mat? Mask(Vector2[] outline, out Rect frame)
    {
        frame = Frame(outline);
        if (frame.Width < 1 || frame.Height < 1)
            return null;
        const float scale = 1 << Shift;
        (int left, int top) = (frame.X, frame.Y);
        Point[] points = [.. outline.Select(p => new Point((int)((p.X - left) * scale), (int)((p.Y - top) * scale)))];
        var mask = new Mat(frame.Size, MatType.CV_8UC1, Scalar.All(0));
        Cv2.FillPoly(mask, [points], Scalar.All(1), LineTypes.Link8, Shift);
        return mask;
    }

    private Span<ushort> Line(Rect frame, int y) =>
        Ids.AsSpan<ushort>().Slice((frame.Y + y) * side + frame.X, frame.Width);

    private Rect Frame(Vector2[] outline)
    {
        int left = Math.Max(0, (int)outline.Min(p => p.X) - 1);
        int top = Math.Max(0, (int)outline.Min(p => p.Y) - 1);
        int right = Math.Min(side, (int)outline.Max(p => p.X) + 2);
        int bottom = Math.Min(side, (int)outline.Max(p => p.Y) + 2);
        return new Rect(left, top, right - left, bottom - top);
    }
}
