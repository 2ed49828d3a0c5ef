using System.Globalization;

namespace Seg.Core.Explaining;

/// <summary>Whether a model misses small objects more often than larger ones.</summary>
public static class SmallObjectAdvice
{
    // Smaller ones are slips of a hand.
    private const int LeastArea = 9;

    // Of each kind; fewer are no recall.
    private const int LeastObjects = 8;

    // The recall of small objects is below the one, and lower than that of the others by the other.
    private const double Poor = 0.7;
    private const double Apart = 0.25;

    private const int MostPlaces = 5;

    /// <summary>At most one piece of advice: the third of the objects that is smallest is compared with the rest.</summary>
    /// <param name="images">Images that the model was not trained on.</param>
    public static IReadOnlyList<Advice> Of(IReadOnlyList<MeasuredImage> images)
    {
        Seen[] objects =
        [
            .. from image in images
            from item in image.Objects
            where item.Area >= LeastArea
            orderby item.Area
            select new Seen(image.Stem, item),
        ];
        if (objects.Length == 0)
            return [];
        int limit = objects[objects.Length / 3].Object.Area;
        Seen[] small = [.. objects.Where(seen => seen.Object.Area < limit)];
        Seen[] large = [.. objects.Where(seen => seen.Object.Area >= limit)];
        if (small.Length < LeastObjects || large.Length < LeastObjects)
            return [];
        (double found, double others) = (Recall(small), Recall(large));
        return found <= Poor && found <= others - Apart ? [Describe(small, large, limit)] : [];
    }

    private static Advice Describe(Seen[] small, Seen[] large, int limit)
    {
        Seen[] missed = [.. small.Where(seen => !seen.Object.IsFound).OrderByDescending(seen => seen.Object.Area)];
        return new Advice(
            AdviceKind.SmallObjects,
            $"Small objects are missed: {missed.Length} of {small.Length} with fewer than {limit} pixels.",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Of the {small.Length} labelled objects below {limit} pixels, {Percent(Recall(small))} are found; of the {large.Length} others, {Percent(Recall(large))}. An object is found if the model predicts at least half of it."
            ),
            "Label more small objects, and train with more magnification in the augmentation. If they are only a few pixels wide, enlarge the "
                + "images, or acquire them at a higher magnification. If nobody needs them, leave them out of all labels.",
            [.. missed.Take(MostPlaces).Select(seen => new AdvicePlace(seen.Stem, seen.Object.Region))]
        );
    }

    private static double Recall(Seen[] objects) => (double)objects.Count(seen => seen.Object.IsFound) / objects.Length;

    private static string Percent(double share) => share.ToString("0%", CultureInfo.InvariantCulture);

    private sealed record Seen(string Stem, LabelledObject Object);
}
