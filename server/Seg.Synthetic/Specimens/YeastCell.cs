namespace Seg.Synthetic.Specimens;

/// <summary>Something small inside a cell that refracts differently from the cytoplasm; offsets and radius in pixels.</summary>
/// <param name="X">From the middle of the cell.</param>
/// <param name="Y">From the middle of the cell.</param>
/// <param name="Radius">In pixels.</param>
/// <param name="Index">Its refractive index less that of the cytoplasm.</param>
internal sealed record Organelle(double X, double Y, double Radius, double Index);

/// <summary>A budding yeast cell: a slightly egg-shaped, slightly uneven ellipsoid. Lengths in pixels.</summary>
internal sealed class YeastCell
{
    public required double X { get; init; }
    public required double Y { get; init; }

    /// <summary>Half the length.</summary>
    public required double Long { get; init; }

    /// <summary>Half the breadth, and half the height above the glass.</summary>
    public required double Short { get; init; }

    public required double Angle { get; init; }

    /// <summary>How much blunter the end that <see cref="Angle"/> points to is.</summary>
    public required double Egg { get; init; }

    /// <summary>Amplitude and phase of the waves of two, three and four periods that make the outline uneven.</summary>
    public required IReadOnlyList<(double Amplitude, double Phase)> Waves { get; init; }

    public required IReadOnlyList<Organelle> Organelles { get; init; }

    /// <summary>Relative refraction: living cells differ a little, dead or empty ones a lot.</summary>
    public required double Density { get; init; }

    /// <summary>The cell that this one buds from; null for a mother or a single cell.</summary>
    public YeastCell? Mother { get; init; }

    /// <summary>The distance from the middle to the outline in a direction.</summary>
    public double RadiusTowards(double angle)
    {
        double u = angle - Angle;
        double c = Short * Math.Cos(u);
        double s = Long * Math.Sin(u);
        double uneven = 1 + Egg * Math.Cos(u);
        for (int i = 0; i < Waves.Count; i++)
            uneven += Waves[i].Amplitude * Math.Cos((i + 2) * u + Waves[i].Phase);
        return Long * Short / Math.Sqrt(c * c + s * s) * uneven;
    }

    /// <summary>The distance of a point from the middle and how far inside the outline it lies; negative: outside.</summary>
    public (double Relative, double Depth) At(double x, double y)
    {
        double dx = x - X;
        double dy = y - Y;
        double distance = Math.Sqrt(dx * dx + dy * dy);
        double radius = RadiusTowards(Math.Atan2(dy, dx));
        return (distance / radius, radius - distance);
    }

    /// <summary>Points on the outline, to see whether two cells collide.</summary>
    public IEnumerable<(double X, double Y)> Outline()
    {
        const int points = 28;
        for (int i = 0; i < points; i++)
        {
            double angle = 2 * Math.PI * i / points;
            double radius = RadiusTowards(angle);
            yield return (X + radius * Math.Cos(angle), Y + radius * Math.Sin(angle));
        }
    }
}
