using OpenCvSharp;

namespace Seg.Synthetic.Samples;

/// <summary>
/// The light without a specimen: uneven, because the lamp is not quite centred, blotched by dirt far from focus, and
/// with the rings that dust near the camera throws. It belongs to the microscope, so all fields share it.
/// </summary>
internal static class Illumination
{
    private const int DustRings = 6;

    /// <summary>The relative brightness in one colour (0 red, 1 green, 2 blue), around 1. Picture size, 32-bit float.</summary>
    public static Mat Of(Frame frame, int seed, int color)
    {
        var chance = new Chance(seed, "microscope");
        using Mat light = Slope(frame);
        foreach ((double size, double strength) in new[] { (70.0, 0.013), (30.0, 0.014), (10.0, 0.006) })
        {
            using Mat blotches = Blotches(frame, chance, size, strength);
            Cv2.Add(light, blotches, light);
        }
        for (int i = 0; i < DustRings; i++)
            AddRing(
                light,
                frame,
                (chance.Between(0, 1) * frame.Width, chance.Between(0, 1) * frame.Height),
                chance.Between(4.5, 6.5),
                chance.Between(0.03, 0.07)
            );
        // Lenses and filters colour the light a little, more towards the sides.
        using Mat tint = Blotches(frame, new Chance(seed, $"tint {color}"), 130, 0.005);
        Cv2.Add(light, tint, light);
        return light.Clone();
    }

    private static Mat Slope(Frame frame)
    {
        var light = new Mat(frame.Height, frame.Width, MatType.CV_32FC1);
        Span<float> values = light.AsSpan<float>();
        for (int i = 0; i < values.Length; i++)
        {
            double x = i % frame.Width / (double)frame.Width - 0.55;
            double y = i / frame.Width / (double)frame.Height - 0.4;
            values[i] = (float)(1.015 + 0.02 * x - 0.025 * y - 0.07 * (x * x + y * y));
        }
        return light;
    }

    /// <summary>Smoothed noise of a given size in pixels and standard deviation.</summary>
    private static Mat Blotches(Frame frame, Chance chance, double size, double strength)
    {
        // Drawn on a coarse grid: a blur over hundreds of pixels would say no more.
        double step = Math.Max(1, size / 3);
        using var coarse = new Mat((int)(frame.Height / step) + 2, (int)(frame.Width / step) + 2, MatType.CV_32FC1);
        Span<float> values = coarse.AsSpan<float>();
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)chance.Normal();
        using Mat smooth = coarse.GaussianBlur(new Size(0, 0), 1.8, 1.1);
        Cv2.MeanStdDev(smooth, out Scalar mean, out Scalar deviation);
        using Mat scaled = new();
        smooth.ConvertTo(scaled, -1, strength / deviation.Val0, -mean.Val0 * strength / deviation.Val0);
        return scaled.Resize(new Size(frame.Width, frame.Height), 0, 0, InterpolationFlags.Cubic);
    }

    private static void AddRing(Mat light, Frame frame, (double X, double Y) at, double radius, double strength)
    {
        Span<float> values = light.AsSpan<float>();
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
}
