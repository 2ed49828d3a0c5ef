namespace Seg.Core.Augmentation;

/// <summary>
/// Random numbers that belong to one sample: SplitMix64 (Steele, Lea and Flood, 2014) started from a hash of
/// (seed, epoch, index), so that neither threads nor the order of the work change what a sample looks like.
/// </summary>
internal sealed class SampleRandom(ulong seed, int epoch, int index)
{
    private ulong state = Mix(Mix(Mix(seed + Golden) + (uint)epoch * Golden) + (uint)index * Golden);

    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>64 random bits.</summary>
    public ulong Bits() => Mix(state += Golden);

    /// <summary>Evenly from 0 to below 1.</summary>
    public double Unit() => (Bits() >> 11) * (1.0 / (1L << 53));

    /// <summary>Evenly from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public double Between(double low, double high) => low + (high - low) * Unit();

    /// <summary>Evenly from -<paramref name="limit"/> to +<paramref name="limit"/>.</summary>
    public double Around(double limit) => Between(-limit, limit);

    /// <summary>A factor whose logarithm is even between those of the limits: halving is as likely as doubling.</summary>
    public double Factor(double low, double high) => Math.Exp(Between(Math.Log(low), Math.Log(high)));

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Whole(int low, int high) => low + (int)(Bits() % (ulong)((long)high - low + 1));

    /// <summary>True with that probability.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>The numbers 0 to <paramref name="count"/> - 1 in random order (Fisher and Yates).</summary>
    public int[] Permutation(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int j = Whole(0, i);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
