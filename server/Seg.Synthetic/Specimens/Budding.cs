using Seg.Synthetic.Drawing;

namespace Seg.Synthetic.Specimens;

/// <summary>Grows cells: by themselves, as a bud, or pressed against a neighbour.</summary>
internal sealed class Budding(Chance chance, double density)
{
    public YeastCell Single(double x, double y) => Cell(x, y, AdultSize(), chance.Angle(), null);

    /// <summary>A bud of a mother, mostly at one of her ends, where haploid and diploid cells alike put most of them.</summary>
    public YeastCell Bud(YeastCell mother)
    {
        double share = 0.28 + 0.57 * Math.Sqrt(chance.Between(0, 1));
        double towards = mother.Angle + (chance.Happens(0.5) ? 0 : Math.PI) + 0.55 * chance.Normal();
        // A small bud is joined by a narrow neck, a big one has its own wall already and only touches.
        return Beside(mother, share * mother.Long, towards, mother, overlap: 1.6);
    }

    /// <summary>A grown cell that lies against another one, as daughters do that did not drift away.</summary>
    public YeastCell Neighbour(YeastCell cell) => Beside(cell, AdultSize(), chance.Angle(), null, overlap: 1);

    private YeastCell Beside(YeastCell cell, double size, double towards, YeastCell? mother, double overlap)
    {
        double own = towards + (mother is null ? chance.Angle() : 0.3 * chance.Normal());
        YeastCell shape = Cell(0, 0, size, own, mother);
        double distance = cell.RadiusTowards(towards) + shape.RadiusTowards(towards + Math.PI) - overlap;
        return Cell(
            cell.X + distance * Math.Cos(towards),
            cell.Y + distance * Math.Sin(towards),
            size,
            own,
            mother,
            shape
        );
    }

    private double AdultSize() => Math.Clamp(18.6 + 1.5 * chance.Normal(), 15.5, 22);

    private YeastCell Cell(double x, double y, double size, double angle, YeastCell? mother, YeastCell? like = null)
    {
        // Small buds are round; they lengthen as they grow.
        double slender = Math.Clamp(0.79 + 0.055 * chance.Normal(), 0.68, 0.93);
        double breadth = like?.Short ?? size * (mother is null ? slender : 1 - (1 - slender) * size / 18);
        return new YeastCell
        {
            X = x,
            Y = y,
            Long = size,
            Short = breadth,
            Angle = angle,
            Mother = mother,
            Egg = like?.Egg ?? 0.05 * chance.Normal(),
            Waves =
                like?.Waves
                ??
                [
                    (0.016 * chance.Normal(), chance.Angle()),
                    (0.018 * chance.Normal(), chance.Angle()),
                    (0.01 * chance.Normal(), chance.Angle()),
                ],
            Density = like?.Density ?? density * (1 + 0.07 * chance.Normal()),
            Organelles = like?.Organelles ?? [.. Organelles(breadth)],
        };
    }

    private IEnumerable<Organelle> Organelles(double breadth)
    {
        // The vacuole is watery; nucleus, mitochondria and fat droplets are denser than the cytoplasm.
        double vacuole = breadth * chance.Between(0.28, 0.52);
        yield return At(breadth - vacuole - 1, vacuole, -0.017);
        if (breadth > 9)
            yield return At(breadth * 0.55, breadth * 0.33, 0.01);
        int granules = 3 + (int)(breadth / 3);
        for (int i = 0; i < granules; i++)
            yield return At(breadth * 0.8, chance.Between(0.9, 2), chance.Between(-0.035, 0.05));
    }

    private Organelle At(double reach, double radius, double index)
    {
        double angle = chance.Angle();
        double distance = Math.Max(0, reach) * Math.Sqrt(chance.Between(0, 1));
        return new Organelle(distance * Math.Cos(angle), distance * Math.Sin(angle), radius, index);
    }
}
