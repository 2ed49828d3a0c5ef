using System.Globalization;

namespace Seg.Core.Losses;

/// <summary>
/// Losses written as text: a sum of terms, each with an optional factor and optional named arguments, such as
/// <c>ce + 2*dice</c> or <c>0.5*focal(gamma=2) + tversky(alpha=0.3, beta=0.7)</c>. Case and spaces do not matter.
/// <list type="table">
/// <item><term><c>ce</c></term><description>cross-entropy</description></item>
/// <item><term><c>dice(smooth=0)</c></term><description>soft Dice</description></item>
/// <item><term><c>jaccard(smooth=0)</c></term><description>soft intersection over union</description></item>
/// <item><term><c>focal(gamma=2)</c></term><description>cross-entropy that passes over easy pixels</description></item>
/// <item><term><c>tversky(alpha=0.3, beta=0.7, smooth=0)</c></term><description>Dice with a price each for false
/// positives (alpha) and misses (beta)</description></item>
/// </list>
/// <c>smooth</c> is in pixels.
/// </summary>
public static class LossExpression
{
    private static readonly Dictionary<string, LossForm> Forms = new LossForm[]
    {
        new("ce", [], _ => new CrossEntropy()),
        new("dice", [("smooth", 0)], a => new Dice(a[0])),
        new("jaccard", [("smooth", 0)], a => new Jaccard(a[0])),
        new("focal", [("gamma", 2)], a => new Focal(a[0])),
        new("tversky", [("alpha", 0.3), ("beta", 0.7), ("smooth", 0)], a => new Tversky(a[0], a[1], a[2])),
    }.ToDictionary(form => form.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The names that <see cref="Parse"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Forms.Keys];

    /// <summary>Makes the loss that a text describes.</summary>
    /// <param name="text">For example <c>ce + dice</c>.</param>
    /// <param name="classCount">The number of classes, at least 1, background included.</param>
    /// <param name="classWeights">
    /// One finite positive weight a class; only their ratios matter. Without them all classes count alike.
    /// Cross-entropy and focal weigh pixels by the true class, the others weigh the classes' means.
    /// </param>
    /// <exception cref="SegException"><c>loss.syntax</c>, with the position; <c>loss.weights</c>.</exception>
    public static ILoss Parse(string text, int classCount, IReadOnlyList<double>? classWeights = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        double[] weights = [.. classWeights ?? Enumerable.Repeat(1.0, classCount)];
        if (weights.Length != classCount || weights.Any(weight => !double.IsFinite(weight) || weight <= 0))
            throw new SegException(
                "loss.weights",
                $"The class weights \"{Text(weights)}\" do not fit: give {classCount} numbers above 0, one a class."
            );
        // A common factor cancels out of every loss; mean 1 keeps the sums within the range of float.
        double mean = weights.Average();
        return new WeightedSum(new LossParser(text, Forms).Parse(), [.. weights.Select(weight => weight / mean)]);
    }

    private static string Text(double[] weights) =>
        string.Join(',', weights.Select(weight => weight.ToString(CultureInfo.InvariantCulture)));
}
