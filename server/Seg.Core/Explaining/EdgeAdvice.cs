using System.Globalization;
using Seg.Core.Imaging;

namespace Seg.Core.Explaining;

/// <summary>
/// Mistakes near the edge of an image and inside, each as a share of the pixels that are an object in the label or in the
/// prediction: where both say background there is nothing to get wrong.
/// </summary>
/// <param name="Width">How many pixels from the edge count as near.</param>
/// <param name="NearWrong">Pixels near the edge where label and prediction differ.</param>
/// <param name="Near">Pixels near the edge that are an object in one of the two.</param>
/// <param name="InsideWrong">As <paramref name="NearWrong"/>, of the rest.</param>
/// <param name="Inside">As <paramref name="Near"/>, of the rest.</param>
public sealed record EdgeErrors(int Width, long NearWrong, long Near, long InsideWrong, long Inside)
{
    // As a share of the shorter side; objects are cut there and the network sees less around them.
    private const double Band = 1.0 / 16;
    private const int Narrowest = 6;
    private const int Widest = 32;

    /// <summary>Counts an image.</summary>
    /// <param name="label">Class indices; 255 is not labelled.</param>
    /// <param name="predicted">Class indices of the same size.</param>
    public static EdgeErrors Of(Raster<byte> label, Raster<byte> predicted)
    {
        (int rows, int columns) = (label.Height, label.Width);
        int width = Math.Clamp((int)(Band * Math.Min(rows, columns)), Narrowest, Widest);
        ReadOnlySpan<byte> truth = label.Pixels;
        ReadOnlySpan<byte> said = predicted.Pixels;
        Span<long> wrong = [0, 0];
        Span<long> all = [0, 0];
        for (int y = 0; y < rows; y++)
        for (int x = 0; x < columns; x++)
        {
            int i = y * columns + x;
            if (truth[i] == MaskFile.Ignore || (truth[i] | said[i]) == 0)
                continue;
            bool isNear = Math.Min(Math.Min(x, columns - 1 - x), Math.Min(y, rows - 1 - y)) < width;
            int where = isNear ? 0 : 1;
            all[where]++;
            if (truth[i] != said[i])
                wrong[where]++;
        }
        return new(width, wrong[0], all[0], wrong[1], all[1]);
    }
}

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
        return atEdge >= Times * within && atEdge >= within + Apart ? [Describe(showing, atEdge, within, near)] : [];
    }

    private static Advice Describe(MeasuredImage[] images, double atEdge, double within, long near) =>
        new(
            AdviceKind.ImageEdges,
            "The model makes more mistakes near the image edges than inside.",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Of the pixels that are an object in the label or the prediction, {Percent(atEdge)} are wrong within {images.Max(image => image.Edges.Width)} pixels of the edge ({near:N0} pixels in {images.Length} images) and {Percent(within)} inside."
            ),
            "Label objects that the edge cuts off as well, and raise the probability of shifts in the augmentation, so that training sees "
                + "the edges as often as the middle. "
                + "When you acquire images, leave a margin around what you want to measure.",
            [
                .. images
                    .OrderByDescending(image => image.Edges.NearWrong)
                    .Take(MostPlaces)
                    .Select(image => new AdvicePlace(image.Stem)),
            ]
        );

    private static string Percent(double share) => share.ToString("0%", CultureInfo.InvariantCulture);
}
