using System.Globalization;

namespace Seg.Core.Losses;

/// <summary>
/// How much each class counts in the loss, written as text: <c>none</c>, <c>balanced</c> or one number a class such as
/// <c>1,2,5</c>.
/// </summary>
public sealed class ClassWeights
{
    private readonly bool isBalanced;
    private readonly IReadOnlyList<double>? values;

    private ClassWeights(bool isBalanced, IReadOnlyList<double>? values)
    {
        this.isBalanced = isBalanced;
        this.values = values;
    }

    /// <summary>Reads the text, so that a mistake shows before the training data is looked at.</summary>
    /// <param name="text"><c>none</c>, <c>balanced</c> or numbers above 0 with commas between.</param>
    /// <param name="classCount">The number of classes, background included.</param>
    /// <exception cref="SegException"><c>loss.weights</c></exception>
    public static ClassWeights Parse(string text, int classCount) =>
        text.Trim().ToLowerInvariant() switch
        {
            "none" => new ClassWeights(false, null),
            "balanced" => new ClassWeights(true, null),
            _ => new ClassWeights(false, Numbers(text, classCount)),
        };

    /// <summary>
    /// The weights for training on such data, one a class, or null where all classes count alike.
    /// Balanced weights are one over the square root of the class's share of the labelled pixels, scaled to a mean of 1
    /// over the classes that occur; a class that does not occur gets 1. The root is the middle between no weights,
    /// which neglect small classes, and full balance, which makes the network see them everywhere.
    /// </summary>
    /// <param name="pixels">How many labelled pixels of the training data each class has.</param>
    public IReadOnlyList<double>? For(IReadOnlyList<long> pixels) => isBalanced ? Balanced(pixels) : values;

    private static double[] Balanced(IReadOnlyList<long> pixels)
    {
        double[] rarity = [.. pixels.Select(count => count > 0 ? 1 / Math.Sqrt(count) : 0)];
        double mean = rarity.Where(value => value > 0).DefaultIfEmpty(1).Average();
        return [.. rarity.Select(value => value > 0 ? value / mean : 1)];
    }

    private static double[] Numbers(string text, int classCount)
    {
        double[] numbers =
        [
            .. text.Split(',')
                .Select(part =>
                    double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                        ? number
                        : 0
                ),
        ];
        return numbers.Length == classCount && numbers.All(number => double.IsFinite(number) && number > 0)
            ? numbers
            : throw new SegException(
                "loss.weights",
                $"The class weights \"{text}\" do not fit: write none, balanced or {classCount} numbers above 0, "
                    + "one a class, such as \""
                    + string.Join(',', Enumerable.Range(1, classCount))
                    + "\"."
            )
            {
                Fields = ["classWeights"],
            };
    }
}
