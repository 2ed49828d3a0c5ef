namespace Seg.Synthetic.Drawing;

/// <summary>
/// Seeded chance. Every picture, field and effect draws from a stream of its own, so that leaving one out or drawing
/// them in another order changes nothing else.
/// </summary>
internal sealed class Chance
{
    private readonly Random random;

    /// <summary>The stream that belongs to a seed and a name.</summary>
    public Chance(int seed, string name)
    {
        // FNV-1a: string.GetHashCode differs from run to run.
        uint hash = 2166136261;
        foreach (char c in $"{seed}/{name}")
            hash = (hash ^ c) * 16777619;
        random = new Random((int)(hash & int.MaxValue));
    }

    public double Between(double low, double high) => low + (high - low) * random.NextDouble();

    public double Angle() => Between(0, 2 * Math.PI);

    public bool Happens(double probability) => random.NextDouble() < probability;

    public int Below(int count) => random.Next(count);

    /// <summary>A normal deviate of mean 0 and standard deviation 1 (Box and Muller 1958).</summary>
    public double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
