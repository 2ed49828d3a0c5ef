using System.Globalization;

namespace Seg.Core.Explaining;

/// <summary>Whether a model makes more mistakes near the edge of images than inside.</summary>
public static class EdgeAdvice
{
    // Fewer say more about single objects than about the edge.
    private const int LeastImages = 3;
    private const long LeastPixels = 500;

    // The share that is wrong is that many times as high, and higher by that much.
    private const double Times = 1.5;
    private const double Apart = 0.15;

    private const int MostPlaces = 3;

    /// <summary>At most one piece of advice, with the images that have most mistakes near their edge.</summary>
    /// <param name="images">Images that the model was not trained on.</param>
    public static IReadOnlyList<Advice> Of(IReadOnlyList<MeasuredImage> images)
    {
        MeasuredImage[] showing = [.. images.Where(image => image.Edges.Near > 0)];
        long near = showing.Sum(image => image.Edges.Near);
        long inside = images.Sum(image => image.Edges.Inside);
        if (showing.Length < LeastImages || near < LeastPixels || inside < LeastPixels)
            return [];
        double atEdge = (double)images.Sum(image => image.Edges.NearWrong) / near;
        double within = (double)images.Sum(image => image.Edges.InsideWrong) / inside;
        return atEdge >= Times * within && atEdge >= within + Apart ? [Told(showing, atEdge, within, near)] : [];
    }

    private static Advice Told(MeasuredImage[] images, double atEdge, double within, long near) =>
        new(
            AdviceKind.ImageEdges,
            "The model makes more mistakes at the edge of images than inside.",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Of the pixels that are an object in label or prediction {Percent(atEdge)} are wrong within {images.Max(image => image.Edges.Width)} pixels of the edge ({near:N0} pixels in {images.Length} images), and {Percent(within)} inside."
            ),
            "Label what the edge cuts too, and train with a higher probability of shifts: they show the edge as often as the middle. "
                + "When you take images, leave a margin around what you want to measure.",
            [
                .. images
                    .OrderByDescending(image => image.Edges.NearWrong)
                    .Take(MostPlaces)
                    .Select(image => new AdvicePlace(image.Stem)),
            ]
        );

    private static string Percent(double share) => share.ToString("P0", CultureInfo.InvariantCulture);
}
