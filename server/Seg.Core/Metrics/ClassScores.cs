namespace Seg.Core.Metrics;

/// <summary>
/// The scores of one class, from pixels that are rightly of the class (TP), wrongly (FP) and missed (FN);
/// null where the denominator is 0.
/// </summary>
/// <param name="Name">The name of the class.</param>
/// <param name="Iou">Intersection over union, TP / (TP + FP + FN).</param>
/// <param name="Dice">2 TP / (2 TP + FP + FN), also called F1.</param>
/// <param name="Precision">TP / (TP + FP): the share of the predicted pixels that is right.</param>
/// <param name="Recall">TP / (TP + FN): the share of the true pixels that was found.</param>
/// <param name="TruthPixels">How many pixels have the class in the truth.</param>
public sealed record ClassScores(
    string Name,
    double? Iou,
    double? Dice,
    double? Precision,
    double? Recall,
    long TruthPixels
)
{
    internal static ClassScores From(ConfusionMatrix confusion, int index, string name)
    {
        long hits = confusion[index, index];
        long truth = confusion.TruthPixels(index);
        long predicted = confusion.PredictedPixels(index);
        return new ClassScores(
            name,
            Ratio(hits, truth + predicted - hits),
            Ratio(2 * hits, truth + predicted),
            Ratio(hits, predicted),
            Ratio(hits, truth),
            truth
        );
    }

    internal static double? Ratio(long part, long whole) => whole == 0 ? null : (double)part / whole;
}
