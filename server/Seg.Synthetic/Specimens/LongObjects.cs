using System.Numerics;
using Seg.Core.Augmentation;
using Seg.Synthetic.Drawing;

namespace Seg.Synthetic.Specimens;

/// <summary>What is much longer than wide: bacteria, worms, vessels and fibres.</summary>
internal static class LongObjects
{
    /// <summary>Rods, alone or end to end in chains.</summary>
    public static void DrawRods(LabelledScene scene, SampleRandom random)
    {
        float half = (float)random.Factor(1.6, 7);
        float longest = half * (float)random.Between(5, 14);
        float bend = random.Chance(0.4) ? 0.06f : 0;
        int chain = random.Chance(0.4) ? random.Whole(2, 6) : 1;
        int count = random.Whole(2, Math.Max(3, (int)(scene.Side * scene.Side / (9 * half * longest))));
        for (int i = 0; i < Math.Min(count, 160); i++)
        {
            Vector2 at = Cells.Anywhere(scene.Side, random);
            float direction = Outline.Angle(random);
            for (int link = 0; link < chain; link++)
            {
                float length = longest * (float)random.Between(0.45, 1);
                List<Vector2> line = Outline.Wander(at, direction, length, bend, random);
                scene.Add(ObjectKind.Rod, Outline.Band(line, along => half * Round(along, half / length)));
                Vector2 last = line[^1] - line[^2];
                direction = MathF.Atan2(last.Y, last.X) + (float)random.Around(0.3);
                at = line[^1] + (2 * half + 1) * Vector2.Normalize(last);
            }
        }
    }

    /// <summary>A few worms that wind and may cross.</summary>
    public static void DrawWorms(LabelledScene scene, SampleRandom random)
    {
        float half = (float)random.Factor(2.5, 11);
        int count = random.Whole(1, 9);
        for (int i = 0; i < count; i++)
        {
            float length = half * (float)random.Between(14, 36);
            List<Vector2> line = Outline.Wander(
                Cells.Anywhere(scene.Side, random),
                Outline.Angle(random),
                length,
                0.12f,
                random
            );
            float size = half * (float)random.Factor(0.8, 1.2);
            scene.Add(ObjectKind.Worm, Outline.Band(line, along => size * Round(along, 0.3f)), mostCovered: 0.3);
        }
    }

    /// <summary>Trees of vessels.</summary>
    public static void DrawVessels(LabelledScene scene, SampleRandom random)
    {
        int roots = random.Whole(1, 4);
        for (int i = 0; i < roots; i++)
        {
            int vessel = scene.Reserve(ObjectKind.Vessel);
            float turn = Outline.Angle(random);
            Vector2 middle = new(scene.Side / 2f);
            Vector2 root = middle + 0.7f * scene.Side * new Vector2(MathF.Cos(turn), MathF.Sin(turn));
            float inwards = turn + MathF.PI + (float)random.Around(0.5);
            Branch(scene, vessel, root, inwards, (float)random.Factor(2, 8), depth: 0, random);
        }
    }

    /// <summary>Threads that cross.</summary>
    public static void DrawFibres(LabelledScene scene, SampleRandom random)
    {
        float half = (float)random.Factor(0.7, 2.2);
        float bend = (float)random.Between(0, 0.1);
        float direction = Outline.Angle(random);
        float spread = random.Chance(0.5) ? MathF.PI : 0.4f;
        int count = random.Whole(4, 50);
        int fibre = scene.Reserve(ObjectKind.Fibre);
        for (int i = 0; i < count; i++)
        {
            Vector2 start = Cells.Anywhere(scene.Side, random);
            float length = scene.Side * (float)random.Between(0.2, 1);
            List<Vector2> line = Outline.Wander(start, direction + (float)random.Around(spread), length, bend, random);
            scene.Join(fibre, Outline.Band(line, _ => half));
        }
    }

    private static void Branch(
        LabelledScene scene,
        int vessel,
        Vector2 from,
        float direction,
        float half,
        int depth,
        SampleRandom random
    )
    {
        float length = scene.Side * (float)random.Between(0.15, 0.5);
        List<Vector2> line = Outline.Wander(from, direction, length, 0.07f, random);
        float end = half * (float)random.Between(0.6, 0.9);
        scene.Join(vessel, Outline.Band(line, along => half + (end - half) * along));
        if (depth == 6 || end < 0.6f)
            return;
        Vector2 last = line[^1] - line[^2];
        float onwards = MathF.Atan2(last.Y, last.X);
        Branch(scene, vessel, line[^1], onwards + (float)random.Between(0.1, 0.7), end, depth + 1, random);
        if (random.Chance(0.8))
            Branch(scene, vessel, line[^1], onwards - (float)random.Between(0.2, 1), 0.8f * end, depth + 1, random);
    }

    /// <summary>The share of the full width along something that is round at both ends.</summary>
    private static float Round(float along, float end)
    {
        float within = Math.Min(1, Math.Min(along, 1 - along) / Math.Max(end, 1e-3f));
        return MathF.Sqrt(Math.Max(0.05f, within * (2 - within)));
    }
}
