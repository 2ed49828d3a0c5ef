using Seg.Core.Augmentation;

namespace Seg.Synthetic.Optics;

/// <summary>Ways to make things visible.</summary>
internal enum Modality
{
    Fluorescence,
    BrightField,
    Phase,
    Stained,
    Electron,
}

/// <summary>How objects of one kind differ from the background, before optics and camera. Values are shares of full contrast.</summary>
/// <param name="Body">Added everywhere inside.</param>
/// <param name="Dome">Over how many pixels from the border the body rises to its value; 0: at once.</param>
/// <param name="Rim">Added along the border.</param>
/// <param name="RimAt">How far inside the border the rim lies, in pixels; below 0: outside.</param>
/// <param name="RimWidth">The standard deviation of the rim, in pixels.</param>
/// <param name="Halo">Added outside, falling with the distance.</param>
/// <param name="HaloWidth">Over how many pixels it falls.</param>
/// <param name="Grain">The standard deviation of the texture inside.</param>
/// <param name="Variety">How much the body differs from object to object, as a share.</param>
internal sealed record Appearance(
    float Body,
    float Dome,
    float Rim,
    float RimAt,
    float RimWidth,
    float Halo,
    float HaloWidth,
    float Grain,
    float Variety
)
{
    /// <summary>Glowing things on a dark ground.</summary>
    public static Appearance Fluorescence(SampleRandom random) =>
        new(
            Value(random, 0.4, 1),
            random.Chance(0.5) ? Value(random, 1, 12) : 0,
            random.Chance(0.3) ? Value(random, -0.2, 0.6) : 0,
            Value(random, 0.5, 2),
            Value(random, 0.7, 2),
            random.Chance(0.4) ? Value(random, 0, 0.15) : 0,
            Value(random, 3, 15),
            random.Chance(0.6) ? Value(random, 0, 0.2) : 0,
            Value(random, 0, 0.5)
        );

    /// <summary>Transparent things: what shows are borders, dark or bright by the focus, and a little of the inside.</summary>
    public static Appearance BrightField(SampleRandom random)
    {
        float focus = random.Chance(0.5) ? 1 : -1;
        return new(
            Value(random, -0.15, 0.15),
            random.Chance(0.5) ? Value(random, 2, 12) : 0,
            focus * Value(random, 0.2, 0.8),
            Value(random, -1, 2.5),
            Value(random, 0.7, 2.2),
            -focus * Value(random, 0, 0.4),
            Value(random, 1.5, 6),
            Value(random, 0, 0.12),
            Value(random, 0, 0.6)
        );
    }

    /// <summary>Dark things with a bright halo, or the reverse.</summary>
    public static Appearance Phase(SampleRandom random)
    {
        float sign = random.Chance(0.8) ? -1 : 1;
        return new(
            sign * Value(random, 0.15, 0.6),
            Value(random, 0, 8),
            random.Chance(0.4) ? sign * Value(random, -0.3, 0.3) : 0,
            Value(random, 0, 2),
            Value(random, 0.7, 2),
            -sign * Value(random, 0.1, 0.6),
            Value(random, 2, 8),
            Value(random, 0, 0.12),
            Value(random, 0, 0.4)
        );
    }

    /// <summary>Things that take up a dye.</summary>
    public static Appearance Stained(SampleRandom random) =>
        new(
            Value(random, 0.2, 1.2),
            random.Chance(0.3) ? Value(random, 1, 6) : 0,
            random.Chance(0.4) ? Value(random, -0.2, 0.5) : 0,
            Value(random, 0, 1.5),
            Value(random, 0.7, 2),
            0,
            1,
            Value(random, 0, 0.25),
            Value(random, 0, 0.4)
        );

    /// <summary>Heavy metal: membranes are dark, insides grainy.</summary>
    public static Appearance Electron(SampleRandom random) =>
        new(
            Value(random, -0.2, 0.2),
            0,
            -Value(random, 0, 0.4),
            Value(random, 0, 1),
            Value(random, 0.7, 1.5),
            0,
            1,
            Value(random, 0.05, 0.25),
            Value(random, 0, 0.6)
        );

    private static float Value(SampleRandom random, double low, double high) => (float)random.Between(low, high);
}
