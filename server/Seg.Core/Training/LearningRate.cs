namespace Seg.Core.Training;

/// <summary>
/// A short linear rise, then half a cosine down to zero (Loshchilov and Hutter 2016, arXiv:1608.03983, without restarts):
/// a new decoder must not shake a trained encoder at first, and the last steps settle the weights.
/// </summary>
internal static class LearningRate
{
    private const double Rise = 0.05;

    /// <summary>The share of the highest rate, above 0 to 1, in step 0 to <paramref name="total"/> - 1.</summary>
    public static double Factor(int step, int total)
    {
        double warm = Math.Max(1, Rise * total);
        if (step + 1 < warm)
            return (step + 1) / warm;
        double progress = (step + 1 - warm) / Math.Max(1, total + 1 - warm);
        return 0.5 * (1 + Math.Cos(Math.PI * progress));
    }
}
