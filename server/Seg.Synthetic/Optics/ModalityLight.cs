using Seg.Core;
using Seg.Core.Augmentation;
using Seg.Synthetic.Drawing;
using Seg.Synthetic.Specimens;

namespace Seg.Synthetic.Optics;

/// <summary>What comes from the scene before the lenses: one plane, 0 where there is nothing.</summary>
internal static class ModalityLight
{
    /// <param name="scene">What is there.</param>
    /// <param name="borders">How far each pixel is from a border.</param>
    /// <param name="modality">How it is made visible.</param>
    /// <param name="random">Draws the look of each kind and object.</param>
    /// <returns>Side x side.</returns>
    public static Raster<float> Of(LabelledScene scene, ObjectBorders borders, Modality modality, SampleRandom random)
    {
        Appearance[] byKind = [.. Enum.GetValues<ObjectKind>().Select(kind => AppearanceOf(kind, modality, random))];
        Appearance[] looks = [.. scene.Kinds.Select(kind => byKind[(int)kind])];
        float[] bodies = [.. looks.Select(look => look.Body * (1 + look.Variety * (float)random.Around(1)))];
        Appearance around = looks.Length > 1 ? looks[1] : byKind[(int)ObjectKind.Cell];
        Raster<float> grain = SmoothNoise.Of(scene.Side, random.Factor(1, 8), random);
        var plane = new Raster<float>(scene.Side, scene.Side);
        Fill(plane.Pixels, scene.Ids.Pixels, borders, looks, bodies, around, grain.Pixels);
        if (modality != Modality.Electron || random.Chance(0.8))
            AddSpots(plane, scene, modality, random);
        return plane;
    }

    private static void Fill(
        Span<float> plane,
        ReadOnlySpan<ushort> ids,
        ObjectBorders borders,
        Appearance[] looks,
        float[] bodies,
        Appearance around,
        ReadOnlySpan<float> grain
    )
    {
        ReadOnlySpan<float> inside = borders.Inside.Pixels;
        ReadOnlySpan<float> outside = borders.Outside.Pixels;
        for (int i = 0; i < plane.Length; i++)
        {
            int id = ids[i];
            if (id == 0)
            {
                plane[i] = around.Halo * MathF.Exp(-outside[i] / around.HaloWidth) + Rim(around, -outside[i]);
                continue;
            }
            Appearance look = looks[id];
            float rise = look.Dome > 0 ? 1 - MathF.Exp(-inside[i] / look.Dome) : 1;
            plane[i] = bodies[id] * rise + Rim(look, inside[i]) + look.Grain * grain[i];
        }
    }

    private static float Rim(Appearance look, float depth)
    {
        float away = (depth - look.RimAt) / look.RimWidth;
        return look.Rim == 0 || away * away > 16 ? 0 : look.Rim * MathF.Exp(-0.5f * away * away);
    }

    private static Appearance AppearanceOf(ObjectKind kind, Modality modality, SampleRandom random)
    {
        Appearance look = modality switch
        {
            Modality.Fluorescence => Appearance.Fluorescence(random),
            Modality.BrightField => Appearance.BrightField(random),
            Modality.Phase => Appearance.Phase(random),
            Modality.Stained => Appearance.Stained(random),
            _ => Appearance.Electron(random),
        };
        return kind switch
        {
            // The wall of a section is what its stain is for.
            ObjectKind.Membrane when modality is Modality.Electron or Modality.Phase => look with
            {
                Body = -(float)random.Between(0.4, 1),
                Dome = 0,
            },
            // So thin that a rim of its own would be wider.
            ObjectKind.Fibre or ObjectKind.Membrane => look with
            {
                Rim = 0,
                Dome = 0,
                Body = look.Body + MathF.CopySign(0.3f, look.Body),
            },
            _ => look,
        };
    }

    /// <summary>Vesicles, vacuoles and grains within objects.</summary>
    private static void AddSpots(Raster<float> plane, LabelledScene scene, Modality modality, SampleRandom random)
    {
        if (random.Chance(0.4))
            return;
        int side = scene.Side;
        float size = (float)random.Factor(0.8, 6);
        float strength =
            (float)random.Between(0.15, 0.7) * (modality == Modality.Fluorescence || random.Chance(0.5) ? 1 : -1);
        int count = random.Whole(5, (int)(1500 / (size * size)) + 6);
        int reach = (int)(3 * size) + 1;
        Span<float> values = plane.Pixels;
        ReadOnlySpan<ushort> ids = scene.Ids.Pixels;
        for (int i = 0; i < count; i++)
        {
            (int x, int y) = (random.Whole(0, side - 1), random.Whole(0, side - 1));
            int id = ids[y * side + x];
            if (id == 0)
                continue;
            float radius = size * (float)random.Factor(0.6, 1.6);
            for (int v = Math.Max(0, y - reach); v < Math.Min(side, y + reach); v++)
            for (int u = Math.Max(0, x - reach); u < Math.Min(side, x + reach); u++)
            {
                float distance = ((u - x) * (u - x) + (v - y) * (v - y)) / (radius * radius);
                if (distance < 6 && ids[v * side + u] == id)
                    values[v * side + u] += strength * MathF.Exp(-distance);
            }
        }
    }
}
