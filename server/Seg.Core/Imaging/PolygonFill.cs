namespace Seg.Core.Imaging;

/// <summary>
/// Fills polygons: a pixel belongs to one if its centre lies within by the even-odd rule, or on its edge, as with
/// scikit-image's <c>draw.polygon</c>. Method: scan lines, as in J. Foley, A. van Dam, S. Feiner and J. Hughes, "Computer
/// Graphics: Principles and Practice", 2nd edition, section 3.6.
/// </summary>
public static class PolygonFill
{
    /// <summary>Gives the pixels of a polygon a value; what lies beyond the picture is left out.</summary>
    /// <param name="picture">One channel.</param>
    /// <param name="points">The corners in pixels, (0, 0) being the centre of the first pixel; the last is joined to the first.</param>
    /// <param name="value">The new value.</param>
    public static void Fill(Raster<byte> picture, IReadOnlyList<(double X, double Y)> points, byte value)
    {
        if (picture.Channels != 1)
            throw new ArgumentException("Polygons are filled in a picture of one channel.", nameof(picture));
        if (points.Count == 0)
            return;
        int first = (int)Math.Clamp(Math.Ceiling(points.Min(point => point.Y)), 0, picture.Height);
        int last = (int)Math.Clamp(Math.Floor(points.Max(point => point.Y)), -1, picture.Height - 1);
        var crossings = new List<double>();
        for (int y = first; y <= last; y++)
        {
            Span<byte> row = picture.Row(y);
            crossings.Clear();
            (double X, double Y) from = points[^1];
            foreach ((double X, double Y) to in points)
            {
                if (from.Y == y && to.Y == y)
                    Fill(row, Math.Min(from.X, to.X), Math.Max(from.X, to.X), value);
                else if (to.Y == y)
                    Fill(row, to.X, to.X, value);
                if (from.Y <= y != to.Y <= y)
                    crossings.Add(from.X + (y - from.Y) * (to.X - from.X) / (to.Y - from.Y));
                from = to;
            }
            crossings.Sort();
            for (int i = 0; i + 1 < crossings.Count; i += 2)
                Fill(row, crossings[i], crossings[i + 1], value);
        }
    }

    private static void Fill(Span<byte> row, double left, double right, byte value)
    {
        int start = (int)Math.Clamp(Math.Ceiling(left), 0, row.Length);
        int end = (int)Math.Clamp(Math.Floor(right) + 1, 0, row.Length);
        if (start < end)
            row[start..end].Fill(value);
    }
}
