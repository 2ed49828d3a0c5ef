using System.Numerics;
using Seg.Core.Augmentation;
using Seg.Synthetic.Drawing;

namespace Seg.Synthetic.Specimens;

/// <summary>Cells that leave no room between them but their membranes, as in sections for the electron microscope.</summary>
internal static class Tissue
{
    public static void Draw(LabelledScene scene, SampleRandom random)
    {
        float radius = (float)random.Factor(8, 40);
        float half = (float)random.Factor(0.8, 3);
        float nucleus = random.Chance(0.4) ? (float)random.Between(0.3, 0.65) : 0;
        int count = Math.Max(2, (int)(scene.Side * scene.Side / (4 * radius * radius)));
        Vector2[] centres = [.. Enumerable.Range(0, count).Select(_ => Cells.Anywhere(scene.Side, random))];
        Divide(scene, centres, radius, half, random);
        if (nucleus == 0)
            return;
        for (int i = 0; i < centres.Length; i++)
            scene.AddInside(
                i + 1,
                ObjectKind.Nucleus,
                Outline.Blob(centres[i], nucleus * radius * (float)random.Factor(0.8, 1.2), 1.3f, 0.08f, random)
            );
    }

    /// <summary>Each pixel belongs to the nearest centre, seen through a wavy glass; where two are as near, to the membrane.</summary>
    private static void Divide(LabelledScene scene, Vector2[] centres, float radius, float half, SampleRandom random)
    {
        foreach (Vector2 _ in centres)
            scene.Reserve(ObjectKind.Cell);
        int membrane = scene.Reserve(ObjectKind.Membrane);
        float[] byX = SmoothNoise.Of(scene.Side, radius, random).Pixels;
        float[] byY = SmoothNoise.Of(scene.Side, radius, random).Pixels;
        ushort[] ids = scene.Ids.Pixels;
        float strength = 0.2f * radius;
        for (int i = 0; i < ids.Length; i++)
        {
            var at = new Vector2(i % scene.Side + strength * byX[i], i / scene.Side + strength * byY[i]);
            (float first, float second, int nearest) = (float.MaxValue, float.MaxValue, 0);
            for (int c = 0; c < centres.Length; c++)
            {
                float distance = Vector2.DistanceSquared(at, centres[c]);
                if (distance < first)
                    (first, second, nearest) = (distance, first, c);
                else if (distance < second)
                    second = distance;
            }
            bool isWall = MathF.Sqrt(second) - MathF.Sqrt(first) < 2 * half;
            ids[i] = (ushort)(isWall ? membrane : nearest + 1);
        }
    }
}
