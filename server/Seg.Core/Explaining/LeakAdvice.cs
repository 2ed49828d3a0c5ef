using System.Globalization;
using OpenCvSharp;
using Seg.Core.Datasets;

namespace Seg.Core.Explaining;

/// <summary>Whether held-out images show what the model has learned from, so that its scores are too good.</summary>
public static class LeakAdvice
{
    // Of two fields of view with the same kind of cells it stays well below, of one at two times or depths above.
    private const double Alike = 0.8;

    private const int Side = 64;

    // As a share of the brightness; less is rounding.
    private const double Visible = 1e-4;

    // Wider shapes than this many pixels of the small picture are illumination.
    private const double Illumination = 6;

    /// <summary>At most one piece of advice, with the held-out images that have a twin, the most alike first.</summary>
    /// <param name="train">Images that the model learns from.</param>
    /// <param name="held">Images of validation and test.</param>
    /// <param name="stop">Ends the work after an image.</param>
    /// <exception cref="SegException"><c>image.unreadable</c> or <c>image.page</c>.</exception>
    public static IReadOnlyList<Advice> Of(
        IReadOnlyList<DatasetImage> train,
        IReadOnlyList<DatasetImage> held,
        CancellationToken stop = default
    )
    {
        Seen[] learned = [.. train.Select(Look)];
        Twin[] twins =
        [
            .. held.Select(Look)
                .SelectMany(image =>
                    learned.Select(other => new Twin(image.Stem, other.Stem, Correlation(image, other)))
                )
                .Where(twin => twin.Likeness >= Alike)
                .GroupBy(twin => twin.Held)
                .Select(same => same.MaxBy(twin => twin.Likeness)!)
                .OrderByDescending(twin => twin.Likeness),
        ];
        return twins.Length == 0 ? [] : [Leak(twins, held.Count)];

        Seen Look(DatasetImage image)
        {
            stop.ThrowIfCancellationRequested();
            using Mat pixels = image.ReadImage();
            return new Seen(image.Stem, Details(pixels));
        }
    }

    private static Advice Leak(Twin[] twins, int held) =>
        new(
            AdviceKind.Leak,
            $"{twins.Length} of {held} held-out images look like images that the model learns from, so its scores are too good.",
            string.Join(
                " ",
                twins.Select(twin =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"\"{twin.Held}\" is like \"{twin.Learned}\" (correlation {twin.Likeness:0.00})."
                    )
                )
            ),
            $"Put all images of one field of view on one side: name what they share by a \"group\" in {SegJson.FileName}.",
            [.. twins.Select(twin => new AdvicePlace(twin.Held))]
        );

    /// <summary>A small gray picture without illumination, of mean 0 and length 1; all 0 where nothing is to be seen.</summary>
    private static float[] Details(Mat image)
    {
        using Mat gray = image.Channels() == 1 ? image.Clone() : image.CvtColor(ColorConversionCodes.RGB2GRAY);
        using var small = new Mat();
        using var wide = new Mat();
        gray.ConvertTo(small, MatType.CV_32F);
        Cv2.Resize(small, small, new Size(Side, Side), interpolation: InterpolationFlags.Area);
        Cv2.GaussianBlur(small, wide, new Size(0, 0), Illumination);
        Cv2.Subtract(small, wide, small);
        float[] values = small.AsSpan<float>().ToArray();
        float mean = values.Average();
        double length = Math.Sqrt(values.Sum(value => Math.Pow(value - mean, 2)));
        return length / Side > Visible * Math.Abs(Cv2.Mean(wide).Val0)
            ? [.. values.Select(value => (float)((value - mean) / length))]
            : new float[values.Length];
    }

    private static double Correlation(Seen a, Seen b) => a.Details.Zip(b.Details, (x, y) => (double)x * y).Sum();

    private sealed record Seen(string Stem, float[] Details);

    private sealed record Twin(string Held, string Learned, double Likeness);
}
