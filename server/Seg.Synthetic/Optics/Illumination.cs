using System.Numerics.Tensors;
using Seg.Core;
using Seg.Core.Augmentation;
using Seg.Core.Imaging;
using Seg.Synthetic.Drawing;

namespace Seg.Synthetic.Optics;

/// <summary>How unevenly a picture is lit.</summary>
internal static class Illumination
{
    private const int DustRings = 6;

    /// <summary>
    /// One microscope's light without a specimen: uneven, because the lamp is not quite centred, blotched by dirt far from
    /// focus, and with the rings that dust near the camera throws. All fields share it. The relative brightness in one
    /// colour (0 red, 1 green, 2 blue), around 1; picture size.
    /// </summary>
    public static Raster<float> Of(Frame frame, int seed, int color)
    {
        var chance = new Chance(seed, "microscope");
        Raster<float> light = Slope(frame);
        foreach ((double size, double strength) in new[] { (70.0, 0.013), (30.0, 0.014), (10.0, 0.006) })
            Add(1, SmoothNoise.Of(frame, size, strength, chance), light);
        for (int i = 0; i < DustRings; i++)
            AddRing(
                light,
                frame,
                (chance.Between(0, 1) * frame.Width, chance.Between(0, 1) * frame.Height),
                chance.Between(4.5, 6.5),
                chance.Between(0.03, 0.07)
            );
        // Lenses and filters colour the light a little, more towards the sides.
        Add(1, SmoothNoise.Of(frame, 130, 0.005, new Chance(seed, $"tint {color}")), light);
        return light;
    }

    /// <summary>Any microscope's: adds uneven light, and things far out of focus, to what the objects show.</summary>
    public static void Disturb(Raster<float> light, SampleRandom random)
    {
        int side = light.Width;
        Raster<float> slow = SmoothNoise.Of(side, random.Between(60, 200), random);
        double strength = random.Chance(0.7) ? random.Between(0, 0.16) : 0;
        Add(strength, slow, light);
        Raster<float> cloudy = SmoothNoise.Of(side, random.Factor(2, 30), random);
        Add(random.Chance(0.6) ? random.Between(0, 0.1) : 0, cloudy, light);
        if (random.Chance(0.3))
        {
            var spots = new Raster<float>(side, side);
            int count = random.Whole(1, 8);
            for (int i = 0; i < count; i++)
                FillDisc(
                    spots,
                    random.Whole(0, side),
                    random.Whole(0, side),
                    random.Whole(2, 24),
                    (float)random.Around(0.5)
                );
            Add(1, GaussianBlur.Apply(spots, random.Between(3, 9)), light);
        }
    }

    private static Raster<float> Slope(Frame frame)
    {
        var light = new Raster<float>(frame.Width, frame.Height);
        float[] values = light.Pixels;
        for (int i = 0; i < values.Length; i++)
        {
            double x = i % frame.Width / (double)frame.Width - 0.55;
            double y = i / frame.Width / (double)frame.Height - 0.4;
            values[i] = (float)(1.015 + 0.02 * x - 0.025 * y - 0.07 * (x * x + y * y));
        }
        return light;
    }

    private static void Add(double strength, Raster<float> more, Raster<float> light) =>
        TensorPrimitives.MultiplyAdd(more.Pixels, (float)strength, light.Pixels, light.Pixels);

    private static void AddRing(
        Raster<float> light,
        Frame frame,
        (double X, double Y) at,
        double radius,
        double strength
    )
    {
        float[] values = light.Pixels;
        for (int i = 0; i < values.Length; i++)
        {
            double dx = i % frame.Width - at.X;
            double dy = i / frame.Width - at.Y;
            double distance = Math.Sqrt(dx * dx + dy * dy);
            if (distance > radius + 8)
                continue;
            double ring = Bell(distance - radius, 1.2);
            double within = distance < radius ? 0.35 : 0;
            double around = -0.4 * Bell(distance - radius - 3.2, 1.2);
            values[i] -= (float)(strength * (ring + within + around));
        }
    }

    private static double Bell(double value, double width) => Math.Exp(-value * value / (2 * width * width));

    private static void FillDisc(Raster<float> plane, int x, int y, int radius, float value)
    {
        for (int row = Math.Max(0, y - radius); row <= Math.Min(plane.Height - 1, y + radius); row++)
        {
            int half = (int)Math.Sqrt(radius * radius - (row - y) * (row - y));
            int left = Math.Max(0, x - half);
            plane.Row(row)[left..Math.Max(left, Math.Min(plane.Width, x + half + 1))].Fill(value);
        }
    }
}
