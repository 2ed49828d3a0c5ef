using System.Numerics;
using Seg.Core.Augmentation;

namespace Seg.Synthetic.Drawing;

/// <summary>Shapes as polygons, in pixels.</summary>
internal static class Outline
{
    private const int Corners = 40;

    /// <summary>An ellipse whose radius wavers: a cell or a nucleus.</summary>
    /// <param name="centre">Its middle.</param>
    /// <param name="radius">The mean of its two half axes.</param>
    /// <param name="stretch">The longer axis over the shorter one, 1 or more.</param>
    /// <param name="roughness">How much the radius wavers, as a share of it; 0: an ellipse.</param>
    /// <param name="random">Draws its direction and waves.</param>
    public static Vector2[] Blob(Vector2 centre, float radius, float stretch, float roughness, SampleRandom random)
    {
        float turn = Angle(random);
        float axis = MathF.Sqrt(stretch);
        Span<float> size = stackalloc float[4];
        Span<float> phase = stackalloc float[4];
        for (int wave = 0; wave < size.Length; wave++)
            (size[wave], phase[wave]) = (roughness * (float)random.Around(1) / (wave + 1), Angle(random));
        var points = new Vector2[Corners];
        for (int i = 0; i < Corners; i++)
        {
            float angle = i * MathF.Tau / Corners;
            float factor = 1;
            for (int wave = 0; wave < size.Length; wave++)
                factor += size[wave] * MathF.Sin((wave + 2) * angle + phase[wave]);
            var point = new Vector2(axis * MathF.Cos(angle), MathF.Sin(angle) / axis) * (radius * factor);
            points[i] = centre + Vector2.Transform(point, Matrix3x2.CreateRotation(turn));
        }
        return points;
    }

    /// <summary>A band along a line, with round ends.</summary>
    /// <param name="line">At least two points.</param>
    /// <param name="halfWidth">By the share of the way along the line, 0 to 1.</param>
    public static Vector2[] Band(IReadOnlyList<Vector2> line, Func<float, float> halfWidth)
    {
        var left = new List<Vector2>();
        var right = new List<Vector2>();
        for (int i = 0; i < line.Count; i++)
        {
            Vector2 along = Direction(line[Math.Min(i + 1, line.Count - 1)] - line[Math.Max(i - 1, 0)]);
            var across = new Vector2(-along.Y, along.X);
            float half = halfWidth(i / (float)(line.Count - 1));
            left.Add(line[i] + half * across);
            right.Add(line[i] - half * across);
        }
        right.Reverse();
        return [.. left, .. End(line[^1], line[^1] - line[^2]), .. right, .. End(line[0], line[0] - line[1])];

        // The middle of half a circle, which is enough of it for ends as thin as these.
        Vector2[] End(Vector2 at, Vector2 outwards)
        {
            float half = halfWidth(at == line[0] ? 0 : 1);
            return [at + half * 0.9f * Direction(outwards)];
        }
    }

    /// <summary>A line that wanders: a random walk of its direction.</summary>
    public static List<Vector2> Wander(Vector2 start, float direction, float length, float bend, SampleRandom random)
    {
        const float step = 4;
        var line = new List<Vector2> { start };
        float turning = 0;
        for (float done = 0; done < length; done += step)
        {
            turning = 0.8f * turning + bend * (float)random.Around(1);
            direction += turning;
            line.Add(line[^1] + step * new Vector2(MathF.Cos(direction), MathF.Sin(direction)));
        }
        return line;
    }

    public static float Angle(SampleRandom random) => (float)random.Between(0, Math.Tau);

    private static Vector2 Direction(Vector2 v) => v.LengthSquared() > 0 ? Vector2.Normalize(v) : Vector2.UnitX;
}
