namespace Seg.Core.Augmentation;

/// <summary>A 2 x 2 matrix: (x, y) becomes (Xx x + Xy y, Yx x + Yy y).</summary>
internal readonly record struct Linear(double Xx, double Xy, double Yx, double Yy)
{
    public static Linear Identity { get; } = new(1, 0, 0, 1);

    public static Linear Flip(bool x, bool y) => new(x ? -1 : 1, 0, 0, y ? -1 : 1);

    /// <summary>Quarter turns in whole numbers, so that a turned pixel is exactly a pixel.</summary>
    public static Linear QuarterTurns(int count) =>
        (count & 3) switch
        {
            0 => Identity,
            1 => new(0, -1, 1, 0),
            2 => new(-1, 0, 0, -1),
            _ => new(0, 1, -1, 0),
        };

    public static Linear Rotation(double degrees)
    {
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        return new(cos, -sin, sin, cos);
    }

    public static Linear Scale(double x, double y) => new(x, 0, 0, y);

    public static Linear Shear(double degrees) => new(1, Math.Tan(degrees * Math.PI / 180), 0, 1);

    /// <summary>First <paramref name="b"/>, then <paramref name="a"/>.</summary>
    public static Linear operator *(Linear a, Linear b) =>
        new(a.Xx * b.Xx + a.Xy * b.Yx, a.Xx * b.Xy + a.Xy * b.Yy, a.Yx * b.Xx + a.Yy * b.Yx, a.Yx * b.Xy + a.Yy * b.Yy);

    /// <summary>Draws flips, turns, rotation, shear and scaling: from a sample's pixels to the image's.</summary>
    public static Linear Draw(AugmentationOptions options, SampleRandom random)
    {
        Linear map = Flip(random.Chance(options.FlipProbability), random.Chance(options.FlipProbability));
        if (options.QuarterTurns)
            map = QuarterTurns(random.Whole(0, 3)) * map;
        if (random.Chance(options.RotationProbability))
            map = Rotation(random.Around(options.RotationDegrees)) * map;
        if (random.Chance(options.ShearProbability))
            map *= Shear(random.Around(options.ShearDegrees));
        if (random.Chance(options.ScaleProbability))
        {
            double scale = random.Factor(options.ScaleLow, options.ScaleHigh);
            double ratio = Math.Sqrt(random.Factor(1 / (1 + options.Anisotropy), 1 + options.Anisotropy));
            map *= Scale(ratio / scale, 1 / (ratio * scale));
        }
        return map;
    }
}
