using Seg.Synthetic.Drawing;

namespace Seg.Synthetic.Specimens;

/// <summary>What the fields of one afternoon at the microscope share.</summary>
/// <param name="Light">The brightness of the empty background, of 255, in red.</param>
/// <param name="Focus">Where on the focus drive the middles of the cells are sharp, micrometres.</param>
/// <param name="Density">How strongly the cells refract: resting ones more than growing ones.</param>
internal sealed record Session(double Light, double Focus, double Density);

/// <summary>How full a field of view is.</summary>
/// <param name="Name">What names its pictures.</param>
/// <param name="Session">When it was taken.</param>
/// <param name="Colonies">How many groups of cells there are.</param>
/// <param name="Cells">How many grown cells the largest group has.</param>
/// <param name="HasDebris">Whether dirt lies between the cells.</param>
internal sealed record FieldPlan(string Name, Session Session, int Colonies, int Cells, bool HasDebris = false);

/// <summary>A grain of dirt that refracts and absorbs; pixels, and micrometres of optical path.</summary>
internal sealed record Grain(double X, double Y, double Radius, double Path, double Absorption);

/// <summary>What lies where in one field of view; the same at every focus height.</summary>
internal sealed class FieldOfView
{
    private readonly List<YeastCell> cells = [];
    private readonly List<YeastCell> floating = [];
    private readonly List<Grain> debris = [];
    private readonly List<Grain> particles = [];
    private readonly Chance chance;
    private readonly Budding budding;

    public FieldOfView(FieldPlan plan, Frame frame, int seed)
    {
        chance = new Chance(seed, plan.Name);
        budding = new Budding(chance, plan.Session.Density);
        for (int i = 0; i < plan.Colonies; i++)
            GrowColony(frame, 1 + (int)(plan.Cells * Math.Pow(chance.Between(0, 1), i == 0 ? 0 : 1.2)));
        if (plan.HasDebris)
            AddDebris(frame);
        AddFloating(frame, plan);
    }

    /// <summary>Cells on the glass.</summary>
    public IReadOnlyList<YeastCell> Cells => cells;

    /// <summary>Cells that hang in the medium above the others and are never sharp with them.</summary>
    public IReadOnlyList<YeastCell> Floating => floating;

    /// <summary>Dirt on the glass.</summary>
    public IReadOnlyList<Grain> Debris => debris;

    /// <summary>Specks in the medium.</summary>
    public IReadOnlyList<Grain> Particles => particles;

    private void GrowColony(Frame frame, int size)
    {
        if (FirstCell(frame) is not { } first)
            return;
        List<YeastCell> colony = [first];
        cells.Add(first);
        for (int attempt = 0; attempt < 10 * size && colony.Count < size; attempt++)
        {
            if (Grow(colony) is not { } grown)
                continue;
            colony.Add(grown);
            cells.Add(grown);
        }
        foreach (YeastCell mother in colony.Where(_ => chance.Happens(0.68)).ToList())
            AddBud(mother);
    }

    /// <summary>A new neighbour, near the first cell rather than far: daughters stay where they were born.</summary>
    private YeastCell? Grow(List<YeastCell> colony) =>
        Enumerable
            .Range(0, 4)
            .Select(_ => budding.Neighbour(colony[chance.Below(colony.Count)]))
            .Where(Fits)
            .MinBy(cell => Distance(cell, colony[0]));

    private YeastCell? FirstCell(Frame frame)
    {
        for (int attempt = 0; attempt < 60; attempt++)
        {
            YeastCell cell = budding.Single(
                chance.Between(-0.02, 1.02) * frame.Width,
                chance.Between(-0.02, 1.02) * frame.Height
            );
            if (cells.All(other => Distance(cell, other) > 75))
                return cell;
        }
        return null;
    }

    private void AddBud(YeastCell mother)
    {
        for (int attempt = 0; attempt < 24; attempt++)
        {
            YeastCell bud = budding.Bud(mother);
            if (!Fits(bud))
                continue;
            cells.Add(bud);
            return;
        }
    }

    private bool Fits(YeastCell cell) => cells.All(other => other == cell.Mother || AreBeside(cell, other));

    /// <summary>Whether two cells are apart or press against each other no more than their walls give way.</summary>
    private static bool AreBeside(YeastCell a, YeastCell b)
    {
        const double give = 2;
        double distance = Distance(a, b);
        if (distance > 1.25 * (a.Long + b.Long))
            return true;
        // Of two cells in the same place, neither outline reaches far into the other.
        return distance > Math.Max(a.Short, b.Short)
            && a.Outline().All(point => b.At(point.X, point.Y).Depth < give)
            && b.Outline().All(point => a.At(point.X, point.Y).Depth < give);
    }

    /// <summary>A clump of dirt beside the cells: one opaque crumb with small ones around it.</summary>
    private void AddDebris(Frame frame)
    {
        YeastCell place = Enumerable
            .Range(0, 60)
            .Select(_ =>
                budding.Single(chance.Between(0.1, 0.9) * frame.Width, chance.Between(0.1, 0.9) * frame.Height)
            )
            .MaxBy(place => Math.Min(90, cells.Min(cell => Distance(cell, place))))!;
        debris.Add(new Grain(place.X, place.Y, chance.Between(5, 7), 0.35, 1.1));
        int crumbs = 9 + chance.Below(6);
        for (int i = 0; i < crumbs; i++)
            debris.Add(
                new Grain(
                    place.X - 5 + 6 * chance.Normal(),
                    place.Y + 5 + 5 * chance.Normal(),
                    chance.Between(1.2, 3.2),
                    chance.Between(-0.1, 0.35),
                    chance.Between(0, 0.4)
                )
            );
    }

    private void AddFloating(Frame frame, FieldPlan plan)
    {
        if (plan.Colonies > 6 && chance.Happens(0.5))
            floating.AddRange(
                Enumerable
                    .Range(0, 40)
                    .Select(_ => budding.Neighbour(cells[chance.Below(cells.Count)]))
                    .Where(Fits)
                    .Take(1)
            );
        int count = chance.Happens(0.5) ? 1 + chance.Below(3) : 0;
        for (int i = 0; i < count; i++)
            particles.Add(
                new Grain(
                    chance.Between(0, frame.Width),
                    chance.Between(0, frame.Height),
                    chance.Between(2.5, 5),
                    chance.Between(0.02, 0.05),
                    0
                )
            );
    }

    private static double Distance(YeastCell a, YeastCell b) => Math.Sqrt(Square(a.X - b.X) + Square(a.Y - b.Y));

    private static double Square(double value) => value * value;
}
