using System.Numerics;
using Seg.Core.Augmentation;
using Seg.Synthetic.Drawing;

namespace Seg.Synthetic.Specimens;

/// <summary>Cells and nuclei: scattered, or grown into colonies where they touch.</summary>
internal static class Cells
{
    /// <summary>Cells of one size, some with buds, some with nuclei, some among debris.</summary>
    public static void Draw(LabelledScene scene, SampleRandom random)
    {
        float radius = (float)random.Factor(5, 42);
        float stretch = (float)random.Between(1, random.Chance(0.3) ? 2.2 : 1.3);
        float roughness = random.Chance(0.5) ? (float)random.Between(0, 0.18) : 0;
        double budding = random.Chance(0.35) ? random.Between(0.2, 0.9) : 0;
        float nucleus = random.Chance(0.3) ? (float)random.Between(0.3, 0.6) : 0;
        foreach (Vector2 at in Places(scene.Side, radius, random))
        {
            float size = radius * (float)random.Factor(0.8, 1.25);
            int cell = scene.Add(ObjectKind.Cell, Blob(at, size, stretch, roughness, random));
            if (cell == 0)
                continue;
            if (random.Chance(budding))
                AddBud(scene, at, size, random);
            if (nucleus > 0)
                scene.AddInside(
                    cell,
                    ObjectKind.Nucleus,
                    Blob(Near(at, 0.3f * size, random), nucleus * size, 1.2f, 0.05f, random)
                );
        }
    }

    /// <summary>Nuclei without visible cells, which may lie over each other.</summary>
    public static void DrawNuclei(LabelledScene scene, SampleRandom random)
    {
        float radius = (float)random.Factor(3.5, 26);
        float stretch = (float)random.Between(1.05, 1.9);
        double overlap = random.Chance(0.5) ? 0.3 : 0.02;
        foreach (Vector2 at in Places(scene.Side, radius, random))
            scene.Add(
                ObjectKind.Nucleus,
                Blob(at, radius * (float)random.Factor(0.7, 1.4), stretch, 0.08f, random),
                overlap
            );
    }

    /// <summary>Crumbs of any shape.</summary>
    public static void DrawDebris(LabelledScene scene, SampleRandom random)
    {
        int count = random.Whole(1, 10);
        for (int i = 0; i < count; i++)
            scene.Add(
                ObjectKind.Debris,
                Blob(Anywhere(scene.Side, random), (float)random.Factor(2, 14), 1.5f, 0.5f, random)
            );
    }

    public static Vector2 Anywhere(int side, SampleRandom random) =>
        new((float)random.Between(0, side), (float)random.Between(0, side));

    private static Vector2[] Blob(Vector2 at, float radius, float stretch, float roughness, SampleRandom random) =>
        Outline.Blob(at, radius, (float)random.Between(1, stretch), roughness, random);

    private static Vector2 Near(Vector2 at, float distance, SampleRandom random) =>
        at + new Vector2((float)random.Around(distance), (float)random.Around(distance));

    private static void AddBud(LabelledScene scene, Vector2 mother, float size, SampleRandom random)
    {
        float bud = size * (float)random.Between(0.25, 0.8);
        for (int attempt = 0; attempt < 6; attempt++)
        {
            float angle = Outline.Angle(random);
            Vector2 at = mother + (size + 0.85f * bud) * new Vector2(MathF.Cos(angle), MathF.Sin(angle));
            if (scene.Add(ObjectKind.Bud, Outline.Blob(at, bud, 1.15f, 0, random), mostCovered: 0.25) != 0)
                return;
        }
    }

    /// <summary>Where to try to put objects: anywhere, or each beside one that is there.</summary>
    private static IEnumerable<Vector2> Places(int side, float radius, SampleRandom random)
    {
        double share = random.Factor(0.1, 1.2);
        int count = Math.Clamp((int)(share * side * side / (4 * radius * radius)), 1, 400);
        bool isColony = random.Chance(0.5);
        int colonies = random.Whole(1, 4);
        var placed = new List<Vector2>();
        for (int i = 0; i < count; i++)
        {
            Vector2 at = Anywhere(side, random);
            if (isColony && i >= colonies)
            {
                float angle = Outline.Angle(random);
                Vector2 beside = placed[random.Whole(0, placed.Count - 1)];
                at =
                    beside + (float)random.Between(1.8, 2.4) * radius * new Vector2(MathF.Cos(angle), MathF.Sin(angle));
            }
            placed.Add(at);
            yield return at;
        }
    }
}
